/// 64-bit fingerprints of words and phrases: FNV-1a over the bytes, then the finaliser of
/// MurmurHash3 so that all bits depend on all bytes.
///
/// Lexicons keep fingerprints in place of words. Two different words share one with a chance of
/// 2^-64, so a table of 200,000 words takes a foreign word for its own once in 10^14 look-ups.
public enum Fingerprint {
  @inlinable public static var seed: UInt64 { 0xCBF2_9CE4_8422_2325 }

  @inlinable @inline(__always)
  public static func step(_ state: UInt64, _ byte: UInt8) -> UInt64 {
    (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  @inlinable @inline(__always)
  public static func finish(_ state: UInt64) -> UInt64 {
    var h = state
    h ^= h >> 33
    h = h &* 0xFF51_AFD7_ED55_8CCD
    h ^= h >> 33
    h = h &* 0xC4CE_B9FE_1A85_EC53
    h ^= h >> 33
    return h
  }

  @inlinable public static func of(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> UInt64 {
    var h = seed
    var i = start
    while i < end {
      h = step(h, bytes[i])
      i += 1
    }
    return finish(h)
  }

  public static func of(_ text: String) -> UInt64 {
    var h = seed
    for byte in text.utf8 { h = step(h, byte) }
    return finish(h)
  }

  /// The fingerprint of a phrase from those of its words, in order.
  @inlinable @inline(__always)
  public static func joined(_ phrase: UInt64, _ word: UInt64) -> UInt64 {
    finish((phrase &* 0x9E37_79B9_7F4A_7C15) &+ word)
  }
}
