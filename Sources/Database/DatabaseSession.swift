#if SQLite
  internal import GRDB
  import Isnad
  import SystemPackage

  #if canImport(FoundationEssentials)
    import FoundationEssentials
  #else
    import Foundation
  #endif

  /// A database that documents are written to.
  ///
  /// **Invariants.** A batch of documents is one transaction: the rows of a document, its annotations and its
  /// words in the indexes are there together or not at all. A document that is written again, by its place in
  /// an input, replaces what was there: a run that was killed writes again what came after its checkpoint, and
  /// a second run over the same input changes nothing. What other inputs brought stays.
  package struct DatabaseSession: WriterSession {
    private let path: FilePath
    private let queue: DatabaseQueue
    private static let statements = Statements()
    /// Those of layers that plug-ins have defined.
    private var own = OwnTables()

    /// - Throws: a ``Diagnostic`` where the file can't be opened, or is no database of ours.
    package init(_ path: FilePath) throws {
      self.path = path
      queue = try DatabaseFile.open(path, isWritten: true)
    }

    package mutating func write(_ items: [DocumentTables]) throws {
      do {
        own = try queue.write { database in
          var own = own
          for tables in items { try write(tables, database, &own) }
          return own
        }
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
    }

    private func write(
      _ tables: DocumentTables, _ database: GRDB.Database, _ own: inout OwnTables
    ) throws {
      let old = try Int64.fetchOne(
        try database.cachedStatement(
          sql: "SELECT key FROM documents WHERE uri = CAST(? AS TEXT) AND record IS ?"),
        arguments: [Self.value(.text(tables.source.uri)), tables.source.record])
      if let old { try remove(old, database) }
      let statements = Self.statements
      var key: Int64 = 0
      for (place, rows) in tables.rows.enumerated() {
        let plain = try database.cachedStatement(sql: statements.inserts[place])
        for (number, row) in rows.enumerated() {
          let values = row.map(Self.value)
          let statement =
            row.contains(where: Self.hasNull)
            ? try database.cachedStatement(
              sql: statements.insert(place, bytesAt: row.indices.filter { Self.hasNull(row[$0]) }))
            : plain
          if place == 0 {
            try statement.execute(arguments: StatementArguments(values))
            key = database.lastInsertedRowID
            if let words = tables.words {
              try database.cachedStatement(sql: statements.insertDocumentWords)
                .execute(arguments: [key, words.title, words.text])
            }
          } else {
            try statement.execute(arguments: StatementArguments([key.databaseValue] + values))
            if place == statements.quotes, let said = tables.words?.quotes[number] {
              try database.cachedStatement(sql: statements.insertQuoteWords)
                .execute(arguments: [database.lastInsertedRowID, said.speaker, said.text])
            }
          }
        }
      }
      for table in tables.own { try own.write(table, of: tables.document, key, database) }
    }

    private func remove(_ key: Int64, _ database: GRDB.Database) throws {
      for sql in [
        "DELETE FROM quotes_search WHERE rowid IN (SELECT key FROM quotes WHERE document_key = ?)",
        "DELETE FROM documents_search WHERE rowid = ?", "DELETE FROM documents WHERE key = ?",
      ] {
        try database.cachedStatement(sql: sql).execute(arguments: [key])
      }
    }

    static func value(_ cell: Cell) -> DatabaseValue {
      switch cell {
      case .null: .null
      case .integer(let value): value.databaseValue
      case .decimal(let value): value.description.databaseValue
      case .text(let text): hasNull(cell) ? Data(text.utf8).databaseValue : text.databaseValue
      }
    }

    /// SQLite takes a text that is bound as one to end at U+0000; bytes it takes whole, and makes them text.
    static func hasNull(_ cell: Cell) -> Bool {
      if case .text(let text) = cell { return text.utf8.contains(0) }
      return false
    }

    /// Every transaction is on the disk when it ends.
    package mutating func commit() throws -> JSONValue? { .object([]) }

    package mutating func finish() throws {
      do {
        try ArchiveUpdate.run(queue)
        try queue.writeWithoutTransaction {
          try $0.execute(sql: "PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)")
        }
        // One file by itself, which can be read where nothing can be written; not while somebody reads it.
        try? queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try queue.close()
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
    }

    package mutating func abandon() -> String? {
      try? queue.close()
      return "What was written so far is in '\(path)'."
    }
  }

  /// SQL that is the same for every document.
  private struct Statements: Sendable {
    let inserts: [String]

    /// The same for a row some of whose texts come as bytes.
    func insert(_ place: Int, bytesAt columns: [Int]) -> String {
      Self.insert(Table.all[place], bytesAt: columns)
    }

    private static func insert(_ table: Table, bytesAt columns: [Int]) -> String {
      let own = table.name == Table.documents.name ? [] : ["document_key"]
      let names = own + table.columns.map { DatabaseSchema.quoted($0.name) }
      let marks =
        own.map { _ in "?" } + table.columns.indices.map { columns.contains($0) ? "CAST(? AS TEXT)" : "?" }
      return
        "INSERT INTO \(table.name) (\(names.joined(separator: ", "))) VALUES (\(marks.joined(separator: ", ")))"
    }
    let insertDocumentWords = "INSERT INTO documents_search (rowid, title, text) VALUES (?, ?, ?)"
    let insertQuoteWords = "INSERT INTO quotes_search (rowid, speaker, text) VALUES (?, ?, ?)"
    let quotes: Int

    init() {
      inserts = Table.all.map { Self.insert($0, bytesAt: []) }
      quotes = Table.all.firstIndex { $0.name == Table.quotes.name } ?? 0
    }
  }
#endif
