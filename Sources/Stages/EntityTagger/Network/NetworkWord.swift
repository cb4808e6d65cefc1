import IsnadArabic

/// What the network sees of a token: words to look vectors up for, and features that have vectors of their own.
struct NetworkWord {
  /// More are never made for one token.
  static let mostFeatures = 28
  private static let mostReadings = 3

  /// Fingerprints of the word with ever more clitics off; the first that has a vector speaks for it.
  private(set) var readings = InlineArray<3, UInt64>(repeating: 0)
  private(set) var readingCount = 0
  /// The word without clitics and article.
  let bare: UInt64
  /// Numbers of rows: first of its letters, then of what the lexicon says.
  private(set) var features = InlineArray<28, UInt16>(repeating: 0)
  private(set) var featureCount = 0
  /// How many of them are of its letters.
  private(set) var letterCount = 0

  init(_ index: Int, _ words: NameWords, _ facts: TokenFacts) {
    bare = facts.bare
    words.readings(index) { reading in
      readings[readingCount] = reading.fingerprint
      readingCount += 1
      return readingCount == Self.mostReadings
    }
    for letters in 0..<facts.prefixCount { add(1, facts.prefixes[letters]) }
    for letters in 0..<facts.suffixCount { add(2, facts.suffixes[letters]) }
    letterCount = featureCount
    var flags = facts.flags
    while flags != 0 {
      add(3, UInt64(flags.trailingZeroBitCount))
      flags &= flags - 1
    }
    add(4, UInt64(facts.flags))
    add(5, UInt64(facts.phrase))
    add(6, UInt64(facts.shape))
    add(7, UInt64(facts.stripped))
  }

  private mutating func add(_ template: UInt64, _ value: UInt64) {
    guard featureCount < Self.mostFeatures else { return }
    let hash = Fingerprint.finish(value &+ template &* 0x9E37_79B9_7F4A_7C15)
    features[featureCount] = UInt16(truncatingIfNeeded: hash & UInt64(NetworkShape.rows - 1))
    featureCount += 1
  }

  /// Tokens of one key are the same to the network.
  var key: UInt64 {
    var key = Fingerprint.joined(readings[0], bare)
    for place in 0..<featureCount { key = Fingerprint.joined(key, UInt64(features[place])) }
    return key
  }
}
