#if SQLite
  internal import GRDB
  import Isnad
  import SystemPackage

  /// A database of documents as an archive: who said what, people across articles, figures over time.
  ///
  /// Opened for reading alone; many may ask while a run writes. Every answer is bounded: a page of quotes, facets over
  /// at most ``counted`` of them.
  public struct Archive: Sendable {
    /// Quotes that facets are counted in and among which the most relevant are told, the newest.
    public static let counted = 20_000
    private static let readers = 8
    /// Bytes of the database that a reader maps into memory.
    private static let mapped = 1 << 34

    let path: FilePath
    let pool: DatabasePool
    let vocabulary = Vocabulary()

    /// - Throws: a ``Diagnostic`` where there is no such database, or one that no run has made an archive of.
    public init(_ path: FilePath) throws { try self.init(path, asking: nil) }

    /// - Parameter asking: is told of each statement.
    init(_ path: FilePath, asking: (@Sendable (_ sql: String) -> Void)?) throws {
      self.path = path
      try DatabaseFile.require(path)
      // Says what is wrong with a file that is no database of ours.
      try DatabaseFile.open(path, isWritten: false).close()
      var configuration = Configuration()
      configuration.readonly = true
      configuration.maximumReaderCount = Self.readers
      configuration.busyMode = .timeout(5)
      configuration.prepareDatabase { database in
        try database.execute(
          sql: "PRAGMA query_only = 1; PRAGMA mmap_size = \(Self.mapped); PRAGMA cache_size = -32768")
        guard let asking else { return }
        database.trace {
          if case .statement(let statement) = $0 { asking(statement.expandedSQL) }
        }
      }
      do {
        pool = try DatabasePool(path: path.string, configuration: configuration)
        guard try pool.read(ArchiveSchema.isThere) else {
          throw Diagnostic(
            .unreadable, "'\(path)' has no archive in it yet.",
            suggestion: "Make it with: isnad people \(path) --update")
        }
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
    }

    /// - Throws: a ``Diagnostic``.
    func read<Value>(_ body: (GRDB.Database) throws -> Value) throws -> Value {
      do {
        return try pool.read(body)
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
    }

    /// Reads what many answers need and what lies apart in the file: how often words stand in quotes, the places of
    /// the map, and how long quotes are, by which the most relevant are told. Where the file was not read before, the
    /// first who ask would wait for that longest.
    /// - Throws: a ``Diagnostic``.
    public func warmUp() throws {
      try read { database in
        _ = try vocabulary.words(database)
        _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM archive_search_docsize")
      }
      _ = try places()
    }

    /// Makes the archive of a database that has none yet, or brings it up to date.
    /// - Parameter authority: corrections to who is who that hold from now on; nil keeps those that do.
    /// - Throws: a ``Diagnostic``.
    public static func update(_ path: FilePath, authority: Authority?) throws {
      do {
        let queue = try DatabaseFile.open(path, isWritten: true)
        defer { try? queue.close() }
        try ArchiveUpdate.run(queue, authority: authority)
        try? queue.writeWithoutTransaction {
          try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")
        }
      } catch let error as DatabaseError {
        throw DatabaseFile.problem(error, path)
      }
    }

    /// Documents that have come since the archive was brought up to date.
    /// - Throws: a ``Diagnostic``.
    public func newer() throws -> Int {
      try read { database in
        let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM documents") ?? 0
        let known = try Int.fetchOne(database, sql: "SELECT count(*) FROM archive_documents") ?? 0
        return max(0, all - known)
      }
    }

    /// The corrections that hold.
    /// - Throws: a ``Diagnostic``.
    public func authority() throws -> Authority { try read(PeopleTable.authority) }
  }
#endif
