import Isnad
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file, decompressed where its first bytes say gzip or zstd.
///
/// A class, for it stands where the file stands: copies would tear it apart. Memory is bounded by two
/// chunks, whatever the data claims to hold.
final class ByteStream {
  private static let chunk = 1 << 16

  private let file: FileDescriptor
  private var decoder: (any Decompressor)?
  /// Compressed bytes, or the first ones of a pipe, which had to be looked at.
  private var input: [UInt8] = []
  private var at = 0
  private var isAtEnd = false
  private var isLookedAt = false

  /// - Parameter file: at its beginning.
  init(_ file: FileDescriptor) { self.file = file }

  func close() { if file != .standardInput { try? file.close() } }

  /// Whether the file is compressed; reads its first bytes if nobody has.
  var isCompressed: Bool {
    get throws {
      try look()
      return decoder != nil
    }
  }

  /// Whether reading would wait for the other end of a pipe.
  var wouldBlock: Bool {
    if isAtEnd || at < input.count || decoder?.hasMore == true { return false }
    var state = pollfd(fd: file.rawValue, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) == 0
  }

  /// Goes to a place of a file that is not compressed, for a run that goes on there.
  func seek(to offset: Int) throws {
    try file.seek(offset: Int64(offset), from: .start)
    input = []
    at = 0
    isAtEnd = false
  }

  /// - Returns: how many bytes; 0 at the end.
  /// - Throws: `Errno`, or a ``CompressionError``.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try look()
    guard decoder != nil else {
      guard at < input.count else { return try file.read(into: buffer) }
      let count = min(buffer.count, input.count - at)
      input[at..<at + count].withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      at += count
      return count
    }
    while true {
      let got = try decompress(into: buffer)
      if got > 0 { return got }
      if at == input.count {
        if isAtEnd {
          if decoder?.isComplete == false { throw CompressionError.truncated }
          return 0
        }
        try fill()
      }
    }
  }

  private func decompress(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let decoder, at < input.count || decoder.hasMore else { return 0 }
    let (taken, given) = try input.withUnsafeBytes { bytes in
      try decoder.decompress(UnsafeRawBufferPointer(rebasing: bytes[at...]), into: buffer)
    }
    if taken == 0, given == 0, at < input.count { throw CompressionError.damaged("it does not go on") }
    at += taken
    return given
  }

  private func look() throws {
    guard !isLookedAt else { return }
    isLookedAt = true
    // A pipe may give less than what tells one from another.
    while input.count < 4, !isAtEnd { try fill() }
    if input.starts(with: [0x1F, 0x8B]) {
      decoder = try GzipDecoder()
    } else if input.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      decoder = try ZstdDecoder()
    }
  }

  /// More of the file behind what is not yet taken.
  private func fill() throws {
    if at > 0 {
      input.removeFirst(at)
      at = 0
    }
    let count = input.count
    input.append(contentsOf: repeatElement(0, count: Self.chunk))
    let got = try input.withUnsafeMutableBytes {
      try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
    }
    input.removeLast(Self.chunk - got)
    isAtEnd = got == 0
  }
}

/// What is wrong with compressed data.
enum CompressionError: Error, Equatable, CustomStringConvertible {
  case truncated
  case damaged(String)

  var description: String {
    switch self {
    case .truncated: "its compressed data ends too early; the file was cut"
    case .damaged(let what): "its compressed data is damaged: \(what)"
    }
  }
}
