#if SQLite
  internal import GRDB
  import Isnad
  import SystemPackage

  /// Opens databases, and says what is wrong with those that can't be opened.
  enum DatabaseFile {
    /// How long another process may write before we give up, in seconds.
    private static let patience = 10.0

    static func open(_ path: FilePath, isWritten: Bool) throws -> DatabaseQueue {
      var configuration = Configuration()
      configuration.readonly = !isWritten
      configuration.busyMode = .timeout(patience)
      configuration.foreignKeysEnabled = true
      if isWritten {
        configuration.prepareDatabase { database in
          try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
      }
      do {
        let queue = try DatabaseQueue(path: path.string, configuration: configuration)
        try queue.inDatabase { database in
          let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
          let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
          guard version == DatabaseSchema.version || isEmpty && isWritten else {
            if (1..<DatabaseSchema.version).contains(version) {
              throw Diagnostic(
                .unreadable, "'\(path)' was written by an earlier Isnad (its user_version is \(version)).",
                suggestion: "Run the pipeline again into a new database.")
            }
            throw Diagnostic(
              .unreadable, "'\(path)' is a database of something else (its user_version is \(version)).",
              suggestion: "Name a database that 'writer' with 'format: sqlite' has written.")
          }
        }
        if isWritten { try queue.write { try DatabaseSchema.create($0) } }
        return queue
      } catch let error as DatabaseError {
        throw problem(error, path)
      }
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
