import Isnad
import IsnadDatabase
import SystemPackage

/// A file that is one JSON array, an element a line.
struct ArraySession: WriterSession {
  private static let opening: [UInt8] = Array("[\n".utf8)
  private static let comma: [UInt8] = Array(",\n".utf8)
  private static let closing: [UInt8] = Array("\n]\n".utf8)

  private var file: ResumableFile

  init(_ path: FilePath, _ opening: OutputOpening) throws {
    if opening == .append {
      throw Diagnostic(
        .unwritable, "'\(path)' is one JSON array, to which nothing can be added.",
        suggestion: "Write to another file, or jsonl.")
    }
    file = try Self.file(path, opening)
    if case .new = opening { try file.write(Self.opening) }
  }

  /// A run that was interrupted while its outputs got their names may find the array closed already.
  private static func file(_ path: FilePath, _ opening: OutputOpening) throws -> ResumableFile {
    do {
      return try ResumableFile(path, opening)
    } catch let problem as Diagnostic {
      guard case .complete(let mark) = opening, let bytes = mark["bytes"]?.int,
        let file = try? ResumableFile(
          path, .complete(.object([.init("bytes", .integer(bytes + closing.count))])))
      else { throw problem }
      return file
    }
  }

  mutating func write(_ items: [EncodedDocument]) throws {
    for case .bytes(let bytes) in items {
      if file.count > Self.opening.count { try file.write(Self.comma) }
      try file.write(bytes)
    }
  }

  mutating func commit() throws -> JSONValue? { try file.commit() }

  mutating func finish() throws {
    try file.write(Self.closing)
    try file.finish()
  }

  mutating func abandon() -> String? { file.abandon() }
}
