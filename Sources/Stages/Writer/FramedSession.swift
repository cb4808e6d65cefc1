import Isnad
import IsnadDatabase
import IsnadPage
import SystemPackage

/// What stands around and between the documents of a file that is one whole.
struct FileFrame {
  let opening: [UInt8]
  let separator: [UInt8]
  let closing: [UInt8]
  /// What the file is, for messages.
  let name: String

  /// One JSON array, an element a line.
  static let array = FileFrame(
    opening: Array("[\n".utf8), separator: Array(",\n".utf8), closing: Array("\n]\n".utf8),
    name: "one JSON array")

  /// One page with all articles.
  static func report(title: String) -> FileFrame {
    let page = PageFrame(title: title)
    var opening = HTMLWriter()
    page.begin(&opening)
    page.beginIndex(&opening)
    var closing = HTMLWriter()
    page.endIndex(&closing)
    page.end(&closing)
    return FileFrame(opening: opening.bytes, separator: [], closing: closing.bytes, name: "one page")
  }
}

/// A file with an opening and a closing, to which nothing can be added once it is complete.
struct FramedSession: WriterSession {
  private let frame: FileFrame
  private var file: ResumableFile

  init(_ path: FilePath, _ opening: OutputOpening, _ frame: FileFrame) throws {
    if opening == .append {
      throw Diagnostic(
        .unwritable, "'\(path)' is \(frame.name), to which nothing can be added.",
        suggestion: "Write to another file, or jsonl.")
    }
    self.frame = frame
    file = try Self.file(path, opening, frame)
    if case .new = opening { try file.write(frame.opening) }
  }

  /// A run that was interrupted while its outputs got their names may find the file closed already.
  private static func file(_ path: FilePath, _ opening: OutputOpening, _ frame: FileFrame) throws
    -> ResumableFile
  {
    do {
      return try ResumableFile(path, opening)
    } catch let problem as Diagnostic {
      guard case .complete(let mark) = opening, let bytes = mark["bytes"]?.int,
        let file = try? ResumableFile(
          path, .complete(.object([.init("bytes", .integer(bytes + frame.closing.count))])))
      else { throw problem }
      return file
    }
  }

  mutating func write(_ items: [[UInt8]]) throws {
    for bytes in items {
      if file.count > frame.opening.count { try file.write(frame.separator) }
      try file.write(bytes)
    }
  }

  mutating func commit() throws -> JSONValue? { try file.commit() }

  mutating func finish() throws {
    try file.write(frame.closing)
    try file.finish()
  }

  mutating func abandon() -> String? { file.abandon() }
}
