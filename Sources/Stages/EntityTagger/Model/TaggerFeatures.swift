import Isnad
import IsnadArabic

/// What the model sees of a sentence's tokens: each word and its neighbours', their first and last letters, what
/// the lexicon and the word classes say of them. Each is a hash into the model's weights.
struct TaggerFeatures {
  /// Places outside the sentence that a token's features look at, on either side.
  static let margin = 2

  private let range: Range<Int>
  /// Kinds of features that are not made.
  private let without: FeatureFamilies
  /// Of the sentence and its margins, read once for all the features that look at them.
  private let facts: [TokenFacts]

  init(_ words: NameWords, _ classes: WordClasses, without: FeatureFamilies, in range: Range<Int>) {
    self.range = range
    self.without = without
    var facts: [TokenFacts] = []
    facts.reserveCapacity(range.count + 2 * Self.margin)
    for index in range.lowerBound - Self.margin..<range.upperBound + Self.margin {
      facts.append(
        range.contains(index)
          ? TokenFacts(index, words, classes, isFirst: index == range.lowerBound)
          : TokenFacts(outside: index, words, classes))
    }
    Self.phrases(words, in: range) { facts[$0 - range.lowerBound + Self.margin].phrase = $1 }
    self.facts = facts
  }

  func facts(of index: Int) -> TokenFacts { facts[index - range.lowerBound + Self.margin] }

  /// Makes the features of a token.
  @inline(__always)
  func collect(_ index: Int, into list: inout some FeatureSink) {
    let facts = facts.span
    let at = index - range.lowerBound + Self.margin
    Self.own(facts[at], without, into: &list)
    Self.about(.next, facts[at - 1], without, into: &list)
    Self.about(.last, facts[at + 1], without, into: &list)
    Self.together(
      facts[at - 2].gist, facts[at - 1].gist, facts[at].gist, facts[at + 1].gist, facts[at + 2].gist, without,
      into: &list)
  }

  // MARK: Parts

  /// What a word says of its own token.
  @inline(__always)
  static func own(
    _ facts: borrowing TokenFacts, _ without: FeatureFamilies, into list: inout some FeatureSink
  ) {
    list.add(1, facts.word)
    if !without.contains(.affixes) { affixes(facts, prefixes: 4, suffixes: 4, template: 8, &list) }
    if !without.contains(.bare) {
      list.add(32, facts.bare)
      list.add(35, UInt64(facts.stripped))
    }
    if !without.contains(.lexicon) {
      flags(facts.flags, template: 40, &list)
      list.add(88, UInt64(facts.flags))
    }
    if !without.contains(.classes) {
      list.add(96, UInt64(facts.coarse))
      list.add(97, UInt64(facts.fine))
    }
  }

  /// A token beside the one that a word is, with the templates of what the word says of it.
  struct Neighbour {
    fileprivate let word, affixes, bare, flags, classes: Int

    /// The token behind it.
    static let next = Neighbour(word: 2, affixes: 16, bare: 33, flags: 56, classes: 98)
    /// The token before it.
    static let last = Neighbour(word: 3, affixes: 24, bare: 34, flags: 72, classes: 100)
  }

  /// What a word says of a neighbour.
  @inline(__always)
  static func about(
    _ neighbour: Neighbour, _ facts: borrowing TokenFacts, _ without: FeatureFamilies,
    into list: inout some FeatureSink
  ) {
    if !without.contains(.context) { list.add(neighbour.word, facts.word) }
    if !without.contains(.affixes) {
      affixes(facts, prefixes: 2, suffixes: 3, template: neighbour.affixes, &list)
    }
    if !without.contains(.bare) { list.add(neighbour.bare, facts.bare) }
    if !without.contains(.lexicon) { flags(facts.flags, template: neighbour.flags, &list) }
    if !without.contains(.classes) {
      list.add(neighbour.classes, UInt64(facts.coarse))
      list.add(neighbour.classes + 1, UInt64(facts.fine))
    }
  }

  /// What a token, the two before it and the two behind it say together, and what depends on where it stands.
  @inline(__always)
  static func together(
    _ far: TokenGist, _ last: TokenGist, _ here: TokenGist, _ next: TokenGist, _ farther: TokenGist,
    _ without: FeatureFamilies, into list: inout some FeatureSink
  ) {
    list.add(0, 0)
    if !without.contains(.far) {
      list.add(4, far.word)
      list.add(5, farther.word)
    }
    if !without.contains(.pairs) {
      list.add(6, Fingerprint.joined(last.word, here.word))
      list.add(7, Fingerprint.joined(here.word, next.word))
    }
    if !without.contains(.lexicon) {
      list.add(89, UInt64(last.flags) << 16 | UInt64(here.flags))
      list.add(90, UInt64(here.flags) << 16 | UInt64(next.flags))
      list.add(91, UInt64(here.phrase))
      list.add(92, UInt64(here.phrase) << 8 | UInt64(here.shape))
    }
    if !without.contains(.shape) {
      list.add(93, UInt64(here.shape))
      list.add(94, UInt64(last.shape))
      list.add(95, UInt64(next.shape))
    }
    if !without.contains(.classes) {
      list.add(102, UInt64(last.coarse) << 16 | UInt64(here.coarse))
      list.add(103, UInt64(here.coarse) << 16 | UInt64(next.coarse))
    }
  }

  /// The first and last letters of a word, from one on.
  @inline(__always)
  private static func affixes(
    _ facts: borrowing TokenFacts, prefixes: Int, suffixes: Int, template: Int, _ list: inout some FeatureSink
  ) {
    for letters in 0..<min(prefixes, facts.prefixCount) { list.add(template, facts.prefixes[letters]) }
    for letters in 0..<min(suffixes, facts.suffixCount) { list.add(template + 4, facts.suffixes[letters]) }
  }

  @inline(__always)
  private static func flags(_ flags: UInt16, template: Int, _ list: inout some FeatureSink) {
    var flags = flags
    while flags != 0 {
      list.add(template + flags.trailingZeroBitCount, 0)
      flags &= flags - 1
    }
  }

  // MARK: The lexicon

  /// Calls `mark` with each token of a sentence that lies in a name of the lexicon, and what is to be said of it: its
  /// kind, whether it has several words, and whether it goes on here.
  @inline(__always)
  static func phrases(_ words: NameWords, in range: Range<Int>, _ mark: (Int, UInt8) -> Void) {
    let wanted: NameFlags = [.person, .place, .organisation, .other]
    let opening = wanted.union(.continues)
    var index = range.lowerBound
    while index < range.upperBound {
      var best: (flags: NameFlags, end: Int)?
      if !words[index].openings.isDisjoint(with: opening) {
        let isLast = !words[index].roles.contains(.behindClitics)
        words.readings(index) { reading in
          let hit = words.longest(reading, at: index, limit: range.upperBound, having: wanted)
          if let hit, hit.end > best?.end ?? index { best = hit }
          return isLast
        }
      }
      guard let best else {
        index += 1
        continue
      }
      let length: UInt8 = best.end - index > 1 ? 1 : 0
      for place in index..<best.end {
        mark(place, kind(best.flags) << 3 | length << 1 | (place == index ? 0 : 1))
      }
      index = best.end
    }
  }

  private static func kind(_ flags: NameFlags) -> UInt8 {
    flags.contains(.person)
      ? 1 : flags.contains(.place) ? 2 : flags.contains(.organisation) ? 3 : flags.contains(.other) ? 4 : 0
  }
}
