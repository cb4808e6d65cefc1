/// The bytes of a text as UTF-8, converted where its encoding is another one.
final class TextStream: ByteSource {
  private static let chunk = 1 << 16
  /// So much of a text shows its encoding.
  private static let sample = 1 << 16

  private let stream: ByteStream
  private let transcoder: Transcoder?
  private var input: [UInt8] = []
  private var isAtEnd = false

  /// - Parameter encoding: `auto` looks at the first bytes.
  init(_ stream: ByteStream, encoding: TextEncoding) throws {
    self.stream = stream
    var encoding = encoding
    if encoding == .auto {
      encoding = TextEncoding.guess(try stream.peek(Self.sample))
    } else if encoding == .utf16 {
      encoding = try stream.peek(2) == [0xFE, 0xFF] ? .utf16be : .utf16le
    }
    transcoder = encoding == .utf8 ? nil : Transcoder(from: encoding.rawValue)
  }

  func close() { stream.close() }
  var isSeekable: Bool { get throws { try transcoder == nil && stream.isSeekable } }
  func seek(to offset: Int) throws { try stream.seek(to: offset) }
  var wouldBlock: Bool { input.isEmpty && stream.wouldBlock }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let transcoder else { return try stream.read(into: buffer) }
    while !isAtEnd || !input.isEmpty {
      let (taken, given) = input.withUnsafeBytes { transcoder.convert($0, into: buffer, isLast: isAtEnd) }
      input.removeFirst(taken)
      if given > 0 { return given }
      if isAtEnd && taken == 0 { break }
      try fill()
    }
    return 0
  }

  private func fill() throws {
    let held = input.count
    input.append(contentsOf: repeatElement(0, count: Self.chunk))
    var got = 0
    defer { input.removeLast(Self.chunk - got) }
    got = try input.withUnsafeMutableBytes {
      try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[held...]))
    }
    isAtEnd = got == 0
  }
}
