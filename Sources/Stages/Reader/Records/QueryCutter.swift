import Isnad
import IsnadDatabase

/// The rows of a query to a SQLite database as records, each an object of JSON.
struct QueryCutter: RecordCutter {
  private let name: String
  private let maxBytes: Int
  private let rows: QueryRows
  private(set) var count = 0
  /// Bytes of the rows, and a digest of them.
  private(set) var offset = 0
  private(set) var content = InputDigest.empty

  /// - Throws: ``UnreadableInput`` for a file that is no database, or a query that it does not understand; a
  ///   ``Diagnostic`` where the rows are not those that an interrupted run had read.
  init(_ input: InputFile, query: String, maxBytes: Int, from resumed: InputPosition.Current?) throws {
    name = input.name
    self.maxBytes = maxBytes
    guard !query.isEmpty else {
      throw UnreadableInput(
        message: "it is a database, and 'query' of 'reader' does not say which rows are articles",
        suggestion: "Such as query: SELECT id, title, body AS text FROM articles")
    }
    guard !input.isStandardInput else {
      throw UnreadableInput(message: "a database can't come through a pipe")
    }
    do throws(QueryError) {
      rows = try QueryRows(input.path.string, query: query)
    } catch {
      throw UnreadableInput(message: error.message)
    }
    guard let resumed else { return }
    while count < resumed.line, try row() != nil {}
    guard count == resumed.line, content == resumed.content else {
      throw Diagnostic.changedInput("'\(name)' gives other rows than those that had been read.")
    }
  }

  mutating func next() throws -> Record? {
    let start = offset
    guard let row = try row() else { return nil }
    let source = DocumentSource(uri: name, record: count, byteOffset: start)
    guard row.count <= maxBytes else {
      return Record(source: source, format: "sqlite", failure: .tooLarge(maxBytes))
    }
    return Record(source: source, format: "sqlite", bytes: row)
  }

  private mutating func row() throws -> [UInt8]? {
    do throws(QueryError) {
      guard let row = try rows.next() else { return nil }
      count += 1
      offset += row.count
      content = InputDigest.extend(content, row[...])
      return row
    } catch {
      throw UnreadableInput(message: error.message)
    }
  }

  var wouldBlock: Bool { false }
  func close() {}
}
