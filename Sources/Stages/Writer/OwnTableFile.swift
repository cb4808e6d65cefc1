import Isnad
import IsnadDatabase
import SystemPackage

/// The file of a layer that a plug-in has defined, beside those of the standard layers.
///
/// Its columns are the fields of the first documents that have the layer; a field that comes later stands in the last
/// column, `more`, as a member of a JSON object.
struct OwnTableFile {
  /// What there is of an annotation whose layer stayed empty.
  private static let plain = ["start", "end", "text", "by"]
  private static let document = "document"

  let layer: String
  let columns: [String]
  private let places: [String: Int]
  private var file: ResumableFile

  /// - Parameter columns: of a new file; of one that goes on the ones that it has.
  init(_ layer: String, _ path: FilePath, columns: [String], _ opening: OutputOpening) throws {
    self.layer = layer
    self.columns = columns
    places = Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
    file = try ResumableFile(path, opening)
  }

  /// A name that any layer can have as a file, and no two share.
  static func path(_ layer: String, in folder: FilePath, suffix: String) -> FilePath {
    var name = ""
    for byte in layer.utf8 {
      let isPlain =
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
        || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      name += isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return folder.appending("\(name).\(suffix)")
  }

  var isNew: Bool { file.count == 0 }

  var header: [Cell] { ([Self.document] + columns + [OwnTable.rest]).map { .text($0) } }

  func row(_ fields: [OwnTable.Field], of document: String) -> [Cell] {
    var row = [Cell](repeating: .null, count: columns.count + 2)
    row[0] = .text(document)
    var others: [OwnTable.Field] = []
    for field in fields {
      if let place = places[field.name] { row[place + 1] = field.cell } else { others.append(field) }
    }
    row[row.count - 1] = OwnTable.rest(others)
    return row
  }

  mutating func write(_ bytes: [UInt8]) throws { try file.write(bytes) }
  mutating func finish() throws { try file.finish() }
  mutating func abandon() -> String? { file.abandon() }

  mutating func commit() throws -> JSONValue {
    .object([
      .init("layer", .string(layer)), .init("columns", .array(columns.map { .string($0) })),
      .init("file", try file.commit() ?? .null),
    ])
  }

  /// The columns of a file to which is added: those that its first line names.
  /// - Parameter fields: of the new rows, where there is no such file.
  static func columns(_ path: FilePath, delimiter: UInt8, fields: [String]) throws -> [String] {
    guard let line = try firstLine(path), !line.isEmpty else { return fields.isEmpty ? plain : fields }
    let names = split(line, delimiter)
    guard names.count > 2, names.first == document, names.last == OwnTable.rest else {
      throw Diagnostic(
        .unwritable, "'\(path)' is no table of a layer, so nothing can be added to it.",
        suggestion: "Give the tables a folder of their own.")
    }
    return Array(names.dropFirst().dropLast())
  }

  private static let maxLine = 1 << 16

  private static func firstLine(_ path: FilePath) throws -> [UInt8]? {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec) else { return nil }
    defer { try? file.close() }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: maxLine)
    while bytes.count < maxLine, !bytes.contains(0x0A) {
      let got = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
      if got == 0 { break }
      bytes += chunk[..<got]
    }
    let line = bytes.prefix { $0 != 0x0A }
    return Array(line.starts(with: ByteOrderMark.utf8) ? line.dropFirst(3) : line)
  }

  private static func split(_ line: [UInt8], _ delimiter: UInt8) -> [String] {
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == delimiter, !isQuoted {
        fields.append([])
      } else {
        fields[fields.count - 1].append(byte)
      }
    }
    return fields.map { String(decoding: $0, as: UTF8.self) }
  }
}
