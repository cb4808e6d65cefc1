#if SQLite
  internal import GRDB
  internal import GRDBSQLite
  import Isnad

  /// A statement that is prepared once and run for many rows.
  ///
  /// Values go to SQLite's own functions: texts as UTF-8 with their length, so that U+0000 is a character like
  /// others, and no value is boxed on its way. It must end before its database is closed.
  final class RowStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer

    /// - Throws: a `DatabaseError`.
    init(_ sql: String, _ database: GRDB.Database) throws {
      guard let connection = database.sqliteConnection else {
        throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the database is closed")
      }
      var statement: OpaquePointer?
      let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
      guard code == SQLITE_OK, let statement else { throw Self.problem(connection) }
      self.statement = statement
      self.connection = connection
    }

    deinit { sqlite3_finalize(statement) }

    private static func problem(_ connection: OpaquePointer) -> DatabaseError {
      DatabaseError(
        resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
        message: String(cString: sqlite3_errmsg(connection)))
    }

    /// SQLite keeps a copy of what is bound.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    /// - Parameter index: from 1.
    func bind(_ text: String, at index: Int) {
      let isBound: Void? = text.utf8.withContiguousStorageIfAvailable { bind($0, at: index) }
      if isBound == nil { Array(text.utf8).withUnsafeBufferPointer { bind($0, at: index) } }
    }

    private func bind(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
      // An empty buffer may have no address, which would be bound as null.
      guard let start = bytes.baseAddress else {
        sqlite3_bind_text(statement, Int32(index), "", 0, Self.copied)
        return
      }
      start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
        _ = sqlite3_bind_text64(
          statement, Int32(index), start, UInt64(bytes.count), Self.copied, UInt8(SQLITE_UTF8))
      }
    }

    func bind(_ value: Int64, at index: Int) { sqlite3_bind_int64(statement, Int32(index), value) }

    func bind(_ text: String?, at index: Int) {
      if let text { bind(text, at: index) } else { bindNull(at: index) }
    }

    func bind(_ value: Int64?, at index: Int) {
      if let value { bind(value, at: index) } else { bindNull(at: index) }
    }

    func bind(_ value: Double?, at index: Int) {
      if let value { sqlite3_bind_double(statement, Int32(index), value) } else { bindNull(at: index) }
    }

    func bind(_ cell: Cell, at index: Int) {
      switch cell {
      case .null: bindNull(at: index)
      case .integer(let value): bind(Int64(value), at: index)
      case .decimal(let value):
        if value.scale == 0, let whole = Int64(exactly: value.mantissa) {
          bind(whole, at: index)
        } else {
          bind(value.description, at: index)
        }
      case .text(let text): bind(text, at: index)
      }
    }

    func bindNull(at index: Int) { sqlite3_bind_null(statement, Int32(index)) }

    /// Binds what stands in a column of a question as it is.
    func bind(_ column: Int, of columns: borrowing Columns, at index: Int) {
      sqlite3_bind_value(statement, Int32(index), sqlite3_column_value(columns.statement, Int32(column)))
    }

    /// Runs the statement with what is bound, to its end.
    /// - Throws: a `DatabaseError`.
    func run() throws {
      let code = sqlite3_step(statement)
      defer { sqlite3_reset(statement) }
      guard code == SQLITE_DONE || code == SQLITE_ROW else { throw Self.problem(connection) }
    }

    /// The first row of a question, or nil.
    /// - Throws: a `DatabaseError`.
    func first<T>(_ read: (borrowing Columns) -> T) throws -> T? {
      let code = sqlite3_step(statement)
      defer { sqlite3_reset(statement) }
      guard code == SQLITE_ROW else {
        guard code == SQLITE_DONE else { throw Self.problem(connection) }
        return nil
      }
      return read(Columns(statement: statement))
    }

    /// Goes through the rows of a question.
    /// - Throws: a `DatabaseError`, and what `body` throws.
    func each(_ body: (borrowing Columns) throws -> Void) throws {
      defer { sqlite3_reset(statement) }
      while true {
        let code = sqlite3_step(statement)
        guard code == SQLITE_ROW else {
          guard code == SQLITE_DONE else { throw Self.problem(connection) }
          return
        }
        try body(Columns(statement: statement))
      }
    }

    /// The columns of the row at which a question stands, from 0.
    struct Columns: ~Copyable {
      fileprivate let statement: OpaquePointer

      func integer(_ index: Int) -> Int64 { sqlite3_column_int64(statement, Int32(index)) }
      /// Empty for null.
      func text(_ index: Int) -> String { optionalText(index) ?? "" }

      /// A text with what stands in it behind U+0000.
      func optionalText(_ index: Int) -> String? {
        guard let start = sqlite3_column_text(statement, Int32(index)) else { return nil }
        let bytes = UnsafeBufferPointer(
          start: start, count: Int(sqlite3_column_bytes(statement, Int32(index))))
        return String(decoding: bytes, as: UTF8.self)
      }
    }
  }
#endif
