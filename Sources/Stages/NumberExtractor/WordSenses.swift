import IsnadArabic

/// What words mean to the number extractor, by fingerprint: asked for every reading of every token.
///
/// Most words mean one of a few things. So a slot holds the number of a meaning beside the upper bits of its word's
/// fingerprint, and the table stays small enough to lie near the processor.
struct WordSenses: Sendable {
  /// What the tables have of a word.
  struct Word: Sendable, Hashable {
    /// The index of the lexicon's entry; 0 for none.
    var entry: UInt16 = 0
    /// Of the word as it stands.
    var classes = WordClassSet.none
    /// For the word with or without clitics.
    var startsPhrase = false
    /// A sign or a code of a currency.
    var startsCurrency = false
  }

  /// What a word can mean.
  struct Sense: Sendable {
    var word = Word()
    /// The rules that its entry opens, for the word with or without clitics.
    var entryOpens: RuleSet = []
    /// The rules that the word as it stands opens by its classes.
    var opens: RuleSet = []
  }

  /// The bits of a slot that hold the number of a meaning, from 1; the others are those of the fingerprint. A slot of
  /// no word is 0.
  private static let numberBits: UInt64 = 0xF_FFFF

  private var slots: [UInt64]
  private var senses = [Sense()]
  /// A bit for each word by the low 17 bits of its fingerprint: most words that mean nothing are turned away by one read.
  private var filter = [UInt64](repeating: 0, count: 2048)

  /// - Parameters:
  ///   - table: fewer than a million different meanings of words, by fingerprint.
  ///   - sense: what such a word can mean; asked once for all words that are alike.
  init(_ table: FingerprintTable<Word>, _ sense: (Word) -> Sense) {
    let words = table.pairs
    var size = 16
    while size < words.count * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    var numbers: [Word: UInt64] = [:]
    for (key, word) in words {
      let number: UInt64
      if let known = numbers[word] {
        number = known
      } else {
        number = UInt64(senses.count)
        numbers[word] = number
        senses.append(sense(word))
      }
      var slot = Int(truncatingIfNeeded: key) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = key & ~Self.numberBits | number
      filter[Int(truncatingIfNeeded: key >> 6) & 2047] |= 1 << (key & 63)
    }
  }

  /// What the word of a fingerprint means; nil where it means nothing.
  @inline(__always)
  subscript(key: UInt64) -> Sense? {
    guard filter[Int(truncatingIfNeeded: key >> 6) & 2047] & 1 << (key & 63) != 0 else { return nil }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while slots[slot] != 0 {
      if (slots[slot] ^ key) & ~Self.numberBits == 0 { return senses[Int(slots[slot] & Self.numberBits)] }
      slot = (slot + 1) & mask
    }
    return nil
  }
}
