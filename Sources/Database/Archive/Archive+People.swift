#if SQLite
  internal import GRDB
  import Isnad

  #if canImport(FoundationEssentials)
    import FoundationEssentials
  #endif
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  extension Archive {
    private static let people = """
      SELECT key, label, name, aliases, roles, kb_id, country, latitude, longitude, first, last, documents, quotes
      FROM people
      """
    static let listPeople = people + " WHERE hidden = 0 ORDER BY documents DESC, key LIMIT ? OFFSET ?"
    static let listPeopleOfLabel =
      people + " WHERE label = ? AND hidden = 0 ORDER BY documents DESC, key LIMIT ? OFFSET ?"

    /// Documents of somebody that topics are told from, the newest.
    private static let recent = 100
    private static let shownOfEach = 12
    /// Denials whose names are looked at, the newest.
    private static let deniedRead = 50
    /// Names of one that are looked at, the most frequent first.
    private static let maxNames = 200

    /// Those whom most documents name, or those one of whose names has the words.
    /// - Parameters:
    ///   - name: the beginning of a name, in any spelling; nil for all.
    ///   - label: PER, ORG, LOC; nil for all.
    /// - Throws: a ``Diagnostic``.
    public func people(name: String? = nil, label: String? = nil, limit: Int = 50, offset: Int = 0) throws
      -> [ArchivedPerson]
    {
      try read { database in
        if let name {
          let form = SearchText().indexed(name)
          guard !form.isEmpty else { return [] }
          // Words of a name lie in no index, its beginning does; the speakers' and texts' words are found by search.
          // Where very many begin so, these are the most frequent of all, and others in order of the alphabet.
          let label = label.map { [$0] } ?? []
          let beginning = label + [form, form + "\u{FFFF}"]
          let frequent = try Int64.fetchAll(
            database, sql: Self.frequentPeople(ofLabel: !label.isEmpty),
            arguments: StatementArguments(beginning))
          let others = try Int64.fetchAll(
            database,
            sql: """
              SELECT DISTINCT person FROM archive_names WHERE form >= ? AND form < ? AND person IS NOT NULL LIMIT 1000
              """, arguments: [form, form + "\u{FFFF}"])
          let found = try Set(frequent + others).compactMap { try Self.person($0, database) }
            .filter { label.isEmpty || label == [$0.label] }
            .sorted { ($1.documents, $0.number) < ($0.documents, $1.number) }
          return Array(found.dropFirst(offset).prefix(limit))
        }
        let rows =
          if let label {
            try GRDB.Row.fetchAll(database, sql: Self.listPeopleOfLabel, arguments: [label, limit, offset])
          } else {
            try GRDB.Row.fetchAll(database, sql: Self.listPeople, arguments: [limit, offset])
          }
        return rows.map(Self.person)
      }
    }

    /// Whose name begins so, among those whom most documents name.
    private static func frequentPeople(ofLabel isOfLabel: Bool) -> String {
      """
      SELECT n.person FROM (SELECT key FROM people \(isOfLabel ? "WHERE label = ? " : "")ORDER BY documents DESC LIMIT 1000) x
      CROSS JOIN archive_names n ON n.person = x.key WHERE n.form >= ? AND n.form < ?
      """
    }

    private static func person(_ row: GRDB.Row) -> ArchivedPerson {
      ArchivedPerson(
        number: row[0], label: text(row, 1) ?? "", name: text(row, 2) ?? "", aliases: list(text(row, 3)),
        roles: list(text(row, 4)), kbID: text(row, 5), country: text(row, 6), latitude: row[7],
        longitude: row[8],
        first: text(row, 9), last: text(row, 10), documents: row[11], quotes: row[12])
    }

    private static func list(_ json: String?) -> [String] {
      guard let json, let value = try? JSONParser.parse(Array(json.utf8)[...]) else { return [] }
      return value.array?.compactMap(\.string) ?? []
    }

    static func person(_ number: Int64, _ database: GRDB.Database) throws -> ArchivedPerson? {
      try GRDB.Row.fetchOne(
        database.cachedStatement(sql: people + " WHERE hidden = 0 AND key = ?"), arguments: [number]
      ).map(person)
    }

    static let mappedPlaces = """
      SELECT key, name, latitude, longitude, documents FROM people
      WHERE label = 'LOC' AND hidden = 0 AND latitude IS NOT NULL AND longitude IS NOT NULL
      ORDER BY documents DESC LIMIT 600
      """

    /// Where the places are that most documents name, the most frequent first.
    /// - Throws: a ``Diagnostic``.
    public func places() throws -> [MappedPlace] {
      try read { database in
        try GRDB.Row.fetchAll(database, sql: Self.mappedPlaces).map { row in
          MappedPlace(
            number: row[0], name: Self.text(row, 1) ?? "", latitude: row[2], longitude: row[3],
            documents: row[4])
        }
      }
    }

    /// Whose number this is: that of a person, or of any name of his.
    /// - Throws: a ``Diagnostic``.
    public func person(_ number: Int64) throws -> ArchivedPerson? {
      try read { database in
        if let found = try Self.person(number, database) { return found }
        let person = try Int64.fetchOne(
          database, sql: "SELECT person FROM archive_names WHERE key = ?", arguments: [number])
        return try person.flatMap { try Self.person($0, database) }
      }
    }

    /// Everything that the archive tells of somebody; nil where there is nobody of this number.
    /// - Throws: a ``Diagnostic``.
    public func profile(_ number: Int64) throws -> ArchiveProfile? {
      guard let person = try person(number) else { return nil }
      return try read { database in
        var profile = ArchiveProfile(person: person)
        let names = try Int64.fetchAll(
          database,
          sql:
            "SELECT key FROM archive_names WHERE person = ? ORDER BY documents DESC LIMIT \(Self.maxNames)",
          arguments: [person.number])
        profile.quotesByMonth = try Self.quotesByMonth(names, database)
        profile.documentsByMonth = try Self.documentsByMonth(names, database)
        profile.outlets = try Self.outlets(names, database)
        let quoted = try Self.recentQuotes(names, database)
        let mentioned = try Self.recentDocuments(names, database)
        profile.documents = try mentioned.prefix(Self.shownOfEach).compactMap {
          try Self.document($0, database)
        }
        let about =
          quoted.isEmpty ? mentioned : Array(Set(quoted.map(\.document)).sorted().suffix(Self.recent))
        profile.names = try Self.standingOut(about, besides: Set(names), database)
        profile.words = try words(quoted, besides: person, database)
        (profile.denials, profile.denied) = try Self.denials(names, database)
        return profile
      }
    }

    static func marks(_ values: [Int64]) -> String { values.map(String.init).joined(separator: ", ") }

    private static func quotesByMonth(_ names: [Int64], _ database: GRDB.Database) throws -> [(
      month: String, count: Int
    )] {
      var days: [Int: Int] = [:]
      let rows = try GRDB.Row.fetchCursor(
        database,
        sql: """
          SELECT \(ArchivePlace.dayExpression) AS day, count(*) FROM archive_quotes WHERE name IN (\(marks(names)))
          GROUP BY day
          """)
      while let row = try rows.next() { days[row[0]] = row[1] }
      return months(days)
    }

    /// - Parameter names: the most frequent first. Two of them may stand in one document, which is told here: that takes
    ///   SQLite thrice as long.
    private static func documentsByMonth(_ names: [Int64], _ database: GRDB.Database) throws -> [(
      month: String, count: Int
    )] {
      var days: [Int: Int] = [:]
      var seen: Set<Int64> = []
      let mentions = try RowStatement(
        "SELECT \(ArchivePlace.dayExpression), document_key FROM archive_mentions WHERE name = ?", database)
      for name in names.reversed() {
        let isLast = name == names.first
        mentions.bind(name, at: 1)
        try mentions.each { row in
          let isNew = isLast ? !seen.contains(row.integer(1)) : seen.insert(row.integer(1)).inserted
          if isNew { days[Int(row.integer(0)), default: 0] += 1 }
        }
      }
      return months(days)
    }

    private static func months(_ days: [Int: Int]) -> [(month: String, count: Int)] {
      var counts: [String: Int] = [:]
      for (day, count) in days {
        if let date = ArchivePlace.date(day) { counts[String(date.prefix(7)), default: 0] += count }
      }
      return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func outlets(_ names: [Int64], _ database: GRDB.Database) throws -> [ArchiveCount] {
      try GRDB.Row.fetchAll(
        database,
        sql: """
          SELECT o.name, c.number FROM (SELECT outlet, count(*) AS number FROM archive_quotes
            WHERE name IN (\(marks(names))) AND outlet IS NOT NULL GROUP BY outlet) c
          JOIN archive_outlets o ON o.key = c.outlet ORDER BY c.number DESC, o.name LIMIT \(shownOfEach)
          """
      ).map { ArchiveCount(person: nil, name: text($0, 0) ?? "", count: $0[1]) }
    }

    private struct Said {
      let document: Int64
      let text: String
    }

    /// The newest quotes of each name: found from the end of the names' entries in the full-text index.
    private static func recentQuotes(_ names: [Int64], _ database: GRDB.Database) throws -> [Said] {
      guard !names.isEmpty else { return [] }
      let tags = names.map { "\"\(ArchiveTag.name($0))\"" }.joined(separator: " OR ")
      return try GRDB.Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT a.document_key, q.text FROM archive_search
            CROSS JOIN archive_quotes a NOT INDEXED ON a.place = archive_search.rowid CROSS JOIN quotes q ON q.key = a.quote_key
            WHERE archive_search MATCH ? ORDER BY archive_search.rowid DESC LIMIT \(recent * 2)
            """), arguments: ["tags : (\(tags))"]
      ).map { Said(document: $0[0], text: text($0, 1) ?? "") }
    }

    private static func recentDocuments(_ names: [Int64], _ database: GRDB.Database) throws -> [Int64] {
      var found: [(place: Int64, document: Int64)] = []
      let one = try database.cachedStatement(
        sql:
          "SELECT place, document_key FROM archive_mentions WHERE name = ? ORDER BY place DESC LIMIT \(recent)"
      )
      for name in names {
        for row in try GRDB.Row.fetchAll(one, arguments: [name]) { found.append((row[0], row[1])) }
      }
      var seen: Set<Int64> = []
      return found.sorted { $0.place > $1.place }.map(\.document).filter { seen.insert($0).inserted }
        .prefix(recent).map { $0 }
    }

    static func document(_ key: Int64, _ database: GRDB.Database) throws -> ArchivedDocument? {
      try GRDB.Row.fetchOne(
        database.cachedStatement(
          sql: "SELECT d.key, d.id, d.title, d.date, d.outlet, \(beginning) FROM documents d WHERE d.key = ?"),
        arguments: [key]
      ).map { row in
        ArchivedDocument(
          key: row[0], id: text(row, 1) ?? "", title: heading(text(row, 2), text(row, 5)), date: text(row, 3),
          outlet: text(row, 4))
      }
    }

    /// Names that stand in these documents more often than in others.
    static func standingOut(_ documents: [Int64], besides own: Set<Int64>, _ database: GRDB.Database) throws
      -> [ArchiveCount]
    {
      let all =
        try Int.fetchOne(database, sql: "SELECT value FROM archive_state WHERE name = 'documents'") ?? 1
      var counts: [Int64: Int] = [:]
      let one = try database.cachedStatement(
        sql: """
          SELECT DISTINCT n.person FROM archive_mentions m JOIN archive_names n ON n.key = m.name
          WHERE m.document_key = ? AND n.person IS NOT NULL
          """)
      for document in documents {
        for person in try Int64.fetchAll(one, arguments: [document]) { counts[person, default: 0] += 1 }
      }
      let frequent = counts.filter { $0.value > 1 && !own.contains($0.key) }
      var scored: [(Double, ArchiveCount)] = []
      for (number, count) in frequent {
        guard let person = try person(number, database), person.label != "NORP" else { continue }
        scored.append(
          (
            salience(count, of: documents.count, elsewhere: person.documents, of: all),
            ArchiveCount(person: number, name: person.name, count: count)
          ))
      }
      return best(scored)
    }

    private static func best(_ scored: [(Double, ArchiveCount)]) -> [ArchiveCount] {
      scored.filter { $0.0 > 0 }.sorted { ($1.0, $0.1.name) < ($0.0, $1.1.name) }.prefix(shownOfEach).map(\.1)
    }

    /// How much more often something stands here than anywhere, by the log-likelihood of its count (Dunning 1993).
    private static func salience(_ count: Int, of here: Int, elsewhere: Int, of all: Int) -> Double {
      let expected = Double(max(1, elsewhere)) / Double(max(1, all)) * Double(max(1, here))
      return Double(count) * log(Double(count) / expected)
    }

    private func words(_ quoted: [Said], besides person: ArchivedPerson, _ database: GRDB.Database) throws
      -> [ArchiveCount]
    {
      guard quoted.count > 2 else { return [] }
      let search = SearchText()
      let own = Set(([person.name] + person.aliases).flatMap(search.words))
      let rest = try vocabulary.words(database)
      var here = Vocabulary.Words()
      for said in quoted { here.add(said.text, search) }
      return Self.best(
        here.counts.compactMap { word, count in
          guard count > 2, !own.contains(word), word.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic })
          else { return nil }
          return (
            Self.salience(count, of: here.quotes, elsewhere: rest.counts[word] ?? 0, of: rest.quotes),
            ArchiveCount(person: nil, name: word, count: count)
          )
        })
    }

    /// How often he denies, and whose names stand in what he denied last.
    private static func denials(_ names: [Int64], _ database: GRDB.Database) throws -> (Int, [ArchiveCount]) {
      let denied = Quote.Polarity.denied.rawValue
      let count =
        try Int.fetchOne(
          database,
          sql: "SELECT count(*) FROM archive_quotes WHERE name IN (\(marks(names))) AND polarity = ?",
          arguments: [denied]) ?? 0
      guard count > 0 else { return (0, []) }
      let tags = names.map { "\"\(ArchiveTag.name($0))\"" }.joined(separator: " OR ")
      let newest = try GRDB.Row.fetchAll(
        database,
        sql: """
          SELECT q.document_key, q.start, q.end FROM archive_search
          CROSS JOIN archive_quotes a NOT INDEXED ON a.place = archive_search.rowid CROSS JOIN quotes q ON q.key = a.quote_key
          WHERE archive_search MATCH ? ORDER BY archive_search.rowid DESC LIMIT \(deniedRead)
          """,
        arguments: ["tags : (\(tags)) AND tags : \"\(ArchiveTag.polarity(denied))\""])
      let named = try database.cachedStatement(
        sql: "SELECT label, name, kb_id FROM entities WHERE document_key = ? AND start >= ? AND end <= ?")
      let bearer = try database.cachedStatement(sql: "SELECT person FROM archive_names WHERE key = ?")
      var counts: [Int64: Int] = [:]
      for quote in newest {
        let keys = try GRDB.Row.fetchAll(named, arguments: [quote[0], quote[1], quote[2]]).map {
          NameKey(label: text($0, 0) ?? "", name: text($0, 1) ?? "", kbID: text($0, 2)).number
        }
        let persons = try Set(keys).compactMap { try Int64.fetchOne(bearer, arguments: [$0]) }
        for person in Set(persons) { counts[person, default: 0] += 1 }
      }
      let own = Set(names)
      let top = counts.filter { !own.contains($0.key) }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return (
        count,
        try top.prefix(shownOfEach).compactMap { number, count in
          try person(number, database).map { ArchiveCount(person: number, name: $0.name, count: count) }
        }
      )
    }
  }
#endif
