#if SQLite
  internal import GRDB
  import Isnad

  /// A figure as the archive shows it: what, how many, where, and on whose word.
  public struct ArchivedFigure: Sendable, Hashable {
    public let document: Int64
    public let documentID: String
    public let id: String
    public let date: String?
    public let outlet: String?
    public let title: String?
    /// The title, else the first words of the article.
    public let heading: String
    public let event: String
    public let text: String
    /// The value, or the middle of what is said from to.
    public let value: Double?
    public let unit: String?
    public let place: String?
    public let source: String?
    public let sourcePerson: Int64?
    /// The name that the source goes by in all articles.
    public let sourceName: String?
    public let polarity: String
    /// Code points of the article.
    public let start: Int
  }

  extension ArchivedFigure {
    /// One key for all forms of a unit.
    public var unitKey: String { unit.map(UnitNames.standard.key) ?? "" }
  }

  /// Which figures are wanted.
  public struct FigureQuestion: Sendable, Hashable {
    public var event: Figure.Event?
    /// Numbers of people: where, and on whose word.
    public var place: Int64?
    public var source: Int64?
    public var limit = 200

    public init(event: Figure.Event? = nil, place: Int64? = nil, source: Int64? = nil) {
      self.event = event
      self.place = place
      self.source = source
    }
  }

  extension Archive {
    /// - Parameter found: keys of figures: only of these are the texts read.
    private static func figures(_ found: [Int64]) -> String {
      """
      SELECT f.place, f.document_key, d.id, g.id, d.date, d.outlet, d.title, g.event, g.text,
        coalesce(g.value, (g.min + g.max) / 2, g.min, g.max), g.unit, coalesce(g.place, g.inferred_place), g.source_name,
        n.person, g.polarity, g.start, p.name, p.hidden, \(beginning)
      FROM archive_figures f NOT INDEXED CROSS JOIN figures g ON g.key = f.figure_key
      CROSS JOIN documents d ON d.key = f.document_key
      LEFT JOIN archive_names n ON n.key = f.source LEFT JOIN people p ON p.key = n.person
      WHERE f.place IN (\(marks(found))) ORDER BY f.place DESC
      """
    }

    /// Keys of the newest figures that answer a question.
    private static func newest(_ question: FigureQuestion, _ database: GRDB.Database) throws -> [Int64] {
      func names(_ person: Int64?) throws -> [Int64]? {
        guard let person else { return nil }
        return try Int64.fetchAll(
          database, sql: "SELECT key FROM archive_names WHERE person = ? ORDER BY documents DESC LIMIT 50",
          arguments: [person])
      }
      let (locations, sources) = try (names(question.place), names(question.source))
      let end = "ORDER BY place DESC LIMIT \(question.limit)"
      guard let asked = sources ?? locations else {
        return try question.event.map {
          try Int64.fetchAll(
            database, sql: "SELECT place FROM archive_figures WHERE event = ? \(end)",
            arguments: [$0.rawValue])
        } ?? Int64.fetchAll(database, sql: "SELECT place FROM archive_figures \(end)")
      }
      // Of each name and event the newest, from the end of their entries in the index: however many there are, few are read.
      let other = sources == nil ? "" : locations.map { "AND location IN (\(marks($0)))" } ?? ""
      let one = try database.makeStatement(
        sql: """
          SELECT place FROM archive_figures WHERE \(sources == nil ? "location" : "source") = ? AND event = ? \(other) \(end)
          """)
      var found: [Int64] = []
      for name in asked {
        for event in question.event.map({ [$0] }) ?? Figure.Event.allCases {
          found += try Int64.fetchAll(one, arguments: [name, event.rawValue])
        }
      }
      return Array(found.sorted(by: >).prefix(question.limit))
    }

    /// The newest figures that answer a question, at most so many as it says; with neither event nor name, of all.
    /// - Throws: a ``Diagnostic``.
    public func figures(_ question: FigureQuestion) throws -> [ArchivedFigure] {
      try read { database in
        let newest = try Self.newest(question, database)
        guard !newest.isEmpty else { return [] }
        let rows = try GRDB.Row.fetchAll(database, sql: Self.figures(newest))
        return rows.map { row in
          func text(_ index: Int) -> String? { Self.text(row, index) }
          let isHidden = row[17] as Bool? ?? false
          return ArchivedFigure(
            document: row[1], documentID: text(2) ?? "", id: text(3) ?? "", date: text(4), outlet: text(5),
            title: text(6), heading: Self.heading(text(6), text(18)), event: text(7) ?? "",
            text: text(8) ?? "", value: row[9], unit: text(10),
            place: text(11), source: text(12), sourcePerson: isHidden ? nil : row[13],
            sourceName: isHidden ? nil : text(16), polarity: text(14) ?? "", start: row[15])
        }
      }
    }
  }
#endif
