import Isnad

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lines of a file as records, in bounded memory: of a line beyond the limit nothing is kept.
struct LineReader {
  private static let chunk = 1 << 18

  private let stream: ByteStream
  private let name: String
  private let maxBytes: Int
  private var buffer: [UInt8] = []
  /// Where unread bytes start in `buffer`.
  private var start = 0
  /// Up to where `buffer` holds no line break after `start`.
  private var scanned = 0
  /// Lines that are read.
  private(set) var line = 0
  private var isAtEnd = false
  /// The bytes before `start` in the file.
  private(set) var offset = 0
  /// The digest of these bytes.
  private(set) var content = Fingerprint.seed

  /// - Parameter from: where the stream stands, which an interrupted run had read so far.
  init(_ stream: ByteStream, name: String, maxBytes: Int, from resumed: InputPosition.Current? = nil) {
    self.stream = stream
    self.name = name
    self.maxBytes = maxBytes
    if let resumed { (offset, line, content) = (resumed.offset, resumed.line, resumed.content) }
  }

  func close() { stream.close() }

  /// Whether the next line is not here yet and reading would wait.
  var wouldBlock: Bool {
    if isAtEnd || buffer[max(start, scanned)...].contains(0x0A) { return false }
    return stream.wouldBlock
  }

  mutating func next() throws -> Record? {
    var isTooLong = false
    let lineOffset = offset
    while true {
      if let end = lineEnd() {
        defer { advance(to: end + 1) }
        return record(end, at: lineOffset, isTooLong)
      }
      if isAtEnd {
        guard start < buffer.count || isTooLong else { return nil }
        defer { advance(to: buffer.count) }
        return record(buffer.count, at: lineOffset, isTooLong)
      }
      if buffer.count - start > maxBytes {
        isTooLong = true
        advance(to: buffer.count, endsLine: false)
      }
      try fill()
    }
  }

  /// The next line break in the buffer.
  private mutating func lineEnd() -> Int? {
    let from = max(start, scanned)
    let found: Int? = buffer.withUnsafeBytes { bytes in
      guard from < bytes.count, let base = bytes.baseAddress,
        let hit = memchr(base + from, 0x0A, bytes.count - from)
      else { return nil }
      return UnsafeRawPointer(hit) - base
    }
    scanned = found ?? buffer.count
    return found
  }

  private mutating func advance(to index: Int, endsLine: Bool = true) {
    let index = min(index, buffer.count)
    content = InputDigest.extend(content, buffer[start..<index])
    offset += index - start
    start = index
    scanned = start
    if endsLine { line += 1 }
  }

  private func record(_ end: Int, at lineOffset: Int, _ isTooLong: Bool) -> Record {
    let source = DocumentSource(uri: name, record: line + 1, byteOffset: lineOffset)
    guard !isTooLong, end - start <= maxBytes else {
      return Record(source: source, format: "jsonl", failure: .tooLarge(maxBytes))
    }
    var from = start
    if line == 0, buffer[start..<end].starts(with: [0xEF, 0xBB, 0xBF]) { from += 3 }
    return Record(source: source, format: "jsonl", bytes: Array(buffer[from..<end]))
  }

  private mutating func fill() throws {
    if start > 0 {
      buffer.removeFirst(start)
      scanned -= start
      start = 0
    }
    let count = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunk))
    let got = try buffer.withUnsafeMutableBytes { bytes in
      try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[count...]))
    }
    buffer.removeLast(Self.chunk - got)
    isAtEnd = got == 0
  }
}
