/// Looks for what ends or interrupts a string of JSON, eight bytes at a time in one register.
enum StringScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The first byte from an index on that is a quotation mark, a backslash, a control character or `also`;
  /// the end where there is none.
  @inline(__always)
  static func next(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, also: UInt8 = 0x22) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    let (quote, backslash, other) = (ones &* 0x22, ones &* 0x5C, ones &* UInt64(also))
    var i = from
    while i + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      // A borrow marks only bytes behind the first true one, which is the one that counts.
      var found = zeros(word ^ quote) | zeros(word ^ backslash) | zeros(word ^ other)
      found |= (word &- ones &* 0x20) & ~word
      found &= highs
      if found != 0 { return i + found.trailingZeroBitCount / 8 }
      i += 8
    }
    while i < bytes.count {
      let byte = bytes[i]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte == also { return i }
      i += 1
    }
    return i
  }

  /// The high bit of each byte that is zero, up to the first one.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
}
