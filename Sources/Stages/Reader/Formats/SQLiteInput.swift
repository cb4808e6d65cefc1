import Isnad

/// A database: a row of a query is an article.
struct SQLiteInput: CutFormat {
  static let format = FormatDescription(
    "sqlite", "a row of 'query' is one", extensions: ["sqlite", "sqlite3", "db"])

  /// Somebody has to say which databases hold articles.
  var isSearched: Bool { false }
  var findsPlace: Bool { true }

  func recognises(_ head: [UInt8]) -> Bool { head.starts(with: "SQLite format 3\0".utf8) }

  func cutter(_ input: CutInput) throws -> any RecordCutter {
    guard let file = input.file else {
      throw UnreadableInput(message: "a database can't be read through a pipe")
    }
    input.stream.close()
    return try QueryCutter(
      file, query: input.settings.query, maxBytes: input.maxBytes, from: input.resumed)
  }

  /// The rows are read, and not the file.
  func content(of file: InputFile, _ settings: CutterSettings) -> UInt64? {
    guard
      var rows = try? QueryCutter(
        file, query: settings.query, maxBytes: settings.maxBytes, from: nil)
    else { return 0 }
    while (try? rows.next()) != nil {}
    return rows.content
  }

  func decode(_ record: Record, with decoders: Decoders) throws -> Document {
    try decoders.values.json(record)
  }
}
