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
  /// **Invariants.** Some batches of documents are in one transaction (``WaitingDocuments``): the rows of a document, its
  /// annotations and its words in the indexes are there together or not at all. A document that comes again (see
  /// ``DocumentIdentity``) takes the place of what was there, under the same key: a run that was killed writes
  /// again what came after its checkpoint, and a second run over the same input changes nothing but the time at
  /// which a document was last seen. One whose text or metadata changed is a new version, and the old one is kept
  /// in `document_versions`. The archive is brought up to date at the end, and at commits as ``ArchiveSchedule`` says,
  /// for a run that is only ever stopped has no end. What ``commit()`` has answered for is on the disk; a
  /// power failure can take what came later, and then the database is as it was at some moment since.
  package struct DatabaseSession: WriterSession {
    private let path: FilePath
    private let queue: DatabaseQueue
    private let identity: DocumentIdentity
    private let keep: KeptTime?
    /// Nil for the corrections that hold in the database.
    private let authority: Authority?
    private var schedule = ArchiveSchedule()
    private var waiting = WaitingDocuments()
    private var rows: DocumentRows?
    /// Those of layers that plug-ins have defined.
    private var own = OwnTables()
    /// Nothing was there when it was opened: the indexes that only questions need are made at the end.
    private var isFirstLoad: Bool

    /// - Throws: a ``Diagnostic`` where the file can't be opened, or is no database of ours.
    /// - Parameters:
    ///   - keep: how long a document stays after it came last; nil for good.
    ///   - authority: corrections to who is who; nil for those that hold in the database.
    package init(
      _ path: FilePath, identity: DocumentIdentity = .id, keep: KeptTime? = nil, authority: Authority? = nil
    ) throws {
      self.path = path
      self.identity = identity
      self.keep = keep
      self.authority = authority
      queue = try DatabaseFile.open(path, isWritten: true)
      do {
        isFirstLoad = try queue.inDatabase { try DatabaseSchema.isEmpty($0) }
        let prunes = keep != nil
        if !isFirstLoad { try queue.write { try DatabaseSchema.createIndexes($0) } }
        if prunes { try queue.write { try DatabaseSchema.createAgeIndex($0) } }
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
    }

    /// Does something with the database, and says what went wrong as a ``Diagnostic``.
    private mutating func work(_ body: (inout Self, GRDB.Database) throws -> Void) throws {
      let queue = queue
      do {
        try queue.writeWithoutTransaction { try body(&self, $0) }
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
    }

    package mutating func write(_ items: [DocumentTables]) throws {
      if waiting.add(items) { try flush() }
    }

    private mutating func flush() throws {
      guard !waiting.isEmpty else { return }
      let items = waiting.takeAll()
      try work { session, database in
        try database.execute(sql: "BEGIN IMMEDIATE")
        let now = Date().formatted(.iso8601)
        for tables in items { try session.write(tables, now, database) }
        try database.execute(sql: "COMMIT")
        session.schedule.came(items.count)
      }
    }

    private mutating func write(_ tables: DocumentTables, _ now: String, _ database: GRDB.Database) throws {
      guard let digest = tables.digest else { return }
      let rows = try self.rows ?? DocumentRows(database)
      self.rows = rows
      let identity = identity.name(of: tables)
      let known = try rows.known(identity)
      if let known {
        guard known.digest != digest else { return try rows.saw(known, at: tables.source, now) }
        // What is removed must be found.
        try endFirstLoad(database)
        try rows.remove(known, keepsVersion: known.digest.content != digest.content)
      }
      let key = try rows.insert(
        tables, digest, identity: identity, inPlaceOf: known, now: now, database)
      for table in tables.own { try own.write(table, of: tables.document, key, database) }
    }

    private mutating func endFirstLoad(_ database: GRDB.Database) throws {
      guard isFirstLoad else { return }
      try DatabaseSchema.createIndexes(database)
      isFirstLoad = false
    }

    /// Takes away documents that are too old, with all that belongs to them, so many at a time.
    private mutating func prune(_ database: GRDB.Database) throws {
      guard let keep else { return }
      let end = Date(timeIntervalSince1970: keep.end(now: Date().timeIntervalSince1970)).formatted(.iso8601)
      let old = try Int64.fetchAll(
        database,
        sql: "SELECT key FROM documents WHERE last_seen < ? ORDER BY last_seen LIMIT \(Self.pruned)",
        arguments: [end])
      guard !old.isEmpty else { return }
      // What is removed must be found.
      try endFirstLoad(database)
      let rows = try self.rows ?? DocumentRows(database)
      self.rows = rows
      try database.execute(sql: "BEGIN IMMEDIATE")
      for key in old { try rows.remove(key) }
      try database.execute(sql: "COMMIT")
    }

    /// So many documents that are too old go with one commit.
    private static let pruned = 500

    package mutating func commit() throws -> JSONValue? {
      try flush()
      try work { session, database in
        try session.prune(database)
        // What is put on the disk of the log beside the database takes all before it along.
        try database.execute(
          sql: "PRAGMA synchronous = FULL; \(DatabaseSchema.mark); PRAGMA synchronous = NORMAL")
      }
      if schedule.isDue(isFirstLoad: isFirstLoad) { try updateArchive() }
      return .object([])
    }

    private mutating func updateArchive() throws {
      try work { session, database in try session.endFirstLoad(database) }
      let start = ContinuousClock.now
      do {
        try ArchiveUpdate.run(queue, authority: authority)
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
      schedule.ran(from: start)
    }

    package mutating func finish() throws {
      try flush()
      try work { session, database in try session.prune(database) }
      try updateArchive()
      release()
      try work { _, database in
        try database.execute(sql: "PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)")
        // One file by itself, which can be read where nothing can be written; not while somebody reads it.
        try? database.execute(sql: "PRAGMA journal_mode = DELETE")
      }
      do {
        try queue.close()
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
    }

    /// Statements must end before their database is closed.
    private mutating func release() {
      rows = nil
      own = OwnTables()
    }

    /// The tables of the archive are made: a run that is only ever stopped has them too.
    package mutating func stop() throws -> String? {
      try finish()
      return "What was written so far is in '\(path)'."
    }

    package mutating func abandon() -> String? {
      try? flush()
      release()
      try? queue.close()
      return "What was written so far is in '\(path)'."
    }
  }
#endif
