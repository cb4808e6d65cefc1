import SystemPackage

/// The bytes of a file, decompressed where its first bytes say gzip or zstd.
///
/// A class, for it stands where the file stands: copies would tear it apart. Memory is bounded by two
/// chunks and what is looked at ahead, whatever the data claims to hold.
final class ByteStream: ByteSource {
  private static let chunk = 1 << 16
  private static let maxDictionary = 32 << 20
  /// So many of the last gaps are remembered.
  private static let maxGaps = 1024

  private let file: any ByteSource
  /// Whether reading goes on at the next gzip member behind one that is damaged: for who looks at ``gaps``.
  var skipsDamage = false
  private var decoder: (any Decompressor)?
  private var isGzip = false
  /// Compressed bytes, or the first ones of a pipe, which had to be looked at.
  private var input: [UInt8] = []
  private var at = 0
  /// What ``peek(_:)`` has read ahead, from `aheadAt`.
  private var ahead: [UInt8] = []
  private var aheadAt = 0
  /// What came of looking farther than the bytes are good.
  private var failure: CompressionError?
  private var isAtEnd = false
  private var isLookedAt = false
  private var given = 0
  /// Where the gzip member that is read began in what is read.
  private var memberStart = 0
  /// The gzip members that were damaged.
  private(set) var gaps: [Gap] = []

  /// A damaged gzip member: its bytes in what is read are doubtful, and behind them some are missing.
  struct Gap {
    let bytes: Range<Int>
    let error: CompressionError
  }

  /// - Parameter file: at its beginning.
  init(_ file: any ByteSource) { self.file = file }

  convenience init(_ file: FileDescriptor) { self.init(FileSource(file)) }

  func close() { file.close() }

  /// Reads the file's first bytes if nobody has.
  var isSeekable: Bool {
    get throws {
      try look()
      return try decoder == nil && file.isSeekable
    }
  }

  var wouldBlock: Bool { aheadAt == ahead.count && wouldBlockBehind }

  func seek(to offset: Int) throws {
    try file.seek(to: offset)
    (input, at, ahead, aheadAt) = ([], 0, [], 0)
    isAtEnd = false
    given = offset
  }

  /// The bytes that come next, which stay there; fewer than `count` at the end, and where a pipe has no more
  /// to give for now.
  func peek(_ count: Int) throws -> [UInt8] {
    while ahead.count - aheadAt < count, ahead.count - aheadAt < 4 || !wouldBlockBehind {
      let held = ahead.count
      ahead.append(contentsOf: repeatElement(0, count: Self.chunk))
      var got = 0
      defer { ahead.removeLast(Self.chunk - got) }
      do {
        got = try ahead.withUnsafeMutableBytes {
          try produce(into: UnsafeMutableRawBufferPointer(rebasing: $0[held...]))
        }
      } catch let error as CompressionError {
        failure = error
      }
      if got == 0 { break }
    }
    return Array(ahead[aheadAt...].prefix(count))
  }

  /// Whether there is no more behind what was looked at ahead, for now.
  private var wouldBlockBehind: Bool {
    if isAtEnd || at < input.count || decoder?.hasMore == true { return false }
    return file.wouldBlock
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard aheadAt < ahead.count else {
      if let failure { throw failure }
      return try produce(into: buffer)
    }
    let count = min(buffer.count, ahead.count - aheadAt)
    ahead[aheadAt..<aheadAt + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
    aheadAt += count
    if aheadAt == ahead.count { (ahead, aheadAt) = ([], 0) }
    return count
  }

  /// The next bytes behind what was looked at ahead.
  private func produce(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try look()
    let got = decoder == nil ? try plain(into: buffer) : try decompressed(into: buffer)
    given += got
    return got
  }

  private func plain(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard at < input.count else {
      let got = try file.read(into: buffer)
      isAtEnd = got == 0
      return got
    }
    let count = min(buffer.count, input.count - at)
    input[at..<at + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
    at += count
    return count
  }

  private func decompressed(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      do {
        let got = try decompress(into: buffer)
        if got > 0 { return got }
        if at == input.count {
          if isAtEnd {
            if decoder?.isComplete == false { throw CompressionError.truncated }
            return 0
          }
          try fill()
        }
      } catch let error as CompressionError {
        guard skipsDamage, isGzip else { throw error }
        gaps.append(Gap(bytes: memberStart..<given, error: error))
        if gaps.count > Self.maxGaps { gaps.removeFirst() }
        guard try findNextMember() else { return 0 }
      }
    }
  }

  private func decompress(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let decoder, at < input.count || decoder.hasMore else { return 0 }
    if decoder.isComplete { memberStart = given }
    let (taken, given) = try input.withUnsafeBytes { bytes in
      try decoder.decompress(UnsafeRawBufferPointer(rebasing: bytes[at...]), into: buffer)
    }
    if taken == 0, given == 0, at < input.count { throw CompressionError.damaged("it does not go on") }
    at += taken
    return given
  }

  /// Goes to the next bytes that look like the head of a gzip member (RFC 1952: magic, deflate, flags with
  /// three reserved bits of zero).
  private func findNextMember() throws -> Bool {
    decoder = try GzipDecoder()
    at += 1
    while true {
      while at + 4 <= input.count {
        if input[at] == 0x1F, input[at + 1] == 0x8B, input[at + 2] == 8, input[at + 3] & 0xE0 == 0 {
          return true
        }
        at += 1
      }
      if isAtEnd {
        at = input.count
        return false
      }
      try fill()
    }
  }

  private func look() throws {
    guard !isLookedAt else { return }
    isLookedAt = true
    // A pipe may give less than what tells one from another.
    while input.count < 4, !isAtEnd { try fill() }
    if input.starts(with: [0x1F, 0x8B]) {
      decoder = try GzipDecoder()
      isGzip = true
    } else if input.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      decoder = try ZstdDecoder()
      // A frame that holds no data (RFC 8878), with which a file may begin; 5D has a dictionary.
    } else if input.count >= 4, input[0] & 0xF0 == 0x50, input[1...3].elementsEqual([0x2A, 0x4D, 0x18]) {
      decoder = try ZstdDecoder(dictionary: input[0] == 0x5D ? try dictionary() : [])
    }
  }

  /// The dictionary in the frame at the beginning (as `.warc.zst` has it), as it is or compressed itself.
  private func dictionary() throws -> [UInt8] {
    while input.count < 8, !isAtEnd { try fill() }
    guard input.count >= 8 else { throw CompressionError.truncated }
    let count = (0..<4).reduce(0) { $0 | Int(input[4 + $1]) << (8 * $1) }
    guard count <= Self.maxDictionary else { throw CompressionError.damaged("its dictionary is too large") }
    while input.count < 8 + count, !isAtEnd { try fill() }
    guard input.count >= 8 + count else { throw CompressionError.truncated }
    at = 8 + count
    let frame = Array(input[8..<at])
    guard frame.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) else { return frame }
    return try Unpacking.bytes(frame[...], by: ZstdDecoder(), upTo: Self.maxDictionary).bytes
  }

  /// More of the file behind what is not yet taken.
  private func fill() throws {
    let taken = min(at, input.count)
    input.removeFirst(taken)
    at -= taken
    let count = input.count
    input.append(contentsOf: repeatElement(0, count: Self.chunk))
    var got = 0
    defer { input.removeLast(Self.chunk - got) }
    got = try input.withUnsafeMutableBytes {
      try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
    }
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
