/// A half-open range of UTF-8 bytes in a document's original text.
///
/// Spans are bytes inside the pipeline; they become code points or UTF-16 units only where a
/// document leaves it (see ``OffsetIndex``).
public struct TextSpan: Hashable, Comparable, Sendable {
  /// The first byte.
  public var start: Int
  /// The byte after the last one.
  public var end: Int

  @inlinable public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// Length in bytes.
  @inlinable public var length: Int { end - start }
  @inlinable public var isEmpty: Bool { end <= start }
  @inlinable public var range: Range<Int> { start..<max(start, end) }

  public func contains(_ other: TextSpan) -> Bool { start <= other.start && other.end <= end }
  public func contains(offset: Int) -> Bool { start <= offset && offset < end }
  public func overlaps(_ other: TextSpan) -> Bool { start < other.end && other.start < end }

  /// Spans sort by where they start; of two that start together the longer comes first, so that
  /// an enclosing span precedes what it encloses.
  public static func < (a: TextSpan, b: TextSpan) -> Bool {
    a.start != b.start ? a.start < b.start : a.end > b.end
  }
}

extension TextSpan {
  /// The span of a range of a string, such as one that a regular expression has found.
  /// - Parameter string: the document's text, as ``SourceText/string`` gives it.
  public init(_ range: Range<String.Index>, in string: String) {
    let utf8 = string.utf8
    self.init(
      utf8.distance(from: utf8.startIndex, to: range.lowerBound),
      utf8.distance(from: utf8.startIndex, to: range.upperBound))
  }
}

extension TextSpan: CustomStringConvertible {
  public var description: String { "\(start)..<\(end)" }
}
