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

  @usableFromInline let keys: [UInt64]
  @usableFromInline let flags: [UInt16]
  @usableFromInline let mask: Int

  /// - Throws: ``NameLexiconError`` where the bytes are no lexicon, are cut off, or have another
  ///   version.
  public init(_ bytes: UnsafeRawBufferPointer) throws(NameLexiconError) {
    guard bytes.count >= 16, bytes.prefix(8).elementsEqual(Self.magic) else { throw .notALexicon }
    let version = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    guard version == Self.version else { throw .version(version) }
    let slots = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
    guard slots > 0, slots & (slots - 1) == 0, bytes.count == 16 + slots * 10 else { throw .cut(bytes.count) }
    keys = [UInt64](unsafeUninitializedCapacity: slots) { buffer, count in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[16..<16 + slots * 8]))
      count = slots
    }
    flags = [UInt16](unsafeUninitializedCapacity: slots) { buffer, count in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[(16 + slots * 8)...]))
      count = slots
    }
    mask = slots - 1
  }

  /// The flags of a word or phrase; none where it is not in the lexicon.
  @inlinable @inline(__always)
  public subscript(key: UInt64) -> NameFlags {
    var slot = Int(truncatingIfNeeded: key) & mask
    var steps = 0
    while keys[slot] != 0 && steps <= mask {
      if keys[slot] == key { return NameFlags(rawValue: flags[slot]) }
      slot = (slot + 1) & mask
      steps += 1
    }
    return []
  }

  /// The longest phrase that starts at a token and has one of the flags.
  /// - Parameter first: the fingerprint to read for the first word, where clitics are off.
  /// - Returns: its flags and the token after its last one.
  @inlinable public func longest(
    in tokens: Tokens, at index: Int, limit: Int, first: UInt64, having wanted: NameFlags
  ) -> (flags: NameFlags, end: Int)? {
    var state = first
    var best: (NameFlags, Int)?
    var next = index + 1
    while true {
      let found = self[state]
      if !found.isDisjoint(with: wanted) { best = (found, next) }
      guard found.contains(.continues), next < limit else { return best }
      state = Fingerprint.joined(state, tokens[next].fingerprint)
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
