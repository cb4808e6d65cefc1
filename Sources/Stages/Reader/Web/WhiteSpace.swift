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
  var trimmedSpace: String { words(join: false) }

  /// White space of any kind as one space, none at the ends.
  var singleSpaced: String { words(join: true) }

  private func words(join: Bool) -> String {
    var copy = self
    return copy.withUTF8 { bytes in
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count)
      /// Where the white space behind the last word begins.
      var gap = 0
      var at = 0
      while at < bytes.count {
        let space = WhiteSpace.length(bytes, at)
        if space > 0 {
          at += space
          continue
        }
        if gap < at, !out.isEmpty {
          if join { out.append(0x20) } else { out.append(contentsOf: bytes[gap..<at]) }
        }
        let start = at
        while at < bytes.count, WhiteSpace.length(bytes, at) == 0 { at += 1 }
        out.append(contentsOf: bytes[start..<at])
        gap = at
      }
      return String(decoding: out, as: UTF8.self)
    }
  }
}
