#if SQLite
  internal import GRDB
  import Isnad

  /// Writes the rows of documents, with statements that are prepared once.
  final class DocumentRows {
    /// What a database has of a document.
    struct Known {
      let key: Int64
      let version: Int64
      let digest: DocumentDigest
      let firstSeen: String
    }

    private let find: RowStatement
    private let seen: RowStatement
    private let keepVersion: RowStatement
    private let removal: [RowStatement]
    private let removeVersions: RowStatement
    private let inserts: [RowStatement]
    private let insertDocumentWords: RowStatement
    private let insertQuoteWords: RowStatement
    private let quotes = Table.all.firstIndex { $0.name == Table.quotes.name } ?? 0

    /// - Throws: a `DatabaseError`.
    init(_ database: GRDB.Database) throws {
      func statement(_ sql: String) throws -> RowStatement { try RowStatement(sql, database) }
      find = try statement(
        "SELECT key, version, content_digest, digest, first_seen FROM documents WHERE identity = ?")
      seen = try statement("UPDATE documents SET uri = ?, record = ?, last_seen = ? WHERE key = ?")
      let versioned = DatabaseSchema.versioned.joined(separator: ", ")
      keepVersion = try statement(
        """
        INSERT OR REPLACE INTO document_versions (document_key, version, \(versioned), last_seen)
        SELECT key, version, \(versioned), last_seen FROM documents WHERE key = ?
        """)
      removal = try [
        "DELETE FROM quotes_search WHERE rowid IN (SELECT key FROM quotes WHERE document_key = ?)",
        // The rows of its annotations go with it.
        "DELETE FROM documents_search WHERE rowid = ?", "DELETE FROM documents WHERE key = ?",
      ].map(statement)
      removeVersions = try statement("DELETE FROM document_versions WHERE document_key = ?")
      inserts = try Table.all.map { table in
        let columns = table.columns.map { DatabaseSchema.quoted($0.name) }
        let names =
          table.name == Table.documents.name
          ? columns + DatabaseSchema.ownColumns : ["document_key"] + columns
        let marks = [String](repeating: "?", count: names.count).joined(separator: ", ")
        return try statement("INSERT INTO \(table.name) (\(names.joined(separator: ", "))) VALUES (\(marks))")
      }
      insertDocumentWords = try statement(
        "INSERT INTO documents_search (rowid, title, text) VALUES (?, ?, ?)")
      insertQuoteWords = try statement("INSERT INTO quotes_search (rowid, speaker, text) VALUES (?, ?, ?)")
    }

    /// - Throws: a `DatabaseError`.
    func known(_ identity: String) throws -> Known? {
      find.bind(identity, at: 1)
      return try find.first {
        Known(
          key: $0.integer(0), version: $0.integer(1),
          digest: DocumentDigest(content: $0.integer(2), whole: $0.integer(3)), firstSeen: $0.text(4))
      }
    }

    /// Notes that a document came again as it was.
    func saw(_ known: Known, at source: DocumentSource, _ now: String) throws {
      seen.bind(source.uri, at: 1)
      seen.bind(source.record.map(Cell.integer) ?? .null, at: 2)
      seen.bind(now, at: 3)
      seen.bind(known.key, at: 4)
      try seen.run()
    }

    /// Takes away what is there of a document, its text only where a new version is to come.
    func remove(_ known: Known, keepsVersion: Bool) throws {
      if keepsVersion {
        keepVersion.bind(known.key, at: 1)
        try keepVersion.run()
      }
      for statement in removal {
        statement.bind(known.key, at: 1)
        try statement.run()
      }
    }

    /// Takes away all that is there of a document, its earlier versions too.
    func remove(_ key: Int64) throws {
      for statement in removal + [removeVersions] {
        statement.bind(key, at: 1)
        try statement.run()
      }
    }

    /// - Parameter known: the document whose place it takes, under the same key.
    /// - Returns: its key.
    func insert(
      _ tables: DocumentTables, _ digest: DocumentDigest, identity: String, inPlaceOf known: Known?,
      now: String,
      _ database: GRDB.Database
    ) throws -> Int64 {
      let isChanged = known.map { $0.digest.content != digest.content } ?? false
      let own: [Cell] = [
        known.map { .integer(Int($0.key)) } ?? .null, .text(identity),
        .integer(Int(known?.version ?? 1) + (isChanged ? 1 : 0)), .text(known?.firstSeen ?? now), .text(now),
        .integer(Int(digest.whole)), .integer(Int(digest.content)),
      ]
      var key: Int64 = 0
      for (place, rows) in tables.rows.enumerated() {
        let statement = inserts[place]
        for (number, row) in rows.enumerated() {
          let isDocument = place == 0
          if !isDocument { statement.bind(key, at: 1) }
          for (index, cell) in row.enumerated() { statement.bind(cell, at: index + (isDocument ? 1 : 2)) }
          if isDocument {
            for (index, cell) in own.enumerated() { statement.bind(cell, at: row.count + index + 1) }
          }
          try statement.run()
          if isDocument { key = database.lastInsertedRowID }
          if place == quotes, let said = tables.words?.quotes[number] {
            insertQuoteWords.bind(database.lastInsertedRowID, at: 1)
            insertQuoteWords.bind(said.speaker, at: 2)
            insertQuoteWords.bind(said.text, at: 3)
            try insertQuoteWords.run()
          }
        }
      }
      if let words = tables.words {
        insertDocumentWords.bind(key, at: 1)
        insertDocumentWords.bind(words.title, at: 2)
        insertDocumentWords.bind(words.text, at: 3)
        try insertDocumentWords.run()
      }
      return key
    }
  }
#endif
