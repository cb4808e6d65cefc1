import Isnad

/// Which entries of a feed have been read, by fingerprints of their ids, and what they said then.
///
/// **Invariant.** It is bounded: beside the entries that the feed holds now it keeps those that it held last, so that an
/// entry which goes and comes back is not a new one.
struct FeedMemory {
  /// Entries that are remembered though the feed does not hold them any more.
  private static let kept = 500
  private static let digits = 16

  /// The latest one last.
  private var entries: OrderedDictionary<UInt64, UInt64> = [:]

  init() {}

  /// - Returns: nil for what ``text`` did not make.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count.isMultiple(of: 2 * Self.digits) else { return nil }
    for start in stride(from: 0, to: bytes.count, by: 2 * Self.digits) {
      let middle = start + Self.digits
      guard let id = UInt64(String(decoding: bytes[start..<middle], as: UTF8.self), radix: 16),
        let content = UInt64(String(decoding: bytes[middle..<middle + Self.digits], as: UTF8.self), radix: 16)
      else { return nil }
      entries[id] = content
    }
  }

  /// Thirty-two digits an entry.
  var text: String {
    var text = ""
    text.reserveCapacity(entries.count * 2 * Self.digits)
    for (id, content) in entries {
      for value in [id, content] {
        let digits = String(value, radix: 16)
        text += String(repeating: "0", count: Self.digits - digits.count) + digits
      }
    }
    return text
  }

  var ids: OrderedSet<UInt64> { entries.keys }
  func content(of id: UInt64) -> UInt64? { entries[id] }

  /// Notes an entry as the latest.
  mutating func set(_ id: UInt64, _ content: UInt64) {
    entries[id] = nil
    entries[id] = content
  }

  /// Forgets the oldest, where they are more than the feed holds and those that are kept besides.
  /// - Returns: the ids of these.
  mutating func trim(holding count: Int) -> [UInt64] {
    let excess = entries.count - count - Self.kept
    guard excess > 0 else { return [] }
    let forgotten = Array(entries.keys.prefix(excess))
    entries.removeFirst(excess)
    return forgotten
  }
}
