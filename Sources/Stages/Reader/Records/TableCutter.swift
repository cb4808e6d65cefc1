import Isnad

/// The rows of a CSV or TSV file as records. A record is a table of one row: the line that names the
/// columns, a line break, the row; so it can be decoded, and tried again, by itself.
///
/// A row whose quotation marks don't fit ends at its line's end, and reading goes on at the next line: one
/// stray mark does not swallow what follows. Rows with an odd number of them close one another, so a byte is
/// looked at a bounded number of times.
struct TableCutter: WindowCutter {
  private static let maxHeaderBytes = 1 << 16

  private struct Row {
    /// Without its line break; nil where it is too large.
    let bytes: ArraySlice<UInt8>?
  }

  private let name: String
  private let format: String
  private let fields: FieldMap
  private let maxBytes: Int
  private(set) var window: ByteWindow
  private(set) var count = 0
  /// The line that names the columns; nil before it is read.
  private var header: [UInt8]?
  private var delimiter: UInt8

  init(
    _ source: any ByteSource, name: String, format: InputFormat, fields: FieldMap, maxBytes: Int,
    from resumed: InputPosition.Current?
  ) {
    window = ByteWindow(source, from: resumed)
    self.name = name
    self.format = format.rawValue
    self.fields = fields
    self.maxBytes = maxBytes
    count = resumed?.line ?? 0
    header = resumed?.cutter?.string.map { Array($0.utf8) }
    delimiter = format == .tsv ? 0x09 : UInt8(ascii: ",")
    if let header { delimiter = Self.delimiter(of: header, format: self.format).delimiter }
  }

  var state: JSONValue? { header.map { .string(String(decoding: $0, as: UTF8.self)) } }

  /// The delimiter of a table and where its line of column names starts. In a CSV file a line such as `sep=;` says
  /// it, which spreadsheet programs read; else it is whichever of comma, semicolon, tab and stroke the line holds most
  /// of, for such a program writes what its country's numbers leave free.
  static func delimiter(of table: [UInt8], format: String) -> (delimiter: UInt8, headerStart: Int) {
    guard format == InputFormat.csv.rawValue else { return (0x09, 0) }
    if let said = saidDelimiter(table[...]) { return (said.delimiter, said.length) }
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in table {
      if byte == 0x0A { break }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]
    return (candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? candidates[0], 0)
  }

  /// What a first line such as `sep=;` says, and how long it is with its line break.
  private static func saidDelimiter(_ table: ArraySlice<UInt8>) -> (delimiter: UInt8, length: Int)? {
    let line = table.prefix(12).prefix { $0 != 0x0A }
    let said = line.filter { $0 != 0x0D && $0 != UInt8(ascii: "\"") }
    guard said.count == 5, said.prefix(4).map({ $0 | 0x20 }) == Array("sep=".utf8), said[4] < 0x80,
      line.endIndex < table.endIndex
    else { return nil }
    return (said[4], line.count + 1)
  }

  mutating func next() throws -> Record? {
    if header == nil { try readHeader() }
    guard let header else { return nil }
    while true {
      let offset = window.offset
      guard let row = try nextRow() else { return nil }
      count += 1
      if row.bytes?.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) == true { continue }
      let source = DocumentSource(uri: name, record: count, byteOffset: offset)
      guard let bytes = row.bytes else {
        return Record(source: source, format: format, failure: .tooLarge(maxBytes))
      }
      return Record(source: source, format: format, bytes: header + [0x0A] + bytes)
    }
  }

  private mutating func readHeader() throws {
    try window.fill(to: ByteOrderMark.utf8.count)
    if window.first(3).elementsEqual(ByteOrderMark.utf8) { window.advance(3) }
    try window.fill(to: Self.maxHeaderBytes)
    guard window.count > 0 else { return }
    let (delimiter, start) = Self.delimiter(of: Array(window.first(Self.maxHeaderBytes)), format: format)
    let said = Array(window.first(start))
    window.advance(start)
    let line = window.first(Self.maxHeaderBytes).prefix { $0 != 0x0A }
    let ends = line.count < Self.maxHeaderBytes - start || window.isAtEnd && line.count == window.count
    guard ends else { throw UnreadableInput(message: "its first line, which names the columns, is too long") }
    guard UTF8Validation.firstInvalidOffset(in: Array(line).span) == nil else {
      throw UnreadableInput(
        message: "its first line, which names the columns, is not UTF-8",
        suggestion: "'encoding' of 'reader' says how a file's letters are written.")
    }
    self.delimiter = delimiter
    guard let fields = DelimitedText.fields(line, delimiter: delimiter) else {
      throw UnreadableInput(
        message: "the quotation marks of its first line, which names the columns, don't fit")
    }
    var names: Set<String> = []
    if let twice = fields.first(where: { !names.insert($0).inserted }) {
      throw UnreadableInput(message: "its first line names the column '\(twice)' twice")
    }
    if let missing = self.fields.missingColumn(fields) {
      throw UnreadableInput(
        message: "it has no column '\(missing)'; it has \(fields.prefix(20).joined(separator: ", "))",
        suggestion: "'fields' of 'reader' says which column is the text, such as fields: { text: body }")
    }
    header = said + Array(line.last == 0x0D ? line.dropLast() : line)
    window.advance(line.count + 1)
  }

  private mutating func nextRow() throws -> Row? {
    var text = DelimitedText(delimiter: delimiter)
    var at = 0
    /// Where the first line of the row ends.
    var lineEnd: Int?
    while true {
      while at < window.count {
        let byte = window[at]
        if byte == 0x0A, lineEnd == nil { lineEnd = at }
        switch text.step(byte) {
        case .none, .fieldEnd: at += 1
        case .rowEnd: return cut(at)
        case .stray: return try cutLine(lineEnd, from: at)
        }
      }
      if window.isAtEnd {
        guard window.count > 0 else { return nil }
        return text.isQuoted ? try cutLine(lineEnd, from: at) : cut(at)
      }
      if at > maxBytes {
        // A mark that is never closed, or a row that is too large.
        if let lineEnd { return cut(lineEnd) }
        try skipLine()
        return Row(bytes: nil)
      }
      try window.fill()
    }
  }

  private mutating func cut(_ end: Int) -> Row {
    let row = window.first(end)
    window.advance(end + 1)
    return Row(bytes: end <= maxBytes ? row : nil)
  }

  /// Cuts at the end of the line, which may not be there yet.
  private mutating func cutLine(_ known: Int?, from: Int) throws -> Row {
    if let known { return cut(known) }
    var at = from
    while true {
      while at < window.count, window[at] != 0x0A { at += 1 }
      if at < window.count || window.isAtEnd { return cut(at) }
      if at > maxBytes {
        try skipLine()
        return Row(bytes: nil)
      }
      try window.fill()
    }
  }

  private mutating func skipLine() throws {
    while true {
      if let end = window.first(window.count).firstIndex(of: 0x0A) {
        return window.advance(end - window.start + 1)
      }
      window.advance(window.count)
      if window.isAtEnd { return }
      try window.fill()
    }
  }
}
