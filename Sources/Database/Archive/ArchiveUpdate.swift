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
    /// Names that are known to be there, at most.
    private static let remembered = 1 << 18

    private var outlets: [String: Int64] = [:]
    private var known: Set<Int64> = []
    /// Those of a batch.
    private var mentions: [ArchiveRows.Mention] = []
    private var next: Int64 = 1
    /// Nothing is there of any document.
    private var isFirst = false

    /// - Parameters:
    ///   - queue: opened for writing.
    ///   - authority: corrections to who is who that hold from now on; nil keeps those that do.
    static func run(_ queue: DatabaseQueue, authority: Authority?) throws {
      var update = ArchiveUpdate()
      let pending = try queue.write { try update.begin($0) }
      var rows: ArchiveRows?
      var start = 0
      while start < pending.count {
        let end = min(start + batch, pending.count)
        try queue.write { database in
          // Statements must end before the database is closed.
          let prepared = try rows ?? ArchiveRows(database)
          rows = prepared
          try update.add(pending[start..<end], prepared, database)
        }
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
      let reached = try Int64.fetchOne(database, sql: "SELECT value FROM archive_state WHERE name = 'next'")
      isFirst = reached == nil
      next = reached ?? 1
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

    private mutating func add(
      _ keys: ArraySlice<Int64>, _ rows: ArchiveRows, _ database: GRDB.Database
    ) throws {
      try PeopleTable.isOutOfDate(database)
      // Before anything comes: a statement that takes rows away has the full-text index write what it holds.
      if !isFirst { for key in keys { try rows.remove(key) } }
      for key in keys { try add(key, rows, database) }
      // By name, as the table has them, each page of it is turned to once.
      mentions.sort { ($0.name, $0.place) < ($1.name, $1.place) }
      for mention in mentions { try rows.insert(mention) }
      mentions.removeAll(keepingCapacity: true)
      try database.execute(
        sql: "INSERT OR REPLACE INTO archive_state VALUES ('next', ?)", arguments: [next])
    }

    private mutating func place(_ date: String?) -> Int64 {
      defer { next += 1 }
      return ArchivePlace(date: date, number: next).value
    }

    private mutating func add(_ key: Int64, _ rows: ArchiveRows, _ database: GRDB.Database) throws {
      guard let document = try rows.document(key) else { return }
      let outlet = try document.outlet.map { try number(ofOutlet: $0, database) }
      let names = try addNames(key, document.date, rows)
      try addQuotes(key, document, outlet, names, rows)
      try addFigures(key, document.date, names, rows)
      try rows.insertDocument(key)
    }

    private mutating func number(ofOutlet name: String, _ database: GRDB.Database) throws -> Int64 {
      if let known = outlets[name] { return known }
      try database.execute(sql: "INSERT INTO archive_outlets (name) VALUES (?)", arguments: [name])
      outlets[name] = database.lastInsertedRowID
      return database.lastInsertedRowID
    }

    /// - Returns: the number of the name of each entity.
    private mutating func addNames(_ key: Int64, _ date: String?, _ rows: ArchiveRows) throws
      -> [String: Int64]
    {
      var names: [String: Int64] = [:]
      var mentioned: Set<Int64> = []
      try rows.eachEntity(key) { entity in
        guard let id = entity.optionalText(0), let label = entity.optionalText(1),
          let name = entity.optionalText(2)
        else { return }
        let found = NameKey(label: label, name: name, kbID: entity.optionalText(3))
        let number = found.number
        if isNew(number) { try rows.insert(found, number, form: search.indexed(name), mapOf: entity) }
        names[id] = number
        if mentioned.insert(number).inserted {
          mentions.append(ArchiveRows.Mention(name: number, place: place(date), document: key))
        }
      }
      return names
    }

    /// Whether a name has not come since the memory for names was full.
    private mutating func isNew(_ number: Int64) -> Bool {
      if known.count >= Self.remembered { known = [] }
      return known.insert(number).inserted
    }

    private mutating func addQuotes(
      _ key: Int64, _ document: ArchiveRows.Document, _ outlet: Int64?, _ names: [String: Int64],
      _ rows: ArchiveRows
    ) throws {
      let title = document.title.map(search.indexed) ?? ""
      try rows.eachQuote(key) { quote in
        let mention = quote.optionalText(3)
        let called = quote.optionalText(4) ?? mention
        var name = quote.optionalText(5).flatMap { names[$0] }
        if name == nil, let called {
          let found = NameKey(label: NameKey.described, name: called, kbID: nil)
          let number = found.number
          if isNew(number) { try rows.insert(found, number, form: search.indexed(called)) }
          name = number
        }
        let said = ArchiveRows.Quote(
          key: quote.integer(0), document: key, name: name, outlet: outlet, kind: quote.text(1),
          polarity: quote.text(2),
          role: Self.role(mention, of: called))
        try rows.insert(
          said, at: place(document.date), speaker: quote.text(6), text: quote.text(7), title: title)
      }
    }

    /// What stands before the name where the article speaks of its bearer: وزير المال of وزير المال بيل مورنو.
    private static func role(_ mention: String?, of name: String?) -> String? {
      guard let mention, let name, mention != name else { return nil }
      var role = Substring(mention)
      if let start = mention.firstPlace(of: name) {
        role = mention[..<start]
      } else if let last = name.utf8.lastIndex(of: UInt8(ascii: " ")),
        mention.utf8.suffix(name.utf8.distance(from: last, to: name.utf8.endIndex) - 1).elementsEqual(
          name.utf8[last...].dropFirst())
      {
        return nil
      }
      let trimmed = role.trimmingRole
      // Behind one letter, such as و, the name is one of several, and what stands before it no role of its bearer.
      guard trimmed.unicodeScalars.count >= 3, trimmed.unicodeScalars.count <= longestRole,
        trimmed.unicodeScalars.split(separator: " ").last.map({ $0.count > 1 }) ?? false
      else { return nil }
      return trimmed
    }

    private mutating func addFigures(
      _ key: Int64, _ date: String?, _ names: [String: Int64], _ rows: ArchiveRows
    ) throws {
      try rows.eachFigure(key) { figure in
        let found = ArchiveRows.Figure(
          key: figure.integer(0), document: key, event: figure.text(1),
          location: figure.optionalText(2).flatMap { names[$0] },
          source: figure.optionalText(3).flatMap { names[$0] })
        try rows.insert(found, at: place(date))
      }
    }

    /// Behind U+0000 a text goes on.
    static func text(_ row: GRDB.Row, _ index: Int) -> String? {
      guard case .string(let text) = (row[index] as DatabaseValue).storage else { return nil }
      return text
    }
  }

  extension Substring {
    private static let roleEdges: Set<Unicode.Scalar> = [
      " ", "،", ",", ":", "\"", "«", "»", "“", "”", "(", ")", "-", "–", "\n", "\u{A0}",
    ]

    fileprivate var trimmingRole: String {
      var scalars = unicodeScalars.drop { Self.roleEdges.contains($0) }
      while let last = scalars.last, Self.roleEdges.contains(last) { scalars.removeLast() }
      return String(scalars)
    }
  }

  extension String {
    /// Where a part first stands, byte by byte.
    fileprivate func firstPlace(of part: String) -> String.Index? {
      let (bytes, part) = (Array(utf8), Array(part.utf8))
      guard let first = part.first, bytes.count >= part.count else { return nil }
      for start in 0...(bytes.count - part.count)
      where bytes[start] == first && bytes[start..<start + part.count].elementsEqual(part) {
        return utf8.index(utf8.startIndex, offsetBy: start)
      }
      return nil
    }
  }
#endif
