import IsnadText

/// A compiled table of words and phrases: their fingerprints, each with 31 bits that the table's owner reads.
///
/// On disk, all numbers little-endian: the eight bytes `ISNADWRD`, the version (UInt32), the number of slots
/// (UInt32, a power of two), the slots' keys (UInt64 each, 0 for an empty slot), the slots' values (UInt32 each).
/// A key's home is its low bits; collisions move to the next slot. Every beginning of a phrase is a key whose
/// value has the highest bit.
public struct WordLexicon: Sendable {
  public static let version: UInt32 = 1
  static let magic = Array("ISNADWRD".utf8)
  /// Set in the value of what a longer phrase begins with.
  @usableFromInline static let continues: UInt32 = 1 << 31

  @usableFromInline let keys: [UInt64]
  @usableFromInline let values: [UInt32]

  /// - Throws: ``WordLexiconError`` where the bytes are no table, are cut off, or have another version.
  public init(_ bytes: UnsafeRawBufferPointer) throws(WordLexiconError) {
    guard bytes.count >= 16, bytes.prefix(8).elementsEqual(Self.magic) else { throw .notATable }
    let version = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    guard version == Self.version else { throw .version(version) }
    let slots = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
    guard slots > 0, slots & (slots - 1) == 0, bytes.count == 16 + slots * 12 else { throw .cut(bytes.count) }
    keys = (0..<slots).map {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16 + $0 * 8, as: UInt64.self))
    }
    values = (0..<slots).map {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 16 + slots * 8 + $0 * 4, as: UInt32.self))
    }
  }

  /// The same with another table laid over it: where both have a word or phrase, the other's value stands.
  public func overlaid(by other: WordLexicon) -> WordLexicon {
    var all: [UInt64: UInt32] = [:]
    for (key, value) in zip(keys, values) where key != 0 { all[key] = value }
    for (key, value) in zip(other.keys, other.values) where key != 0 {
      let below = all[key, default: 0]
      all[key] = (value & ~Self.continues != 0 ? value : below) | (value | below) & Self.continues
    }
    return WordLexicon(all)
  }

  private init(_ entries: [UInt64: UInt32]) { (keys, values) = Self.slots(of: entries) }

  /// What stands under a key; 0 where nothing does.
  @inlinable @inline(__always)
  func value(_ key: UInt64) -> UInt32 {
    let keys = keys.span
    var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
    for _ in 0..<keys.count {
      if keys[slot] == key { return values[slot] }
      if keys[slot] == 0 { return 0 }
      slot = (slot + 1) & (keys.count - 1)
    }
    return 0
  }

  /// The longest word or phrase of the table that starts at a token: one look-up where none does.
  /// - Returns: its value and the token after its last one.
  @inlinable public func longest(in tokens: Tokens, at index: Int, limit: Int) -> (value: UInt32, end: Int)? {
    var state = tokens[index].fingerprint
    var found = value(state)
    var best: (UInt32, Int)?
    var next = index + 1
    while found != 0 {
      if found & ~Self.continues != 0 { best = (found & ~Self.continues, next) }
      guard found & Self.continues != 0, next < limit else { break }
      state = Fingerprint.joined(state, tokens[next].fingerprint)
      found = value(state)
      next += 1
    }
    return best
  }

  /// The file of a table.
  /// - Parameter entries: phrases as their words' fingerprints, each with a value from 1 to 2^31 - 1.
  public static func encode(_ entries: [[UInt64]: UInt32]) -> [UInt8] {
    var all: [UInt64: UInt32] = [:]
    for (words, value) in entries {
      guard var state = words.first else { continue }
      for word in words.dropFirst() {
        all[state, default: 0] |= continues
        state = Fingerprint.joined(state, word)
      }
      all[state, default: 0] |= value & ~continues
    }
    let (keys, values) = slots(of: all)
    var bytes = magic
    func append<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(version)
    append(UInt32(keys.count))
    for key in keys { append(key) }
    for value in values { append(value) }
    return bytes
  }
}

extension WordLexicon {
  /// Keys and values where look-ups seek them; at least every second slot is empty.
  fileprivate static func slots(of entries: [UInt64: UInt32]) -> (keys: [UInt64], values: [UInt32]) {
    var slots = 64
    while slots < entries.count * 2 { slots *= 2 }
    var keys = [UInt64](repeating: 0, count: slots)
    var values = [UInt32](repeating: 0, count: slots)
    for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
      var slot = Int(truncatingIfNeeded: key) & (slots - 1)
      while keys[slot] != 0 { slot = (slot + 1) & (slots - 1) }
      keys[slot] = key
      values[slot] = value
    }
    return (keys, values)
  }
}

/// Why bytes are no table of words that this version can read.
public enum WordLexiconError: Error, Sendable, Hashable, CustomStringConvertible {
  case notATable
  case version(UInt32)
  /// The number of bytes does not fit the header.
  case cut(Int)

  public var description: String {
    switch self {
    case .notATable: "this is no table of words"
    case .version(let version):
      "the table has version \(version), this program reads \(WordLexicon.version); run 'make language'"
    case .cut(let count): "the table is cut off or damaged: \(count) bytes do not fit its header"
    }
  }
}
