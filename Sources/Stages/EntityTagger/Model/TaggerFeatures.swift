import Isnad
import IsnadArabic

/// What the model sees of a sentence's tokens: each word and its neighbours', their first and last letters, what
/// the lexicon and the word classes say of them. Each is a hash into the model's weights.
struct TaggerFeatures {
  /// Places outside the sentence that a token's features look at, on either side.
  private static let margin = 2

  private let range: Range<Int>
  /// Kinds of features that are not made.
  private let without: FeatureFamilies
  /// Of the sentence and its margins, read once for all the features that look at them.
  private var facts: [TokenFacts]

  init(_ words: NameWords, _ classes: WordClasses, without: FeatureFamilies, in range: Range<Int>) {
    self.range = range
    self.without = without
    facts = []
    facts.reserveCapacity(range.count + 2 * Self.margin)
    for index in range.lowerBound - Self.margin..<range.upperBound + Self.margin {
      facts.append(
        range.contains(index)
          ? TokenFacts(index, words, classes, isFirst: index == range.lowerBound)
          : TokenFacts(outside: index, words, classes))
    }
    markPhrases(words)
  }

  func facts(of index: Int) -> TokenFacts { facts[index - range.lowerBound + Self.margin] }

  /// Puts the features of a token into a list, in place of what was there.
  @inline(__always)
  func collect(_ index: Int, into list: inout FeatureList) {
    list.removeAll()
    let facts = facts.span
    let at = index - range.lowerBound + Self.margin
    list.add(0, 0)
    list.add(1, facts[at].word)
    if !without.contains(.context) {
      list.add(2, facts[at - 1].word)
      list.add(3, facts[at + 1].word)
    }
    if !without.contains(.far) {
      list.add(4, facts[at - 2].word)
      list.add(5, facts[at + 2].word)
    }
    if !without.contains(.pairs) {
      list.add(6, Fingerprint.joined(facts[at - 1].word, facts[at].word))
      list.add(7, Fingerprint.joined(facts[at].word, facts[at + 1].word))
    }
    if !without.contains(.affixes) {
      Self.affixes(facts[at], prefixes: 4, suffixes: 4, template: 8, &list)
      Self.affixes(facts[at - 1], prefixes: 2, suffixes: 3, template: 16, &list)
      Self.affixes(facts[at + 1], prefixes: 2, suffixes: 3, template: 24, &list)
    }
    if !without.contains(.bare) {
      list.add(32, facts[at].bare)
      list.add(33, facts[at - 1].bare)
      list.add(34, facts[at + 1].bare)
      list.add(35, UInt64(facts[at].stripped))
    }
    if !without.contains(.lexicon) {
      Self.flags(facts[at].flags, template: 40, &list)
      Self.flags(facts[at - 1].flags, template: 56, &list)
      Self.flags(facts[at + 1].flags, template: 72, &list)
      list.add(88, UInt64(facts[at].flags))
      list.add(89, UInt64(facts[at - 1].flags) << 16 | UInt64(facts[at].flags))
      list.add(90, UInt64(facts[at].flags) << 16 | UInt64(facts[at + 1].flags))
      list.add(91, UInt64(facts[at].phrase))
      list.add(92, UInt64(facts[at].phrase) << 8 | UInt64(facts[at].shape))
    }
    if !without.contains(.shape) {
      list.add(93, UInt64(facts[at].shape))
      list.add(94, UInt64(facts[at - 1].shape))
      list.add(95, UInt64(facts[at + 1].shape))
    }
    if !without.contains(.classes) {
      list.add(96, UInt64(facts[at].coarse))
      list.add(97, UInt64(facts[at].fine))
      list.add(98, UInt64(facts[at - 1].coarse))
      list.add(99, UInt64(facts[at - 1].fine))
      list.add(100, UInt64(facts[at + 1].coarse))
      list.add(101, UInt64(facts[at + 1].fine))
      list.add(102, UInt64(facts[at - 1].coarse) << 16 | UInt64(facts[at].coarse))
      list.add(103, UInt64(facts[at].coarse) << 16 | UInt64(facts[at + 1].coarse))
    }
  }

  /// The first and last letters of a word, from one on.
  @inline(__always)
  private static func affixes(
    _ facts: borrowing TokenFacts, prefixes: Int, suffixes: Int, template: Int, _ list: inout FeatureList
  ) {
    for letters in 0..<min(prefixes, facts.prefixCount) { list.add(template, facts.prefixes[letters]) }
    for letters in 0..<min(suffixes, facts.suffixCount) { list.add(template + 4, facts.suffixes[letters]) }
  }

  @inline(__always)
  private static func flags(_ flags: UInt16, template: Int, _ list: inout FeatureList) {
    var flags = flags
    while flags != 0 {
      list.add(template + flags.trailingZeroBitCount, 0)
      flags &= flags - 1
    }
  }

  // MARK: The lexicon

  private mutating func markPhrases(_ words: NameWords) {
    let kinds: [(NameFlags, UInt8)] = [(.person, 1), (.place, 2), (.organisation, 3), (.other, 4)]
    let wanted: NameFlags = [.person, .place, .organisation, .other]
    var index = range.lowerBound
    while index < range.upperBound {
      var best: (flags: NameFlags, end: Int)?
      if !words.openings[index].isDisjoint(with: wanted.union(.continues)) {
        words.readings(index) { reading in
          let hit = words.lexicon.longest(
            in: words.tokens, at: index, limit: range.upperBound, first: reading.fingerprint, having: wanted)
          if let hit, hit.end > best?.end ?? index { best = hit }
          return false
        }
      }
      guard let best else {
        index += 1
        continue
      }
      let kind = kinds.first { best.flags.contains($0.0) }?.1 ?? 0
      let length: UInt8 = best.end - index > 1 ? 1 : 0
      for place in index..<best.end {
        facts[place - range.lowerBound + Self.margin].phrase =
          kind << 3 | length << 1 | (place == index ? 0 : 1)
      }
      index = best.end
    }
  }
}
