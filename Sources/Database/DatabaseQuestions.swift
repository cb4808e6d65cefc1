#if SQLite
  internal import GRDB
  import Isnad
  import SystemPackage

  /// What can be asked of a database of documents, with what narrows it down.
  public struct DatabaseQuestion: Sendable {
    public enum Subject: Sendable {
      /// Who said what.
      case quotes(speaker: String?, polarity: Quote.Polarity?, kind: Quote.Kind?)
      /// Names, the most frequent first.
      case entities(name: String?, label: String?)
      /// Numbers, with the text around them. `unit` is any form of a unit or of a counted noun.
      case numbers(kind: NumberMention.Kind?, unit: String?, currency: String?, least: Double?, most: Double?)
      /// What, how many, where, and on whose word. `unit` is any form of a unit or of a counted noun.
      case figures(
        event: Figure.Event?, place: String?, source: String?, unit: String?, least: Double?, most: Double?)
    }

    public var subject: Subject
    /// Words that must be in the quote, the document or its title.
    public var about: String?
    /// Dates of documents, `2024-04-01`, both in.
    public var since: String?
    public var until: String?
    public var outlet: String?
    public var limit: Int

    public init(_ subject: Subject, limit: Int = 20) {
      self.subject = subject
      self.limit = limit
    }
  }

  /// A database of documents, opened for questions.
  public struct DatabaseQuestions: Sendable {
    public typealias Row = OrderedDictionary<String, JSONValue>

    /// Code points of context on each side of a number.
    private static let context = 60

    private let path: FilePath
    private let queue: DatabaseQueue
    private let search = SearchText()

    /// - Throws: a ``Diagnostic`` where there is no such database.
    public init(_ path: FilePath) throws {
      self.path = path
      try DatabaseFile.require(path)
      queue = try DatabaseFile.open(path, isWritten: false)
      let search = search
      let normalized = DatabaseFunction("normalized", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).map { search.indexed($0) }
      }
      let units = DatabaseFunction("unit_key", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).map { UnitNames.standard.key($0) }
      }
      queue.inDatabase {
        $0.add(function: normalized)
        $0.add(function: units)
      }
    }

    /// The rows that answer a question, newest documents first.
    /// - Throws: a ``Diagnostic``.
    public func answer(_ question: DatabaseQuestion) throws -> [Row] {
      let query = try Query(question, search, context: Self.context)
      do {
        return try queue.read { database in
          let cursor = try GRDB.Row.fetchCursor(
            database, sql: query.sql, arguments: StatementArguments(query.arguments))
          var rows: [Row] = []
          while let row = try cursor.next() { rows.append(try Self.row(row)) }
          return rows
        }
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
    }

    /// What the filter by unit leaves out of an answer: the units of the others, the most frequent first, each with
    /// how many there are; nil stands for those without a unit.
    public func leftOut(of question: DatabaseQuestion) throws -> [(unit: String?, count: Int)] {
      guard case .figures(let event, let place, let source, let unit?, let least, let most) = question.subject
      else { return [] }
      var wider = question
      wider.subject = .figures(
        event: event, place: place, source: source, unit: nil, least: least, most: most)
      let query = try Query(wider, search, context: Self.context)
      let sql = """
        SELECT unit_key(unit) AS key, count(*) AS number FROM (\(query.sqlOfAll))
        WHERE unit_key(unit) IS NOT unit_key(?) GROUP BY key ORDER BY number DESC, key
        """
      do {
        return try queue.read { database in
          try GRDB.Row.fetchAll(
            database, sql: sql,
            arguments: StatementArguments(query.arguments + [search.indexed(unit).databaseValue])
          ).map { row in (String.fromDatabaseValue(row[0] as DatabaseValue), row[1] as Int) }
        }
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
    }

    private static func row(_ row: GRDB.Row) throws -> Row {
      var cells: Row = [:]
      for (index, (name, value)) in row.enumerated() {
        switch value.storage {
        case .null, .blob: cells[name] = .null
        case .int64(let number): cells[name] = .integer(Int(number))
        case .double(let number): cells[name] = (try? JSONParser.parse(Array("\(number)".utf8)[...])) ?? .null
        // Behind U+0000 a text goes on.
        case .string:
          cells[name] = try row.withUnsafeData(atIndex: index) { data in
            JSONValue.string(data.map { String(decoding: $0, as: UTF8.self) } ?? "")
          }
        }
      }
      return cells
    }
  }

  /// The SQL of a question.
  private struct Query {
    private(set) var sql = ""
    /// Without a limit, of figures their units alone.
    private(set) var sqlOfAll = ""
    private(set) var arguments: [DatabaseValue] = []
    private var conditions: [String] = []

    private mutating func require(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
      conditions.append(condition)
      arguments += values.map { $0?.databaseValue ?? .null }
    }

    /// - Throws: a ``Diagnostic`` for words that are none.
    init(_ question: DatabaseQuestion, _ search: SearchText, context: Int) throws {
      let columns: String
      let table: String
      var group = ""
      var order = "d.date DESC, d.key, a.start"
      switch question.subject {
      case .quotes(let speaker, let polarity, let kind):
        table = "quotes"
        columns = """
          d.date, d.outlet, coalesce(a.speaker_name, a.speaker) AS speaker, a.speaker_type, a.kind, a.polarity, a.text,
          a.cue, a.via, d.title, d.id AS document, a.id, a.start, a.end
          """
        if let speaker {
          let words = try Self.words(speaker, "--speaker", search)
          require(
            "a.key IN (SELECT rowid FROM quotes_search WHERE quotes_search MATCH ?)", "speaker : (\(words))")
        }
        if let polarity { require("a.polarity = ?", polarity.rawValue) }
        if let kind { require("a.kind = ?", kind.rawValue) }
      case .entities(let name, let label):
        table = "entities"
        columns = """
          a.name, a.label, count(*) AS mentions, count(DISTINCT a.document_key) AS documents, max(a.kb_id) AS kb_id,
          min(d.date) AS first, max(d.date) AS last
          """
        group = "GROUP BY a.name, a.label"
        order = "mentions DESC, a.name"
        if let name {
          require("normalized(a.name) LIKE '%' || ? || '%'", try Self.indexed(name, "--name", search))
        }
        if let label { require("a.label = ?", label) }
      case .numbers(let kind, let unit, let currency, let least, let most):
        table = "numbers"
        columns = """
          d.date, d.outlet, a.text, a.kind, a.value, a.min, a.max, a.unit, a.currency, a.iso, a.modifier,
          substr(d.text, max(1, a.start + 1 - \(context)), min(a.start, \(context))) || '⟦' || a.text || '⟧' ||
          substr(d.text, a.end + 1, \(context)) AS snippet, d.title, d.id AS document, a.id, a.start, a.end
          """
        if let kind { require("a.kind = ?", kind.rawValue) }
        if let unit { require("unit_key(a.unit) = unit_key(?)", try Self.indexed(unit, "--unit", search)) }
        if let currency { require("a.currency = ?", currency) }
        if let least { require("coalesce(a.value, a.max) >= ?", least) }
        if let most { require("coalesce(a.value, a.min) <= ?", most) }
      case .figures:
        table = "figures"
        columns = """
          d.date, d.outlet, a.event, a.text, a.value, a.min, a.max, a.unit, a.modifier, a.subject, a.place,
          a.inferred_place, a.time, a.source_name AS source, a.polarity,
          substr(d.text, max(1, a.start + 1 - \(context)), min(a.start, \(context))) || '⟦' || a.text || '⟧' ||
          substr(d.text, a.end + 1, \(context)) AS snippet, d.title, d.id AS document, a.id, a.start, a.end
          """
      }
      if case .figures(let event, let place, let source, let unit, let least, let most) = question.subject {
        if let event { require("a.event = ?", event.rawValue) }
        if let place {
          let words = try Self.indexed(place, "--place", search)
          require(
            """
            (normalized(a.place) LIKE '%' || ? || '%' OR normalized(a.inferred_place) LIKE '%' || ? || '%' OR EXISTS (
            SELECT 1 FROM entities e WHERE e.document_key = a.document_key
            AND e.id = coalesce(a.place_entity, a.inferred_place_entity) AND normalized(e.name) LIKE '%' || ? || '%'))
            """, words, words, words)
        }
        if let source {
          require(
            "normalized(a.source_name) LIKE '%' || ? || '%'", try Self.indexed(source, "--source", search))
        }
        if let unit { require("unit_key(a.unit) = unit_key(?)", try Self.indexed(unit, "--unit", search)) }
        if let least { require("coalesce(a.value, a.max) >= ?", least) }
        if let most { require("coalesce(a.value, a.min) <= ?", most) }
      }
      if let about = question.about {
        let words = try Self.words(about, "--about", search)
        if case .quotes = question.subject {
          require(
            """
            (a.key IN (SELECT rowid FROM quotes_search WHERE quotes_search MATCH ?)
            OR d.key IN (SELECT rowid FROM documents_search WHERE documents_search MATCH ?))
            """, "text : (\(words))", "title : (\(words))")
        } else {
          require("d.key IN (SELECT rowid FROM documents_search WHERE documents_search MATCH ?)", words)
        }
      }
      if let since = question.since { require("substr(d.date, 1, 10) >= ?", since) }
      if let until = question.until { require("substr(d.date, 1, 10) <= ?", until) }
      if let outlet = question.outlet {
        require("normalized(d.outlet) LIKE '%' || ? || '%'", try Self.indexed(outlet, "--outlet", search))
      }
      let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
      sqlOfAll = "SELECT a.unit AS unit FROM \(table) a JOIN documents d ON d.key = a.document_key \(filter)"
      sql = """
        SELECT \(columns) FROM \(table) a JOIN documents d ON d.key = a.document_key \(filter) \(group)
        ORDER BY \(order) LIMIT \(question.limit)
        """
    }

    /// Words in match form, for what is no full-text index.
    private static func indexed(_ text: String, _ option: String, _ search: SearchText) throws -> String {
      let words = search.indexed(text)
      guard !words.isEmpty else { throw noWord(text, option) }
      return words
    }

    private static func noWord(_ text: String, _ option: String) -> Diagnostic {
      Diagnostic(.invalidOption, "\(option) has no word in it: '\(text)'.")
    }

    private static func words(_ text: String, _ option: String, _ search: SearchText) throws -> String {
      guard let words = search.question(text) else {
        throw noWord(text, option)
      }
      return words
    }
  }
#endif
