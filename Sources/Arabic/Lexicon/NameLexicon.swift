import IsnadText

/// The compiled lexicon of names: fingerprints of words and phrases, each with its flags.
///
/// On disk, all numbers little-endian: the eight bytes `ISNADLEX`, the version (UInt32), the
/// number of slots (UInt32, a power of two), the slots' keys (UInt64 each, 0 for an empty slot),
/// the slots' flags (UInt16 each). A key's home is its low bits; collisions move to the next slot.
/// Every beginning of a phrase is a key with the flag ``NameFlags/continues``.
public struct NameLexicon: Sendable {
  public static let version: UInt32 = 1
  static let magic = Array("ISNADLEX".utf8)

  /// The upper 48 bits of a key over its flags, so that a look-up reads one place in memory; 0 for a free slot.
  /// The bits that are missing are nearly all told by the slot: another word is taken for a known one with a chance
  /// of 2^-48 for each slot that is looked at.
  @usableFromInline let slots: [UInt64]

  /// - Throws: ``NameLexiconError`` where the bytes are no lexicon, are cut off, or have another
  ///   version.
  public init(_ bytes: UnsafeRawBufferPointer) throws(NameLexiconError) {
    guard bytes.count >= 16, bytes.prefix(8).elementsEqual(Self.magic) else { throw .notALexicon }
    let version = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    guard version == Self.version else { throw .version(version) }
    let slots = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
    guard slots > 0, slots & (slots - 1) == 0, bytes.count == 16 + slots * 10 else { throw .cut(bytes.count) }
    self.slots = [UInt64](unsafeUninitializedCapacity: slots) { buffer, count in
      for slot in 0..<slots {
        let key = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16 + slot * 8, as: UInt64.self))
        let flags = UInt16(
          littleEndian: bytes.loadUnaligned(fromByteOffset: 16 + slots * 8 + slot * 2, as: UInt16.self))
        buffer.initializeElement(at: slot, to: key == 0 ? 0 : key & ~0xFFFF | UInt64(flags))
      }
      count = slots
    }
  }

  /// The flags of a word or phrase; none where it is not in the lexicon.
  @inlinable @inline(__always)
  public subscript(key: UInt64) -> NameFlags {
    let slots = slots.span
    var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
    for _ in 0..<slots.count {
      let found = slots[slot]
      if found == 0 { break }
      if (found ^ key) >> 16 == 0 { return NameFlags(rawValue: UInt16(truncatingIfNeeded: found)) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return []
  }

  /// The longest phrase that starts at a token and has one of the flags.
  /// - Parameters:
  ///   - first: the fingerprint to read for the first word, where clitics are off.
  ///   - known: what the lexicon says of that word.
  /// - Returns: its flags and the token after its last one.
  @inlinable public func longest(
    in tokens: Tokens, at index: Int, limit: Int, first: UInt64, _ known: NameFlags, having wanted: NameFlags
  ) -> (flags: NameFlags, end: Int)? {
    var state = first
    var found = known
    var best: (NameFlags, Int)?
    var next = index + 1
    while true {
      if !found.isDisjoint(with: wanted) { best = (found, next) }
      guard found.contains(.continues), next < limit else { return best }
      state = Fingerprint.joined(state, tokens[next].fingerprint)
      found = self[state]
      next += 1
    }
  }

  /// The file of a lexicon.
  public static func encode(_ entries: [UInt64: NameFlags]) -> [UInt8] {
    var slots = 1024
    while slots * 3 < entries.count * 4 { slots *= 2 }
    var keys = [UInt64](repeating: 0, count: slots)
    var flags = [UInt16](repeating: 0, count: slots)
    for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
      var slot = Int(truncatingIfNeeded: key) & (slots - 1)
      while keys[slot] != 0 { slot = (slot + 1) & (slots - 1) }
      keys[slot] = key
      flags[slot] = value.rawValue
    }
    var bytes = magic
    func append<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(version)
    append(UInt32(slots))
    for key in keys { append(key) }
    for flag in flags { append(flag) }
    return bytes
  }
}

/// Why bytes are no name lexicon that this version can read.
public enum NameLexiconError: Error, Sendable, Hashable, CustomStringConvertible {
  case notALexicon
  case version(UInt32)
  /// The number of bytes does not fit the header.
  case cut(Int)

  public var description: String {
    switch self {
    case .notALexicon: "this is no lexicon of names"
    case .version(let version):
      "the lexicon has version \(version), this program reads \(NameLexicon.version); run 'make lexicon'"
    case .cut(let count): "the lexicon is cut off or damaged: \(count) bytes do not fit its header"
    }
  }
}
