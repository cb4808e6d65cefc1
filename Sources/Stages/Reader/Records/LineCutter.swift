import Isnad

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lines of a file as records, in bounded memory: of a line beyond the limit nothing is kept.
///
/// A file that grows is at its end for now, and not for good: a line that has not ended is no record yet, and what comes
/// later is read where the last whole line ended.
struct LineCutter: WindowCutter {
  private let name: String
  private let maxBytes: Int
  private let isGrowing: Bool
  private(set) var window: ByteWindow
  /// Where the line begins that is being read.
  private var lineStart: Int
  private var isTooLong = false
  /// So many bytes of the window hold no line break.
  private var scanned = 0
  /// Lines that are read.
  private(set) var count = 0

  init(
    _ source: any ByteSource, name: String, maxBytes: Int, from resumed: InputPosition.Current?,
    isGrowing: Bool = false
  ) {
    window = ByteWindow(source, from: resumed)
    self.isGrowing = isGrowing
    lineStart = resumed?.offset ?? 0
    self.name = name
    self.maxBytes = maxBytes
    count = resumed?.line ?? 0
  }

  var wouldBlock: Bool { lineEnd(from: scanned) == nil && window.wouldBlock }
  var canPause: Bool { true }
  var holdsRecord: Bool { lineEnd(from: scanned) != nil }
  /// Of a line that is too long what was read is given up, and it is not read for that.
  var offset: Int { isTooLong ? lineStart : window.offset }

  /// The next line that is not empty.
  mutating func next() throws -> Record? {
    while let record = try nextLine() {
      if record.failure != nil || !record.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
        return record
      }
    }
    return nil
  }

  private mutating func nextLine() throws -> Record? {
    // A line that is too long goes on where a wait within it was ended.
    if !isTooLong { lineStart = window.offset }
    while true {
      if let end = lineEnd(from: scanned) {
        defer { take(end + 1) }
        return record(end)
      }
      scanned = window.count
      if window.isAtEnd {
        if isGrowing {
          try window.fill()
          if window.isAtEnd { return nil }
          continue
        }
        guard window.count > 0 || isTooLong else { return nil }
        defer { take(window.count) }
        return record(window.count)
      }
      if window.count > maxBytes {
        isTooLong = true
        window.advance(window.count)
        scanned = 0
      }
      try window.fill()
    }
  }

  private mutating func take(_ bytes: Int) {
    window.advance(bytes)
    scanned = 0
    isTooLong = false
    count += 1
  }

  /// The next line break, from the window's start.
  private func lineEnd(from: Int) -> Int? {
    window.bytes.withUnsafeBytes { bytes in
      let first = window.start + from
      guard first < bytes.count, let base = bytes.baseAddress,
        let hit = memchr(base + first, 0x0A, bytes.count - first)
      else { return nil }
      return UnsafeRawPointer(hit) - base - window.start
    }
  }

  private func record(_ end: Int) -> Record {
    let source = DocumentSource(uri: name, record: count + 1, byteOffset: lineStart)
    guard !isTooLong, end <= maxBytes else {
      return Record(source: source, format: "jsonl", failure: .tooLarge(maxBytes))
    }
    var line = window.first(end)
    if count == 0, line.starts(with: ByteOrderMark.utf8) { line = line.dropFirst(ByteOrderMark.utf8.count) }
    return Record(source: source, format: "jsonl", bytes: Array(line))
  }
}

enum ByteOrderMark {
  static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]
}
