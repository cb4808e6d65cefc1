import Isnad
import IsnadStages
import SystemPackage

/// A document as `isnad run` writes it, read back: for commands that look at outputs.
struct OutputDocument {
  let id: String
  let text: String
  let offsets: OffsetUnit
  let metadata: JSONValue
  /// By name, in the order of the output; annotations as they are written.
  let layers: OrderedDictionary<String, [JSONValue]>
  private let json: JSONValue
  private let index: OffsetIndex

  private static let standard = ["sentences", "entities", "numbers", "quotes", "figures"]

  /// - Throws: a ``StageFailure`` for anything but a document of the schema `isnad/1`.
  init(_ json: JSONValue) throws(StageFailure) {
    guard let id = json["id"]?.string, let text = json["text"]?.string else {
      throw StageFailure(code: "not-output", message: "it has no 'id' and 'text', so it is no document")
    }
    self.json = json
    self.id = id
    self.text = text
    offsets = json["offsets"]?.string.flatMap(OffsetUnit.init(rawValue:)) ?? .codepoint
    index = OffsetIndex(SourceText(text), unit: offsets)
    metadata = json["metadata"] ?? .object([])
    var layers: OrderedDictionary<String, [JSONValue]> = [:]
    for name in Self.standard {
      if let items = json[name]?.array { layers[name] = items }
    }
    if case .object(let others)? = json["layers"] {
      for other in others { if let items = other.value.array { layers[other.name] = items } }
    }
    self.layers = layers
  }

  /// All layers of a document in memory.
  init(_ document: Document) throws {
    try self.init(try document.json(layers: Self.standard + document.layers.names))
  }

  subscript(name: String) -> JSONValue? { json[name] }

  var name: String { Self.name(json) }

  /// What tells a document from others: its id and its text.
  static func name(_ json: JSONValue) -> String {
    (json["id"]?.string ?? "") + "\u{0}" + String(Fingerprint.of(json["text"]?.string ?? ""), radix: 16)
  }

  /// The text of a span, whatever the unit of the offsets; what lies behind the text's end is none of it, and where a
  /// letter is cut there is no text.
  func text(_ start: Int, _ end: Int) -> String {
    let end = min(end, index.offset(ofByte: text.utf8.count))
    guard start <= end, let first = index.byte(ofOffset: start), let behind = index.byte(ofOffset: end) else {
      return ""
    }
    let bytes = text.utf8
    // A native string is indexed by its bytes.
    return String(
      text[bytes.index(bytes.startIndex, offsetBy: first)..<bytes.index(bytes.startIndex, offsetBy: behind)])
  }

  /// The text of an annotation: its own, or that of its span.
  func text(of annotation: JSONValue) -> String {
    annotation["text"]?.string ?? text(annotation["start"]?.int ?? 0, annotation["end"]?.int ?? 0)
  }
}

/// The documents of an output file, one after another.
struct OutputFile: Sequence {
  let path: String
  private let lines: LineSource

  init(_ path: String) throws(Diagnostic) {
    self.path = path
    lines = try LineSource(path)
  }

  struct Iterator: IteratorProtocol {
    fileprivate var lines: LineSource
    let path: String
    private(set) var line = 0

    /// What is no document ends the command: an output is made by this program.
    mutating func next() -> Result<OutputDocument, Diagnostic>? {
      while true {
        let bytes: [UInt8]
        do throws(Diagnostic) {
          guard let next = try lines.next() else { return nil }
          bytes = next
        } catch {
          return .failure(error)
        }
        line += 1
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
        do {
          return .success(try OutputDocument(try JSONParser.parse(ArraySlice(bytes))))
        } catch {
          let message = (error as? StageFailure)?.message ?? String(describing: error)
          return .failure(
            Diagnostic(
              .invalidOutput, "the line is no document of an output: \(message).",
              at: Diagnostic.Place(file: path, line: line),
              suggestion: "The file must be JSON Lines as 'isnad run' writes them."))
        }
      }
    }
  }

  func makeIterator() -> Iterator { Iterator(lines: lines, path: path) }
}

/// The lines of a file, read as they are needed.
struct LineSource {
  private final class Handle {
    let file: FileDescriptor
    init(_ file: FileDescriptor) { self.file = file }
    deinit { try? file.close() }
  }

  /// Bytes of a line. One of more is no document that this program writes.
  private static let maxLine = 1 << 30
  private static let piece = 1 << 16

  private let path: String
  private let handle: Handle
  private var buffer: [UInt8] = []
  private var place = 0
  /// Up to where there is no end of a line behind ``place``.
  private var scanned = 0
  private var isAtEnd = false
  private var line = 1

  init(_ path: String) throws(Diagnostic) {
    self.path = path
    do {
      handle = Handle(try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec))
    } catch {
      throw Self.unreadable(path, error)
    }
  }

  private static func unreadable(_ path: String, _ error: any Error) -> Diagnostic {
    Diagnostic(
      .unreadable, "'\(path)' can't be read: \(error).",
      suggestion: "Is the path right? It is relative to the current folder.")
  }

  /// The next line without its end; nil behind the last one.
  /// - Throws: a ``Diagnostic`` where the file can't be read on, or the line is too long.
  mutating func next() throws(Diagnostic) -> [UInt8]? {
    while true {
      if let end = buffer[scanned...].firstIndex(of: 0x0A) {
        defer {
          place = end + 1
          scanned = place
          line += 1
        }
        return Array(buffer[place..<end])
      }
      scanned = buffer.count
      if isAtEnd {
        defer { place = buffer.count }
        return place < buffer.count ? Array(buffer[place...]) : nil
      }
      guard buffer.count - place <= Self.maxLine else {
        throw Diagnostic(
          .invalidOutput, "the line has more than \(Self.maxLine) bytes.",
          at: Diagnostic.Place(file: path, line: line))
      }
      try fill()
    }
  }

  private mutating func fill() throws(Diagnostic) {
    if place > 0 {
      buffer.removeFirst(place)
      scanned -= place
      place = 0
    }
    var piece = [UInt8](repeating: 0, count: Self.piece)
    do {
      let got = try piece.withUnsafeMutableBytes { try handle.file.read(into: $0) }
      buffer += piece[..<got]
      isAtEnd = got == 0
    } catch {
      throw Self.unreadable(path, error)
    }
  }
}

extension Diagnostic.Code {
  /// A line of an output that is no document.
  static let invalidOutput = Self(rawValue: "invalid-output")
}
