/// The map from normalised text back to the original, run-length coded.
///
/// A run says: from this byte of the normalised text on, one byte there is one byte in the
/// original, starting at `original`. Where normalisation drops or replaces something a new run
/// begins, so a text that needs no normalising has one run.
///
/// ```
/// original    ك ت ـ ـ ا ب        normalised  ك ت ا ب
/// runs        (0 -> 0) (4 -> 8)
/// ```
public struct Alignment: Sendable, Hashable {
  /// Where runs begin in the normalised text, ascending; the first is 0.
  private var normalised: [UInt32] = [0]
  /// Where the same runs begin in the original.
  private var original: [UInt32] = [0]
  /// Where the original ends, in bytes.
  private var originalEnd: UInt32 = 0
  /// Where the normalised text ends, in bytes.
  private var normalisedEnd: UInt32 = 0

  /// The identity over a text of `count` bytes.
  public init(identity count: Int = 0) {
    originalEnd = UInt32(count)
    normalisedEnd = UInt32(count)
  }

  public mutating func reserve(runs: Int) {
    normalised.reserveCapacity(runs)
    original.reserveCapacity(runs)
  }

  /// Says that the byte at `normalisedOffset` comes from the byte at `originalOffset`. Calls come
  /// in ascending order of both; one that the last run already implies is not stored.
  @inline(__always)
  public mutating func map(_ normalisedOffset: Int, to originalOffset: Int) {
    let last = normalised.count - 1
    let n = UInt32(truncatingIfNeeded: normalisedOffset)
    let o = UInt32(truncatingIfNeeded: originalOffset)
    if n - normalised[last] == o - original[last] { return }
    if normalised[last] == n {
      original[last] = o
    } else {
      normalised.append(n)
      original.append(o)
    }
  }

  public mutating func finish(normalisedCount: Int, originalCount: Int) {
    normalisedEnd = UInt32(normalisedCount)
    originalEnd = UInt32(originalCount)
  }

  public var runCount: Int { normalised.count }

  /// Where a byte of the normalised text stands in the original.
  public func original(at offset: Int) -> Int {
    if offset >= Int(normalisedEnd) { return Int(originalEnd) }
    let run = run(containing: offset)
    return Int(original[run]) + offset - Int(normalised[run])
  }

  /// The original span of a normalised one. What was dropped inside it belongs to it, what was
  /// dropped at its end does not: the end is found from the last byte, which keeps spans tight.
  public func originalSpan(_ span: TextSpan, in text: SourceText) -> TextSpan {
    guard !span.isEmpty else {
      let at = original(at: span.start)
      return TextSpan(at, at)
    }
    var end = original(at: span.end - 1) + 1
    while end < text.count && text.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return TextSpan(original(at: span.start), end)
  }

  private func run(containing offset: Int) -> Int {
    var low = 0
    var high = normalised.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(normalised[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Reads an alignment from front to back without searching; offsets must ascend.
  public struct Cursor {
    private let alignment: Alignment
    private var run = 0

    public init(_ alignment: Alignment) { self.alignment = alignment }

    public mutating func original(at offset: Int) -> Int {
      if offset >= Int(alignment.normalisedEnd) { return Int(alignment.originalEnd) }
      while run + 1 < alignment.normalised.count && Int(alignment.normalised[run + 1]) <= offset {
        run += 1
      }
      return Int(alignment.original[run]) + offset - Int(alignment.normalised[run])
    }
  }
}
