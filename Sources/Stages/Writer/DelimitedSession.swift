import Isnad
import IsnadDatabase
import SystemPackage

/// Tables as files of delimited values, one a layer, in a folder: `documents.csv`, `entities.csv`, …
///
/// RFC 4180: the first line names the columns, a field with a delimiter, a quotation mark or a line
/// break stands in quotation marks. Null is an empty field, an empty text is "".
struct DelimitedSession: WriterSession {
  private let delimiter: UInt8
  private let isForSpreadsheets: Bool
  private var files: [ResumableFile] = []
  /// Those of layers that plug-ins have defined, as they come.
  private var own: [OwnTableFile] = []
  /// Layers of plug-ins that will be there, whether or not a document has them.
  private let expected: [String]
  private let folder: FilePath
  private let suffix: String
  private let isAppending: Bool

  /// - Throws: a ``Diagnostic`` that names the file.
  init(
    _ folder: FilePath, delimiter: UInt8, suffix: String, _ opening: OutputOpening,
    _ safeFor: SafeFor = .none, own layers: [String] = []
  ) throws {
    self.delimiter = delimiter
    self.folder = folder
    self.suffix = suffix
    expected = layers
    isAppending = opening == .append
    isForSpreadsheets = safeFor == .excel
    for (place, table) in Table.all.enumerated() {
      let path = folder.appending("\(table.name).\(suffix)")
      let mark: OutputOpening =
        switch opening {
        case .new, .append: opening
        case .resume(let mark): .resume(Self.mark(mark, place))
        case .complete(let mark): .complete(Self.mark(mark, place))
        }
      var file = try ResumableFile(path, mark)
      if file.count == 0 { try file.write(header(table.columns.map { .text($0.name) })) }
      files.append(file)
    }
    try reopenOwn(opening)
  }

  /// The files of layers that an interrupted run had begun.
  private mutating func reopenOwn(_ opening: OutputOpening) throws {
    let mark: JSONValue
    var isComplete = false
    switch opening {
    case .new, .append: return
    case .resume(let saved): mark = saved
    case .complete(let saved): (mark, isComplete) = (saved, true)
    }
    for entry in mark["own"]?.array ?? [] {
      guard let layer = entry["layer"]?.string, let file = entry["file"],
        let columns = entry["columns"]?.array?.compactMap(\.string)
      else {
        throw Diagnostic(
          .badCheckpoint, "the checkpoint does not say which tables of layers there are.",
          suggestion: "Begin anew with --restart.")
      }
      own.append(
        try OwnTableFile(
          layer, OwnTableFile.path(layer, in: folder, suffix: suffix), columns: columns,
          isComplete ? .complete(file) : .resume(file)))
    }
  }

  private mutating func addOwn(_ layer: String, _ tables: [OwnTable]) throws {
    let path = OwnTableFile.path(layer, in: folder, suffix: suffix)
    let fields = OwnTable.columns(tables)
    var file = try OwnTableFile(
      layer, path,
      columns: try isAppending
        ? OwnTableFile.columns(path, delimiter: delimiter, fields: fields)
        : fields.isEmpty ? ["start", "end", "text", "by"] : fields,
      isAppending ? .append : .new)
    if file.isNew { try file.write(header(file.header)) }
    own.append(file)
  }

  private mutating func writeOwn(_ items: [DocumentTables]) throws {
    var layers: OrderedDictionary<String, [(document: String, table: OwnTable)]> = [:]
    for tables in items {
      for table in tables.own { layers[table.layer, default: []].append((tables.document, table)) }
    }
    for (layer, entries) in layers {
      if !own.contains(where: { $0.layer == layer }) { try addOwn(layer, entries.map(\.table)) }
      guard let place = own.firstIndex(where: { $0.layer == layer }) else { continue }
      var out: [UInt8] = []
      for (document, table) in entries {
        for row in table.rows { line(own[place].row(row, of: document), &out) }
      }
      try own[place].write(out)
    }
  }

  private static func mark(_ mark: JSONValue, _ place: Int) -> JSONValue {
    guard let marks = mark["files"]?.array, place < marks.count else { return .null }
    return marks[place]
  }

  private func header(_ names: [Cell]) -> [UInt8] {
    // Without it a spreadsheet takes the letters for those of its country.
    var out: [UInt8] = isForSpreadsheets ? ByteOrderMark.utf8 : []
    line(names, &out)
    return out
  }

  mutating func write(_ items: [DocumentTables]) throws {
    for (place, _) in Table.all.enumerated() {
      var out: [UInt8] = []
      for tables in items {
        for row in tables.rows[place] { line(row, &out) }
      }
      try files[place].write(out)
    }
    try writeOwn(items)
  }

  private func line(_ row: [Cell], _ out: inout [UInt8]) {
    for (place, cell) in row.enumerated() {
      if place > 0 { out.append(delimiter) }
      switch cell {
      case .null: break
      case .integer(let value): out += Array(String(value).utf8)
      case .decimal(let value): out += Array(value.description.utf8)
      case .text(let text): field(text, &out)
      }
    }
    out.append(UInt8(ascii: "\n"))
  }

  private func field(_ text: String, _ out: inout [UInt8]) {
    let isFormula = isForSpreadsheets && Self.isFormula(text)
    let isQuoted =
      text.isEmpty || isFormula
      || text.utf8.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
    guard isQuoted else { return out += Array(text.utf8) }
    out.append(UInt8(ascii: "\""))
    if isFormula { out.append(UInt8(ascii: "'")) }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { out.append(byte) }
      out.append(byte)
    }
    out.append(UInt8(ascii: "\""))
  }

  /// What a spreadsheet would compute, and with it could be told to start programs: also behind blanks, and in the
  /// wide forms of the signs.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    if [0x09, 0x0D, 0x0A].contains(first.value) { return true }
    let sign = text.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" }
    return sign.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
  }

  mutating func commit() throws -> JSONValue? {
    var marks: [JSONValue] = []
    for place in files.indices { marks.append(try files[place].commit() ?? .null) }
    var ownMarks: [JSONValue] = []
    for place in own.indices { ownMarks.append(try own[place].commit()) }
    return .object([.init("files", .array(marks)), .init("own", .array(ownMarks))])
  }

  mutating func finish() throws {
    for layer in expected where !own.contains(where: { $0.layer == layer }) { try addOwn(layer, []) }
    for place in files.indices { try files[place].finish() }
    for place in own.indices { try own[place].finish() }
  }

  mutating func abandon() -> String? {
    let left =
      files.indices.compactMap { files[$0].abandon() } + own.indices.compactMap { own[$0].abandon() }
    return left.isEmpty ? nil : left.joined(separator: " ")
  }
}
