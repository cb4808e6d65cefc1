/// White space in UTF-8: Unicode's, and the byte order mark, which is nothing at all in the middle of a text.
enum WhiteSpace {
  /// How many bytes the white space at an index takes; 0 where there is none.
  @inline(__always)
  static func length(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    let byte = bytes[at]
    if byte <= 0x20 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 1 : 0 }
    switch byte {
    case 0xC2: return at + 1 < bytes.count && (bytes[at + 1] == 0xA0 || bytes[at + 1] == 0x85) ? 2 : 0
    case 0xE1, 0xE2, 0xE3, 0xEF:
      guard at + 2 < bytes.count else { return 0 }
      return isSpace(byte, bytes[at + 1], bytes[at + 2]) ? 3 : 0
    default: return 0
    }
  }

  private static func isSpace(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second) {
    case (0xE1, 0x9A): third == 0x80
    case (0xE2, 0x80): third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF
    case (0xE2, 0x81): third == 0x9F
    case (0xE3, 0x80): third == 0x80
    case (0xEF, 0xBB): third == 0xBF
    default: false
    }
  }
}

extension String {
  /// Without white space at both ends.
  var trimmedSpace: String {
    var text = self
    return text.withUTF8 { bytes in
      guard let (start, end) = String.words(bytes) else { return "" }
      return start == 0 && end == bytes.count
        ? nil : String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    } ?? self
  }

  /// White space of any kind as one space, none at the ends.
  var singleSpaced: String {
    var text = self
    return text.withUTF8 { bytes in
      if String.isSingleSpaced(bytes) { return nil }
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count)
      var at = 0
      var isPending = false
      while at < bytes.count {
        let space = WhiteSpace.length(bytes, at)
        if space > 0 {
          isPending = true
          at += space
          continue
        }
        if isPending, !out.isEmpty { out.append(0x20) }
        isPending = false
        out.append(bytes[at])
        at += 1
      }
      return String(decoding: out, as: UTF8.self)
    } ?? self
  }

  private static func isSingleSpaced(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    /// As before the first word.
    var wasSpace = true
    for at in bytes.indices {
      let isSpace = WhiteSpace.length(bytes, at) > 0
      if isSpace, wasSpace || bytes[at] != 0x20 { return false }
      wasSpace = isSpace
    }
    return bytes.isEmpty || !wasSpace
  }

  /// From the first word to behind the last one; nil where there is none.
  private static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> (start: Int, end: Int)? {
    var start = 0
    while start < bytes.count, case let space = WhiteSpace.length(bytes, start), space > 0 { start += space }
    guard start < bytes.count else { return nil }
    // From behind: a letter of three bytes at the most.
    var end = bytes.count
    back: while end > start {
      for length in 1...3 where end - length >= start && WhiteSpace.length(bytes, end - length) == length {
        end -= length
        continue back
      }
      break
    }
    return (start, end)
  }
}
