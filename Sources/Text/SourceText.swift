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
