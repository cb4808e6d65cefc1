#if SQLite
  internal import GRDB
  import Isnad

  /// How many quotes that answer a question are whose, where, how and when.
  public struct ArchiveFacets: Sendable, Hashable {
    public struct Value: Sendable, Hashable {
      /// What to ask for: the number of a person, else the name itself.
      public let value: String
      public let name: String
      public let count: Int
    }

    /// Quotes that were counted.
    public var count = 0
    /// Whether there are more, older ones.
    public var isPartial = false
    public var speakers: [Value] = []
    public var outlets: [Value] = []
    public var kinds: [Value] = []
    public var polarities: [Value] = []
    /// The newest first.
    public var months: [Value] = []
  }

  extension Archive {
    private static let kinds = Quote.Kind.allCases.map(\.rawValue)
    private static let polarities = Quote.Polarity.allCases.map(\.rawValue)

    /// An expression for the place of a column's word among words: numbers are read faster than texts.
    private static func place(of column: String, in words: [String]) -> String {
      "CASE \(column) "
        + words.enumerated().map { "WHEN '\($0.element)' THEN \($0.offset)" }.joined(separator: " ")
        + " ELSE \(words.count) END"
    }

    static let facetRows = """
      SELECT a.place, a.name, a.outlet, \(place(of: "a.kind", in: kinds)), \(place(of: "a.polarity", in: polarities))
      FROM archive_search
      CROSS JOIN archive_quotes a NOT INDEXED ON a.place = archive_search.rowid
      WHERE \(ArchiveMatch.condition) ORDER BY archive_search.rowid DESC LIMIT \(counted + 1)
      """
    private static let shown = 12

    /// Counts the quotes that answer a question, at most the newest ``counted``.
    /// - Throws: a ``Diagnostic``.
    public func facets(_ question: ArchiveQuestion) throws -> ArchiveFacets {
      try read { database in
        let match = try ArchiveMatch(question, database)
        var facets = ArchiveFacets()
        var names: [Int64: Int] = [:]
        var outlets: [Int64: Int] = [:]
        var kinds = [Int](repeating: 0, count: Self.kinds.count + 1)
        var polarities = [Int](repeating: 0, count: Self.polarities.count + 1)
        var days: [Int64: Int] = [:]
        let rows = try GRDB.Row.fetchCursor(
          database.cachedStatement(sql: Self.facetRows), arguments: match.arguments())
        while let row = try rows.next() {
          guard facets.count < Self.counted else {
            facets.isPartial = true
            break
          }
          facets.count += 1
          days[(row[0] as Int64) >> 36, default: 0] += 1
          if let name = row[1] as Int64? { names[name, default: 0] += 1 }
          if let outlet = row[2] as Int64? { outlets[outlet, default: 0] += 1 }
          kinds[row[3]] += 1
          polarities[row[4]] += 1
        }
        var months: [String: Int] = [:]
        for (day, count) in days {
          if let date = ArchivePlace.date(Int(day)) { months[String(date.prefix(7)), default: 0] += count }
        }
        facets.speakers = try Self.speakers(names, database)
        facets.outlets = try Self.top(outlets).compactMap { number, count in
          let name = try String.fetchOne(
            database.cachedStatement(sql: "SELECT name FROM archive_outlets WHERE key = ?"),
            arguments: [number])
          return name.map { ArchiveFacets.Value(value: $0, name: $0, count: count) }
        }
        facets.kinds = Self.values(Self.kinds, kinds)
        facets.polarities = Self.values(Self.polarities, polarities)
        facets.months = months.sorted { $0.key > $1.key }.prefix(24)
          .map { ArchiveFacets.Value(value: $0.key, name: $0.key, count: $0.value) }
        return facets
      }
    }

    private static func values(_ words: [String], _ counts: [Int]) -> [ArchiveFacets.Value] {
      top(Dictionary(zip(words, counts)) { $1 }.filter { $0.value > 0 })
        .map { ArchiveFacets.Value(value: $0, name: $0, count: $1) }
    }

    private static func top<Key: Hashable & Comparable>(_ counts: [Key: Int]) -> [(Key, Int)] {
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(shown).map { ($0.key, $0.value) }
    }

    /// Names whose bearers are looked up, the most frequent.
    private static let speaking = 400

    /// Who speaks in most of the quotes. Who has no name among the most frequent of them is none of these; of the others all
    /// names count.
    private static func speakers(_ names: [Int64: Int], _ database: GRDB.Database) throws -> [ArchiveFacets
      .Value]
    {
      let bearer = try database.cachedStatement(sql: "SELECT person FROM archive_names WHERE key = ?")
      let others = try database.cachedStatement(sql: "SELECT key FROM archive_names WHERE person = ?")
      var counts: [Int64: Int] = [:]
      for (name, count) in names.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(speaking) {
        guard let person = try Int64.fetchOne(bearer, arguments: [name]) else {
          counts[name, default: 0] += count
          continue
        }
        if counts[person] == nil {
          counts[person] = try Int64.fetchAll(others, arguments: [person]).reduce(0) { $0 + (names[$1] ?? 0) }
        }
      }
      let called = try database.cachedStatement(
        sql: """
          SELECT coalesce(p.name, n.name), p.hidden FROM archive_names n LEFT JOIN people p ON p.key = n.person
          WHERE n.key = ?
          """)
      var speakers: [ArchiveFacets.Value] = []
      for (number, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
      where speakers.count < shown {
        guard let row = try GRDB.Row.fetchOne(called, arguments: [number]), !(row[1] as Bool? ?? false) else {
          continue
        }
        speakers.append(
          ArchiveFacets.Value(value: NameKey.id(number), name: text(row, 0) ?? "", count: count))
      }
      return speakers
    }
  }
#endif
