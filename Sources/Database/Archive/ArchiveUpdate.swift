#if SQLite
  internal import GRDB
  import Isnad

  /// Brings the archive's tables up to date with the documents.
  ///
  /// Documents are taken by date, a few thousand in a transaction, so that the full-text index grows at its end.
  /// Cut off anywhere it goes on where it was.
  struct ArchiveUpdate {
    private static let batch = 2_000
    /// Code points of a role that is kept.
    private static let longestRole = 80

    private let search = SearchText()
    private var outlets: [String: Int64] = [:]
    private var next: Int64 = 1

    /// - Parameters:
    ///   - queue: opened for writing.
    ///   - authority: corrections to who is who that hold from now on; nil keeps those that do.
    static func run(_ queue: DatabaseQueue, authority: Authority?) throws {
      var update = ArchiveUpdate()
      let pending = try queue.write { try update.begin($0) }
      var start = 0
      while start < pending.count {
        let end = min(start + batch, pending.count)
        try queue.write { try update.add(pending[start..<end], $0) }
        start = end
      }
      try queue.write { database in
        try database.execute(
          sql: "INSERT OR REPLACE INTO archive_state VALUES ('next', ?)", arguments: [update.next])
        let isChanged = try authority.map { try PeopleTable.set($0, database) } ?? false
        if try isChanged || !PeopleTable.isUpToDate(database) { try PeopleTable.update(database) }
      }
    }

    private mutating func begin(_ database: GRDB.Database) throws -> [Int64] {
      // A first load that did not end has left none.
      try DatabaseSchema.createIndexes(database)
      next = try Int64.fetchOne(database, sql: "SELECT value FROM archive_state WHERE name = 'next'") ?? 1
      for row in try GRDB.Row.fetchAll(database, sql: "SELECT key, name FROM archive_outlets") {
        outlets[row[1]] = row[0]
      }
      return try Int64.fetchAll(
        database,
        sql: """
          SELECT key FROM documents d WHERE NOT EXISTS (SELECT 1 FROM archive_documents a WHERE a.document_key = d.key)
          ORDER BY substr(date, 1, 10), key
          """)
    }

    private mutating func add(_ keys: ArraySlice<Int64>, _ database: GRDB.Database) throws {
      try PeopleTable.isOutOfDate(database)
      for key in keys { try add(key, database) }
      try database.execute(
        sql: "INSERT OR REPLACE INTO archive_state VALUES ('next', ?)", arguments: [next])
    }

    private mutating func place(_ date: String?) -> Int64 {
      defer { next += 1 }
      return ArchivePlace(date: date, number: next).value
    }

    private mutating func add(_ key: Int64, _ database: GRDB.Database) throws {
      for sql in [
        "DELETE FROM archive_mentions WHERE document_key = ?",
        "DELETE FROM archive_quotes WHERE quote_key IN (SELECT key FROM quotes WHERE document_key = ?)",
        "DELETE FROM archive_figures WHERE figure_key IN (SELECT key FROM figures WHERE document_key = ?)",
      ] { try database.cachedStatement(sql: sql).execute(arguments: [key]) }
      guard
        let document = try GRDB.Row.fetchOne(
          database.cachedStatement(sql: "SELECT date, outlet, title FROM documents WHERE key = ?"),
          arguments: [key])
      else { return }
      let date = Self.text(document, 0)
      let outlet = try Self.text(document, 1).map { try number(ofOutlet: $0, database) }
      let names = try addNames(key, date, database)
      let title = Self.text(document, 2).map(search.indexed) ?? ""
      try addQuotes(key, date, outlet, title, names, database)
      try addFigures(key, date, names, database)
      try database.cachedStatement(sql: "INSERT OR REPLACE INTO archive_documents VALUES (?)")
        .execute(arguments: [key])
    }

    private mutating func number(ofOutlet name: String, _ database: GRDB.Database) throws -> Int64 {
      if let known = outlets[name] { return known }
      try database.execute(sql: "INSERT INTO archive_outlets (name) VALUES (?)", arguments: [name])
      outlets[name] = database.lastInsertedRowID
      return database.lastInsertedRowID
    }

    /// - Returns: the number of the name of each entity.
    private mutating func addNames(_ key: Int64, _ date: String?, _ database: GRDB.Database) throws
      -> [String: Int64]
    {
      let rows = try GRDB.Row.fetchAll(
        database.cachedStatement(
          sql:
            "SELECT id, label, name, kb_id, country, latitude, longitude FROM entities WHERE document_key = ?"
        ),
        arguments: [key])
      var names: [String: Int64] = [:]
      var mentioned: Set<Int64> = []
      for row in rows {
        guard let id = Self.text(row, 0), let label = Self.text(row, 1), let name = Self.text(row, 2) else {
          continue
        }
        let kbID = Self.text(row, 3)
        let number = try add(
          NameKey(label: label, name: name, kbID: kbID), [row[4], row[5], row[6]], database)
        names[id] = number
        if mentioned.insert(number).inserted {
          try database.cachedStatement(sql: "INSERT INTO archive_mentions VALUES (?, ?, ?)")
            .execute(arguments: [number, place(date), key])
        }
      }
      return names
    }

    private func add(_ name: NameKey, _ map: [DatabaseValue], _ database: GRDB.Database) throws -> Int64 {
      let number = name.number
      let known = try database.cachedStatement(sql: "SELECT 1 FROM archive_names WHERE key = ?")
      if try Int.fetchOne(known, arguments: [number]) == nil {
        try database.cachedStatement(
          sql: """
            INSERT INTO archive_names (key, label, name, form, kb_id, country, latitude, longitude)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).execute(
          arguments: StatementArguments(
            [
              number.databaseValue, name.label.databaseValue, name.name.databaseValue,
              search.indexed(name.name).databaseValue, name.kbID?.databaseValue ?? .null,
            ] + map))
      }
      return number
    }

    private mutating func addQuotes(
      _ key: Int64, _ date: String?, _ outlet: Int64?, _ title: String, _ names: [String: Int64],
      _ database: GRDB.Database
    ) throws {
      let rows = try GRDB.Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT key, text, kind, polarity, speaker, speaker_name, speaker_entity FROM quotes WHERE document_key = ?
            ORDER BY start
            """), arguments: [key])
      for row in rows {
        let mention = Self.text(row, 4)
        let called = Self.text(row, 5) ?? mention
        var name = Self.text(row, 6).flatMap { names[$0] }
        if name == nil, let called {
          name = try add(
            NameKey(label: NameKey.described, name: called, kbID: nil), [.null, .null, .null], database)
        }
        let place = place(date)
        let kind = Self.text(row, 2) ?? ""
        let polarity = Self.text(row, 3) ?? ""
        let arguments: [DatabaseValue] = [
          place.databaseValue, row[0], key.databaseValue, name?.databaseValue ?? .null,
          outlet?.databaseValue ?? .null, kind.databaseValue, polarity.databaseValue,
          Self.role(mention, of: called)?.databaseValue ?? .null,
        ]
        try database.cachedStatement(sql: "INSERT INTO archive_quotes VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
          .execute(arguments: StatementArguments(arguments))
        let tags = ArchiveTag.all(name: name, outlet: outlet, kind: kind, polarity: polarity)
        try database.cachedStatement(
          sql: "INSERT INTO archive_search (rowid, speaker, text, title, tags) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [
          place, search.indexed((called ?? "") + " " + (mention ?? "")),
          search.indexed(Self.text(row, 1) ?? ""),
          title, tags,
        ])
      }
    }

    /// What stands before the name where the article speaks of its bearer: وزير المال of وزير المال بيل مورنو.
    private static func role(_ mention: String?, of name: String?) -> String? {
      guard let mention, let name, mention != name else { return nil }
      var role = Substring(mention)
      if let range = mention.range(of: name) {
        role = mention[..<range.lowerBound]
      } else if let last = name.split(separator: " ").last, mention.hasSuffix(last) {
        return nil
      }
      let trimmed = role.trimmingRole
      // Behind one letter, such as و, the name is one of several, and what stands before it no role of its bearer.
      guard trimmed.unicodeScalars.count >= 3, trimmed.unicodeScalars.count <= longestRole,
        trimmed.split(separator: " ").last.map({ $0.unicodeScalars.count > 1 }) ?? false
      else { return nil }
      return trimmed
    }

    private mutating func addFigures(
      _ key: Int64, _ date: String?, _ names: [String: Int64], _ database: GRDB.Database
    ) throws {
      let rows = try GRDB.Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT key, event, coalesce(place_entity, inferred_place_entity), source_entity FROM figures
            WHERE document_key = ? AND event IS NOT NULL
            """), arguments: [key])
      for row in rows {
        let location = Self.text(row, 2).flatMap { names[$0] }
        let source = Self.text(row, 3).flatMap { names[$0] }
        try database.cachedStatement(sql: "INSERT INTO archive_figures VALUES (?, ?, ?, ?, ?, ?)")
          .execute(
            arguments: StatementArguments(
              [
                place(date).databaseValue, row[0], key.databaseValue, row[1],
                location?.databaseValue ?? .null, source?.databaseValue ?? .null,
              ] as [DatabaseValue]))
      }
    }

    /// Behind U+0000 a text goes on.
    static func text(_ row: GRDB.Row, _ index: Int) -> String? {
      guard case .string(let text) = (row[index] as DatabaseValue).storage else { return nil }
      return text
    }
  }

  extension Substring {
    fileprivate var trimmingRole: String {
      let edges: Set<Unicode.Scalar> = [
        " ", "،", ",", ":", "\"", "«", "»", "“", "”", "(", ")", "-", "–", "\n", "\u{A0}",
      ]
      var scalars = unicodeScalars.drop { edges.contains($0) }
      while let last = scalars.last, edges.contains(last) { scalars.removeLast() }
      return String(scalars)
    }
  }

  extension String {
    fileprivate func range(of part: String) -> Range<String.Index>? { firstRange(of: part) }
  }
#endif
