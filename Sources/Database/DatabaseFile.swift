#if SQLite
  internal import GRDB
  import Isnad
  import SystemPackage

  /// Opens databases, and says what is wrong with those that can't be opened.
  enum DatabaseFile {
    /// How long another process may write before we give up, in seconds.
    private static let patience = 10.0

    /// Memory for pages of a database that is written; and how many of them the log beside it holds before they are
    /// put in their places, which sorts them and puts each there once.
    private static let cacheKilobytes = 64 << 10
    private static let checkpointPages = 16 << 10

    /// - Throws: a ``Diagnostic`` where there is no such file.
    static func require(_ path: FilePath) throws(Diagnostic) {
      guard let file = try? FileDescriptor.open(path, .readOnly) else {
        throw Diagnostic(
          .missingInput, "the database '\(path)' is not there.",
          suggestion:
            "A pipeline whose writer has 'format: sqlite' makes one, such as pipelines/database.yaml.")
      }
      try? file.close()
    }

    /// - Throws: a ``Diagnostic``; a database of something else is as it was then.
    static func open(_ path: FilePath, isWritten: Bool) throws -> DatabaseQueue {
      if isWritten, let bytes = try? size(of: path), bytes > 0 { try check(path, isWritten: true) }
      if !isWritten { try check(path, isWritten: false) }
      var configuration = Configuration()
      configuration.readonly = !isWritten
      configuration.busyMode = .timeout(patience)
      configuration.foreignKeysEnabled = true
      if isWritten {
        configuration.prepareDatabase { database in
          try database.execute(
            sql: """
              PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -\(cacheKilobytes);
              PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = \(checkpointPages)
              """)
        }
      }
      do {
        let queue = try DatabaseQueue(path: path.string, configuration: configuration)
        if isWritten { try queue.write { try DatabaseSchema.create($0) } }
        return queue
      } catch let error as DatabaseError {
        throw problem(error, path)
      }
    }

    private static func size(of path: FilePath) throws -> Int64 {
      let file = try FileDescriptor.open(path, .readOnly)
      defer { try? file.close() }
      return try file.seek(offset: 0, from: .end)
    }

    /// Looks at what is there without changing a byte of it.
    private static func check(_ path: FilePath, isWritten: Bool) throws {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(patience)
      do {
        let queue = try DatabaseQueue(path: path.string, configuration: configuration)
        defer { try? queue.close() }
        try queue.inDatabase { try check($0, path, isWritten: isWritten) }
      } catch let error as DatabaseError {
        throw problem(error, path)
      }
    }

    private static func check(_ database: GRDB.Database, _ path: FilePath, isWritten: Bool) throws {
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
      if isEmpty, isWritten, application == 0 || application == DatabaseSchema.application { return }
      let isOurs =
        try application == DatabaseSchema.application || application == 0 && DatabaseSchema.isThere(database)
      if isOurs, version == DatabaseSchema.version { return }
      // The first version had no number of its own.
      let isEarlier =
        (application == DatabaseSchema.application || application == 0 && version == 1)
        && (1..<DatabaseSchema.version).contains(version) && !isEmpty
      if isEarlier {
        throw Diagnostic(
          .unreadable, "'\(path)' was written by an earlier Isnad (its user_version is \(version)).",
          suggestion: "Run the pipeline again into a new database.")
      }
      throw Diagnostic(
        .unreadable, "'\(path)' is a database of something else (its user_version is \(version)).",
        suggestion: "Name a database that 'writer' with 'format: sqlite' has written.")
    }

    static func problem(_ error: DatabaseError, _ path: FilePath) -> Diagnostic {
      let what = error.message ?? error.description
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        return Diagnostic(
          .busy, "another process is writing '\(path)'.", suggestion: "Wait for it, or stop it.")
      case .SQLITE_NOTADB:
        return Diagnostic(
          .unreadable, "'\(path)' is not a database.", suggestion: "Give the database another name.")
      case .SQLITE_CORRUPT:
        return Diagnostic(
          .unreadable, "the database '\(path)' is damaged: \(what).",
          suggestion: "Run the pipeline again into a new one, or try sqlite3 with .recover.")
      default: return Diagnostic(.unwritable, "the database '\(path)': \(what).")
      }
    }
  }
#endif
