import Isnad

/// Finds the records of one file, one after another, and cuts them out.
protocol RecordCutter {
  /// The next record, or nil at the end.
  /// - Throws: what its bytes throw; ``UnreadableInput`` where the rest of the file makes no sense.
  mutating func next() throws -> Record?
  /// Records that are read; of lines also the empty ones.
  var count: Int { get }
  /// Bytes that are read, behind the last record.
  var offset: Int { get }
  /// A digest of these.
  var content: UInt64 { get }
  /// What has to be known to go on there, besides.
  var state: JSONValue? { get }
  /// Whether the next record is not here yet and reading would wait.
  var wouldBlock: Bool { get }
  /// What was passed over, by reason: records that are no articles.
  var passedOver: [String: Int] { get }
  /// Whether ``next()`` loses nothing where a wait in it is ended, so that it can be called again.
  var canPause: Bool { get }
  /// Whether it has the next record without reading.
  var holdsRecord: Bool { get }
  func close()
}

extension RecordCutter {
  var state: JSONValue? { nil }
  var passedOver: [String: Int] { [:] }
  var canPause: Bool { false }
  var holdsRecord: Bool { false }
}

/// A cutter that looks at its file through a window.
protocol WindowCutter: RecordCutter {
  var window: ByteWindow { get }
}

extension WindowCutter {
  var offset: Int { window.offset }
  var content: UInt64 { window.content }
  var wouldBlock: Bool { window.wouldBlock }
  func close() { window.close() }
}

/// Why the rest of a file can't be read.
struct UnreadableInput: Error {
  let message: String
  var suggestion: String?
}

/// The part of a stream that is being looked at: it grows at its end and is given up from its start.
struct ByteWindow {
  private static let chunk = 1 << 18

  private let source: any ByteSource
  private(set) var bytes: [UInt8] = []
  /// Where what is not given up starts in `bytes`.
  private(set) var start = 0
  private(set) var isAtEnd = false
  /// The bytes before `start` in the stream.
  private(set) var offset = 0
  /// The digest of these bytes.
  private(set) var content = InputDigest.empty

  /// - Parameter from: where the stream stands, which an interrupted run had read so far.
  init(_ source: any ByteSource, from resumed: InputPosition.Current? = nil) {
    self.source = source
    if let resumed { (offset, content) = (resumed.offset, resumed.content) }
  }

  /// Bytes that are there from `start` on.
  var count: Int { bytes.count - start }
  var wouldBlock: Bool { !isAtEnd && source.wouldBlock }

  subscript(index: Int) -> UInt8 { bytes[start + index] }

  /// The first `count` bytes, or what there is of them.
  func first(_ count: Int) -> ArraySlice<UInt8> { bytes[start..<min(bytes.count, start + count)] }

  func hasPrefix(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[start...].starts(with: $0) }
  }

  /// Gives up the first `count` bytes.
  mutating func advance(_ count: Int) {
    let end = min(bytes.count, start + count)
    content = InputDigest.extend(content, bytes[start..<end])
    offset += end - start
    start = end
  }

  /// Gets more at the end, if there is more. Indexes from `start` stay what they are.
  mutating func fill() throws {
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    let held = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: Self.chunk))
    var got = 0
    // Behind an error, as of a wait that was ended, it is what it was.
    defer { bytes.removeLast(Self.chunk - got) }
    got = try bytes.withUnsafeMutableBytes { buffer in
      try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[held...]))
    }
    isAtEnd = got == 0
  }

  /// Tries to have so many bytes.
  mutating func fill(to count: Int) throws {
    while self.count < count, !isAtEnd { try fill() }
  }

  /// All that there is, of a source that is not longer than this.
  /// - Throws: ``UnreadableInput`` for a longer one.
  consuming func whole(upTo limit: Int) throws -> [UInt8] {
    defer { close() }
    try fill(to: limit + 1)
    guard count <= limit else { throw UnreadableInput(message: "it has more than \(limit) bytes") }
    return Array(first(count))
  }

  func close() { source.close() }
}
