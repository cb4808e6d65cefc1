/// A document's original text: valid UTF-8, owned once and never changed.
///
/// Copying a `SourceText` copies a reference. Stages read ``bytes``; nothing on the way of a
/// document copies the text itself.
public struct SourceText: Sendable, Hashable {
  /// The text as UTF-8.
  public let bytes: [UInt8]

  /// - Throws: ``InvalidUTF8`` with the place of the first byte that does not belong.
  public init(validating bytes: [UInt8]) throws(InvalidUTF8) {
    if let offset = UTF8Validation.firstInvalidOffset(in: bytes.span) {
      throw InvalidUTF8(offset: offset, byte: bytes[offset])
    }
    self.bytes = bytes
  }

  public init(_ string: String) { bytes = Array(string.utf8) }

  /// A copy of the text, for whoever needs a string.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Length in bytes.
  public var count: Int { bytes.count }
  public var isEmpty: Bool { bytes.isEmpty }
  public var span: TextSpan { TextSpan(0, bytes.count) }

  /// The text of a span. A span that leaves the text, or cuts a code point, reads as far as it
  /// goes, with replacement characters: looking at a wrong annotation must not end a run.
  public subscript(span: TextSpan) -> String {
    let start = min(max(0, span.start), bytes.count)
    let end = min(max(start, span.end), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Whether an offset lies between two code points.
  public func isBoundary(_ offset: Int) -> Bool {
    guard offset >= 0, offset <= bytes.count else { return false }
    return offset == bytes.count || bytes[offset] & 0xC0 != 0x80
  }

  /// Whether a span lies in the text, on code point boundaries, and is not empty.
  public func isValid(_ span: TextSpan) -> Bool {
    span.start < span.end && isBoundary(span.start) && isBoundary(span.end)
  }
}

/// Bytes that are not UTF-8.
public struct InvalidUTF8: Error, Hashable, Sendable {
  /// Where the first ill-formed sequence starts, in bytes.
  public let offset: Int
  /// The byte there.
  public let byte: UInt8

  public init(offset: Int, byte: UInt8) {
    self.offset = offset
    self.byte = byte
  }
}

/// Well-formedness of UTF-8 by table 3-7 of the Unicode standard: no overlong forms, no
/// surrogates, nothing above U+10FFFF.
public enum UTF8Validation {
  /// The offset of the first ill-formed sequence, or nil.
  public static func firstInvalidOffset(in bytes: Span<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { firstInvalidOffset(in: $0) }
  }

  private static func firstInvalidOffset(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var i = 0
    let n = bytes.count
    while i < n {
      i = pastLetters(bytes, i)
      if i == n { break }
      let lead = bytes[i]
      if lead < 0x80 {
        i += 1
        continue
      }
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
      default: return i
      }
      guard i + length <= n, bytes[i + 1] >= low, bytes[i + 1] <= high else { return i }
      var k = 2
      while k < length {
        if bytes[i + k] & 0xC0 != 0x80 { return i }
        k += 1
      }
      i += length
    }
    return nil
  }

  /// Behind the letters of one and of two bytes that come next, which is nearly all of Arabic text: four of two
  /// bytes at a time, eight of one.
  @inline(__always)
  private static func pastLetters(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var i = from
    while i + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      // Pairs of 110xxxxx and 10xxxxxx, of which the first is not 0xC0 or 0xC1 (overlong).
      if word & 0xC0E0_C0E0_C0E0_C0E0 == 0x80C0_80C0_80C0_80C0,
        ((word & 0x001E_001E_001E_001E) + 0x00FE_00FE_00FE_00FE) & 0x0100_0100_0100_0100
          == 0x0100_0100_0100_0100
      {
        i += 8
      } else if word & 0x8080_8080_8080_8080 == 0 {
        i += 8
      } else if word & 0x80 == 0 {
        i += 1
      } else if word & 0xC0E0 == 0x80C0, word & 0x1E != 0 {
        i += 2
      } else {
        return i
      }
    }
    return i
  }
}
