#if SQLite
  internal import GRDB
  import Isnad

  /// Writes who is who: the table `people`, made anew of all names, and the rows of `archive_names` that point to it.
  enum PeopleTable {
    /// Roles of one that are kept, the most frequent first.
    private static let roles = 5

    private struct Count {
      var documents = 0
      var first: Int64 = .max
      var last: Int64 = .min
      var quotes = 0
      var roles: [String: Int] = [:]
      var map: (country: String?, latitude: Double?, longitude: Double?) = (nil, nil, nil)

      mutating func add(_ other: Count) {
        documents += other.documents
        first = min(first, other.first)
        last = max(last, other.last)
        quotes += other.quotes
        roles.merge(other.roles, uniquingKeysWith: +)
        if map.latitude == nil { map = other.map }
      }
    }

    /// Whether nothing has come or gone since the table was made.
    static func isUpToDate(_ database: GRDB.Database) throws -> Bool {
      try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (SELECT 1 FROM archive_state WHERE name = 'people') AND (SELECT count(*) FROM archive_documents)
            = (SELECT value FROM archive_state WHERE name = 'documents')
          """) ?? false
    }

    /// To be called where documents come into the archive.
    static func isOutOfDate(_ database: GRDB.Database) throws {
      try database.execute(sql: "DELETE FROM archive_state WHERE name = 'people'")
    }

    static func update(_ database: GRDB.Database) throws {
      var counts: [Int64: Count] = [:]
      var rows = try GRDB.Row.fetchCursor(
        database,
        sql: """
          SELECT name, count(*), min(CASE WHEN place >= \(ArchivePlace.firstDay) THEN place END), max(place)
          FROM archive_mentions GROUP BY name
          """)
      while let row = try rows.next() {
        var count = Count()
        count.documents = row[1]
        if let first = row[2] as Int64? { count.first = first }
        count.last = row[3]
        counts[row[0]] = count
      }
      rows = try GRDB.Row.fetchCursor(
        database, sql: "SELECT name, count(*) FROM archive_quotes WHERE name IS NOT NULL GROUP BY name")
      while let row = try rows.next() { counts[row[0], default: Count()].quotes = row[1] }
      rows = try GRDB.Row.fetchCursor(
        database,
        sql:
          "SELECT name, role, count(*) FROM archive_quotes WHERE role IS NOT NULL AND name IS NOT NULL GROUP BY name, role"
      )
      while let row = try rows.next() { counts[row[0], default: Count()].roles[row[1]] = row[2] }

      var names: [PeopleResolver.Name] = []
      var persons: [Int64: Int64] = [:]
      rows = try GRDB.Row.fetchCursor(
        database,
        sql: """
          SELECT key, label, name, form, kb_id, country, latitude, longitude, person, documents FROM archive_names
          """)
      var changed: [(Int64, Int)] = []
      while let row = try rows.next() {
        let number: Int64 = row[0]
        let count = counts[number]?.documents ?? 0
        if row[9] != count { changed.append((number, count)) }
        if let person = row[8] as Int64? { persons[number] = person }
        guard count > 0, let label = ArchiveUpdate.text(row, 1), let name = ArchiveUpdate.text(row, 2),
          let form = ArchiveUpdate.text(row, 3), !form.isEmpty
        else { continue }
        counts[number]?.map = (row[5], row[6], row[7])
        names.append(
          PeopleResolver.Name(
            number: number, label: label, name: name, form: form, kbID: ArchiveUpdate.text(row, 4),
            documents: count))
      }
      for (number, count) in changed {
        try database.cachedStatement(sql: "UPDATE archive_names SET documents = ? WHERE key = ?")
          .execute(arguments: [count, number])
      }
      for table in ["documents", "quotes"] {
        try database.execute(
          sql: "INSERT OR REPLACE INTO archive_state SELECT '\(table)', count(*) FROM archive_\(table)")
      }
      try database.execute(sql: "INSERT OR REPLACE INTO archive_state VALUES ('people', 1)")
      let authority = try authority(database)
      let company = try NameCompany(counts.mapValues(\.documents), database)
      var resolver = PeopleResolver(names, authority: authority, isInCompany: company.isShared)
      try write(resolver.groups(), authority, counts, persons, database)
    }

    private static func write(
      _ groups: [[PeopleResolver.Name]], _ authority: Authority, _ counts: [Int64: Count],
      _ old: [Int64: Int64], _ database: GRDB.Database
    ) throws {
      var gone = old
      let forms = authority.forms
      try database.execute(sql: "DELETE FROM people")
      let insert = try RowStatement(
        "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", database)
      var pointing: [(name: Int64, person: Int64?)] = []
      // By key, as the tables have them: each page of a large one is turned to once.
      for group in groups.sorted(by: { ($0.first?.number ?? 0) < ($1.first?.number ?? 0) }) {
        guard let first = group.first else { continue }
        var count = Count()
        for name in group {
          if let more = counts[name.number] { count.add(more) }
          if gone.removeValue(forKey: name.number) != first.number {
            pointing.append((name.number, first.number))
          }
        }
        if group.count > 1 { count.documents = try documents(group, database) }
        var aliases: [String] = []
        for name in group.dropFirst() where name.name != first.name && !aliases.contains(name.name) {
          aliases.append(name.name)
        }
        let roles = count.roles.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.roles).map(
          \.key)
        insert.bind(first.number, at: 1)
        insert.bind(NameKey.id(first.number), at: 2)
        insert.bind(first.label, at: 3)
        insert.bind(first.name, at: 4)
        insert.bind(json(aliases), at: 5)
        insert.bind(json(Array(roles)), at: 6)
        insert.bind(group.lazy.compactMap(\.kbID).first, at: 7)
        insert.bind(count.map.country, at: 8)
        insert.bind(count.map.latitude, at: 9)
        insert.bind(count.map.longitude, at: 10)
        insert.bind(count.first == .max ? nil : ArchivePlace(count.first).date, at: 11)
        insert.bind(ArchivePlace(count.last).date, at: 12)
        insert.bind(Int64(count.documents), at: 13)
        insert.bind(Int64(count.quotes), at: 14)
        insert.bind(group.contains(where: forms.hides) ? Int64(1) : 0, at: 15)
        try insert.run()
      }
      pointing += gone.keys.map { ($0, nil) }
      pointing.sort { $0.name < $1.name }
      let point = try database.makeStatement(sql: "UPDATE archive_names SET person = ? WHERE key = ?")
      for (name, person) in pointing { try point.execute(arguments: [person, name]) }
    }

    /// In how many documents somebody is named, who may have two of his names in one.
    private static func documents(_ names: [PeopleResolver.Name], _ database: GRDB.Database) throws -> Int {
      let numbers = Archive.marks(names.map(\.number))
      return try Int.fetchOne(
        database,
        sql: "SELECT count(DISTINCT document_key) FROM archive_mentions WHERE name IN (\(numbers))") ?? 0
    }

    private static func json(_ texts: [String]) -> String {
      var json = JSONWriter()
      json.value(.array(texts.map { .string($0) }))
      return json.text
    }

    static func authority(_ database: GRDB.Database) throws -> Authority {
      let rows = try GRDB.Row.fetchAll(
        database, sql: "SELECT relation, label, name, other FROM archive_authority ORDER BY rowid")
      return Authority(
        rows.compactMap { row in
          Authority.Relation(rawValue: row[0]).map {
            Authority.Line($0, label: row[1], name: row[2], other: row[3])
          }
        })
    }

    /// What was said before does not hold any more.
    /// - Returns: whether this is anything else.
    static func set(_ authority: Authority, _ database: GRDB.Database) throws -> Bool {
      guard try self.authority(database) != authority else { return false }
      try database.execute(sql: "DELETE FROM archive_authority")
      for line in authority.lines {
        try database.execute(
          sql: "INSERT OR IGNORE INTO archive_authority VALUES (?, ?, ?, ?)",
          arguments: [line.relation.rawValue, line.label, line.name, line.other])
      }
      return true
    }
  }
#endif
