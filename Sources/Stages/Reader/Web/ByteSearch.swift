#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where bytes stand.
enum ByteSearch {
  /// The first place of a byte from an index on, before another one.
  static func first(
    _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int? = nil
  ) -> Int? {
    let end = end ?? bytes.count
    guard start < end, let base = bytes.baseAddress, let hit = memchr(base + start, Int32(byte), end - start)
    else { return nil }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
  }
}

extension String {
  /// Whether a letter of ASCII is in it.
  func holds(_ letter: Unicode.Scalar) -> Bool {
    let byte = UInt8(truncatingIfNeeded: letter.value)
    return utf8.withContiguousStorageIfAvailable { ByteSearch.first(byte, in: $0, from: 0) != nil }
      ?? utf8.contains(byte)
  }
}
