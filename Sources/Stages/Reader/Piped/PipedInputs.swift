import Isnad
import SystemPackage

/// Several inputs that come one after another through one pipe, each with its name.
///
/// An input is sent in pieces of a known length, so that it can hold any bytes and whoever sends it need not know
/// where it ends. A piece is a line of JSON and so many bytes:
///
/// ```
/// {"uri":"hdfs://news/2024.jsonl","format":"jsonl","records":4000,"offset":913402,"bytes":65536}
/// …65,536 bytes…
/// {"bytes":1200}
/// …1,200 bytes of the same input…
/// {"uri":"…","bytes":0}
/// ```
///
/// - `uri`: begins another input of this name, which ids and dead letters bear.
/// - `format`: one of the reader's; without it the name decides, and then the content.
/// - `records`, `offset`: what stands before these lines in their file, where they are but a part of it: its lines and
///   its bytes.
final class PipedInputs: ByteSource {
  private static let maxHeadBytes = 1 << 16
  private static let chunk = 1 << 16

  private let file: FileDescriptor
  private let formats: ReaderFormats
  private var buffer: [UInt8] = []
  private var at = 0
  private var isAtEnd = false
  /// Bytes of the piece that are still to come.
  private var rest = 0
  private var current: Head?
  /// The head of an input whose turn has not come.
  private var next: Head?
  /// Bytes of all inputs that are read.
  private(set) var readBytes = 0

  /// What is said of an input before its bytes.
  struct Head: Equatable {
    var uri: String
    var format: InputFormat?
    var records = 0
    var offset = 0
  }

  init(_ file: FileDescriptor, _ formats: ReaderFormats = .standard) {
    self.file = file
    self.formats = formats
  }

  /// Goes to the next input; what nobody has read of the one before is passed over.
  /// - Throws: a ``Diagnostic`` where the bytes are no inputs.
  func advance() throws -> Head? {
    while next == nil, try read(into: nil, atMost: Self.chunk) > 0 {}
    current = next
    next = nil
    return current
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try read(into: buffer, atMost: buffer.count)
  }

  private func read(into target: UnsafeMutableRawBufferPointer?, atMost limit: Int) throws -> Int {
    while next == nil, rest == 0 {
      guard try beginPiece() else { return 0 }
    }
    guard next == nil else { return 0 }
    if at == buffer.count, try fill() == 0 { throw Self.broken("it ends \(rest) bytes before its end") }
    let count = min(limit, rest, buffer.count - at)
    if let target {
      buffer[at..<at + count].withUnsafeBytes { target.copyMemory(from: $0) }
    }
    at += count
    rest -= count
    readBytes += count
    return count
  }

  var wouldBlock: Bool { next == nil && at == buffer.count && !isAtEnd && file.wouldBlock }
  var isSeekable: Bool { false }
  func seek(to offset: Int) throws { throw Errno.illegalSeek }
  func close() {}

  /// Reads the next piece's head.
  /// - Returns: false at the end.
  private func beginPiece() throws -> Bool {
    var end = buffer[at...].firstIndex(of: 0x0A)
    while end == nil {
      guard buffer.count - at <= Self.maxHeadBytes else { throw Self.broken("a piece's head is too long") }
      let held = buffer.count - at
      guard try fill() > 0 else {
        if held == 0 { return false }
        throw Self.broken("it ends within a piece's head")
      }
      end = buffer[(at + held)...].firstIndex(of: 0x0A)
    }
    let line = buffer[at..<(end ?? at)]
    at = (end ?? at) + 1
    next = try head(line)
    return true
  }

  /// What a line says; nil where the piece goes on with the input before it.
  private func head(_ line: ArraySlice<UInt8>) throws -> Head? {
    guard let value = try? JSONParser.parse(line), let bytes = value["bytes"]?.int, bytes >= 0 else {
      throw Self.broken("a piece needs a head such as {\"uri\":\"a.jsonl\",\"bytes\":120}")
    }
    rest = bytes
    guard let uri = value["uri"] else {
      if current == nil { throw Self.broken("the first piece has no 'uri'") }
      return nil
    }
    guard let name = uri.string, !name.isEmpty else { throw Self.broken("'uri' is no name") }
    var head = Head(uri: name)
    if let format = value["format"] {
      guard let known = format.string.map(InputFormat.init(rawValue:)), known != .sqlite,
        known == .auto || formats[known.rawValue] != nil
      else { throw Self.broken("'\(name)' is of no format that comes through a pipe") }
      head.format = known == .auto ? nil : known
    }
    for (key, path) in [("records", \Head.records), ("offset", \Head.offset)] {
      guard let figure = value[key] else { continue }
      guard let count = figure.int, (0...(1 << 53)).contains(count), count == 0 || head.format == .jsonl
      else {
        throw Self.broken("'\(key)' of '\(name)' counts what stands before a part of JSON Lines")
      }
      head[keyPath: path] = count
    }
    return head
  }

  /// More of the pipe, behind what is not yet taken.
  private func fill() throws -> Int {
    buffer.removeFirst(at)
    at = 0
    let held = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunk))
    var got = 0
    defer { buffer.removeLast(Self.chunk - got) }
    do {
      got = try buffer.withUnsafeMutableBytes {
        try file.patientRead(into: UnsafeMutableRawBufferPointer(rebasing: $0[held...]))
      }
    } catch let error as Errno {
      // Of the pipe and not of one input: there is no next one to go on with.
      throw Self.broken("it can't be read: \(error)")
    }
    isAtEnd = got == 0
    return got
  }

  private static func broken(_ what: String) -> Diagnostic {
    Diagnostic(
      .unreadable, "standard input does not hold named inputs: \(what).",
      suggestion: "'isnad run --worker' is for programs; its protocol is in the documentation.")
  }
}
