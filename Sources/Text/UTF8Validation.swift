/// Well-formedness of UTF-8 by table 3-7 of the Unicode standard: no overlong forms, no
/// surrogates, nothing above U+10FFFF.
public enum UTF8Validation {
  /// The offset of the first ill-formed sequence, or nil.
  public static func firstInvalidOffset(in bytes: Span<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { firstInvalidOffset(in: $0) }
  }

  private static func firstInvalidOffset(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var i = 0
    while i < bytes.count {
      guard let length = letter(bytes, i) else { return i }
      i = pastWords(bytes, i + length)
    }
    return nil
  }

  /// The length of the letter that begins at `i`; nil where it is ill-formed.
  @inline(__always)
  private static func letter(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int? {
    let lead = bytes[i]
    if lead < 0x80 { return 1 }
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, low) = (3, 0xA0)
    case 0xED: (length, high) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, low) = (4, 0x90)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, high) = (4, 0x8F)
    default: return nil
    }
    guard i + length <= bytes.count, bytes[i + 1] >= low, bytes[i + 1] <= high else { return nil }
    var k = 2
    while k < length {
      if bytes[i + k] & 0xC0 != 0x80 { return nil }
      k += 1
    }
    return length
  }

  /// Behind the letters of one and of two bytes that come next, which is nearly all of Arabic text, eight bytes at a
  /// time: among them a byte continues a letter exactly where the byte before it begins one of two bytes.
  /// - Parameter from: where a letter begins, not the first one.
  /// - Returns: where a letter begins that is to be looked at by itself.
  @inline(__always)
  private static func pastWords(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var i = from
    while i + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let before = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i - 1, as: UInt64.self))
      // All by the highest bit of each byte: 10xxxxxx, and 110xxxxx before it.
      let continues = word & ~(word << 1)
      let begun = before & before << 1 & ~(before << 2)
      // 111xxxxx, and the overlong C0 and C1.
      let longer = word & word << 1 & word << 2
      let overlong = word & word << 1 & ~((word & 0x1E1E_1E1E_1E1E_1E1E) + 0x7E7E_7E7E_7E7E_7E7E)
      if (continues ^ begun | longer | overlong) & 0x8080_8080_8080_8080 != 0 { break }
      i += 8
    }
    return i > from && bytes[i - 1] >= 0xC2 ? i - 1 : i
  }
}
