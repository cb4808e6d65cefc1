import Isnad

#if SQLite
  internal import GRDB
#endif

/// Why a query gives no rows.
public struct QueryError: Error, Sendable {
  public let message: String
}

/// The rows of a query to a database, one after another, each as an object of JSON with the columns' names.
///
/// The database is opened for reading alone, so a query that writes is refused.
public final class QueryRows {
  #if SQLite
    private let queue: DatabaseQueue
    private var cursor: RowCursor?

    /// - Throws: where the file is no database, or the query is wrong.
    public init(_ path: String, query: String) throws(QueryError) {
      do {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        self.queue = queue
        // The cursor lives on between reads, each of which is on the queue: a connection that only we have.
        cursor = try queue.unsafeReentrantRead { database in
          let statement = try database.makeStatement(sql: query)
          // What only reads may still write another file: VACUUM INTO.
          guard statement.isReadonly, statement.columnCount > 0 else {
            throw QueryError(message: "the query is none that asks for rows, as a SELECT does")
          }
          return try Row.fetchCursor(statement)
        }
      } catch {
        throw Self.problem(error)
      }
    }

    /// The cursor goes first, on the queue: it ends with its database.
    deinit { queue.unsafeReentrantRead { _ in cursor = nil } }

    /// - Returns: the next row; nil behind the last.
    public func next() throws(QueryError) -> [UInt8]? {
      do {
        return try queue.unsafeReentrantRead { _ in try cursor?.next().map { try Self.json($0) } }
      } catch {
        throw Self.problem(error)
      }
    }

    private static func problem(_ error: any Error) -> QueryError {
      if let error = error as? QueryError { return error }
      guard let error = error as? DatabaseError else { return QueryError(message: "\(error)") }
      return QueryError(message: "SQLite says: \(error.message ?? "error \(error.resultCode.rawValue)")")
    }

    /// Texts go out as the bytes that they are: U+0000 does not end them, and what is no UTF-8 is for the reader to
    /// refuse.
    private static func json(_ row: Row) throws -> [UInt8] {
      var seen: Set<String> = []
      var writer = JSONWriter()
      writer.beginObject()
      for (index, (name, value)) in row.enumerated() where seen.insert(name).inserted {
        writer.name(name)
        switch value.storage {
        case .null: writer.null()
        case .int64(let value): writer.integer(Int(value))
        case .double(let value): if value.isFinite { writer.number("\(value)") } else { writer.null() }
        case .string:
          try row.withUnsafeData(atIndex: index) { data in
            let bytes = data.map { Array($0) } ?? []
            writer.string(bytes, 0..<bytes.count)
          }
        // Text that was stored as bytes.
        case .blob(let data):
          if let text = String(validating: data, as: UTF8.self) { writer.string(text) } else { writer.null() }
        }
      }
      writer.endObject()
      return writer.bytes
    }
  #else
    public init(_ path: String, query: String) throws(QueryError) {
      throw QueryError(message: "this command was built without SQLite (the package trait of that name)")
    }

    public func next() throws(QueryError) -> [UInt8]? { nil }
  #endif
}
