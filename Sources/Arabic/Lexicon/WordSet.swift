import IsnadText

/// A few words, asked for by a token's fingerprint: no string is made to look one up.
///
/// Open addressing with linear probing over one array that is at most half full. A fingerprint is
/// its own hash, and 0 marks a free slot; the chance that a word has it is 2^-64.
public struct WordSet: Sendable {
  @usableFromInline let slots: [UInt64]

  /// - Parameter list: words in any spelling, apart by spaces or line breaks.
  public init(_ list: String) {
    self.init(list.split { $0 == " " || $0 == "\n" }.map(String.init))
  }

  /// - Parameter words: words in any spelling.
  public init(_ words: some Collection<String>) {
    let normalize = Normalizer(.matchForm)
    self.init(fingerprints: words.map { Fingerprint.of(normalize($0)) })
  }

  init(fingerprints: [UInt64]) {
    var size = 4
    while size < fingerprints.count * 2 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    for key in fingerprints {
      var slot = Int(truncatingIfNeeded: key) & (size - 1)
      while slots[slot] != 0 && slots[slot] != key { slot = (slot + 1) & (size - 1) }
      slots[slot] = key
    }
    self.slots = slots
  }

  /// Whether a token's match form is one of the words; its kind is not looked at.
  @inlinable @inline(__always)
  public func contains(_ token: Token) -> Bool { contains(token.fingerprint) }

  /// Whether the word of a fingerprint, such as a reading without clitics, is one of the words.
  @inlinable @inline(__always)
  public func contains(_ fingerprint: UInt64) -> Bool {
    let slots = slots.span
    var slot = Int(truncatingIfNeeded: fingerprint) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == fingerprint { return true }
      slot = (slot + 1) & (slots.count - 1)
    }
    return false
  }
}
