import Isnad
import IsnadArabic

/// Kinds of features, which a model can do without: to see what each is worth.
public struct FeatureFamilies: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The words around.
  static let context = FeatureFamilies(rawValue: 1)
  /// First and last letters.
  static let affixes = FeatureFamilies(rawValue: 2)
  /// The word without clitics and article.
  static let bare = FeatureFamilies(rawValue: 4)
  /// What the lexicon and its gazetteers say.
  static let lexicon = FeatureFamilies(rawValue: 8)
  static let shape = FeatureFamilies(rawValue: 16)
  /// Word classes of a corpus.
  static let classes = FeatureFamilies(rawValue: 32)

  public static let named: [(name: String, family: FeatureFamilies)] = [
    ("context", .context), ("affixes", .affixes), ("bare", .bare), ("lexicon", .lexicon), ("shape", .shape),
    ("classes", .classes),
  ]

  /// The family of a template of ``TaggerFeatures``.
  init(template: UInt64) {
    switch template {
    case 2..<8: self = .context
    case 8..<32: self = .affixes
    case 32..<36: self = .bare
    case 40..<93: self = .lexicon
    case 93..<96: self = .shape
    case 96...: self = .classes
    default: self = []
    }
  }
}

/// What the model sees of a token: its word and its neighbours', their first and last letters, what the lexicon
/// and the word classes say of them. Each is a hash into the model's weights.
struct TaggerFeatures {
  /// More are never made for one token.
  static let most = 96

  private let words: NameWords
  private let classes: WordClasses
  private let range: Range<Int>
  /// What the longest phrases of the lexicon say of each token of the range: 0 for nothing.
  private var phrases: [UInt8]

  init(_ words: NameWords, _ classes: WordClasses, in range: Range<Int>) {
    self.words = words
    self.classes = classes
    self.range = range
    phrases = [UInt8](repeating: 0, count: range.count)
    markPhrases()
  }

  /// Calls `body` with each feature of a token.
  @inline(__always)
  func each(_ index: Int, _ body: (UInt64) -> Void) { each(index) { _, feature in body(feature) } }

  /// Calls `body` with each feature of a token, and the number of the template that made it.
  @inline(__always)
  func each(_ index: Int, _ body: (UInt64, UInt64) -> Void) {
    @inline(__always) func add(_ template: UInt64, _ value: UInt64) {
      body(template, Fingerprint.finish(value &+ template &* 0x9E37_79B9_7F4A_7C15))
    }
    let (own, before, after) = (word(index), word(index - 1), word(index + 1))
    add(0, 0)
    add(1, own)
    add(2, before)
    add(3, after)
    add(4, word(index - 2))
    add(5, word(index + 2))
    add(6, Fingerprint.joined(before, own))
    add(7, Fingerprint.joined(own, after))
    affixes(index, prefixes: 4, suffixes: 4, template: 8, add)
    affixes(index - 1, prefixes: 2, suffixes: 3, template: 16, add)
    affixes(index + 1, prefixes: 2, suffixes: 3, template: 24, add)
    add(32, bare(index))
    add(33, bare(index - 1))
    add(34, bare(index + 1))
    add(35, UInt64(stripped(index)))
    flags(index, template: 40, add)
    flags(index - 1, template: 56, add)
    flags(index + 1, template: 72, add)
    add(88, UInt64(flags(index)))
    add(89, UInt64(flags(index - 1)) << 16 | UInt64(flags(index)))
    add(90, UInt64(flags(index)) << 16 | UInt64(flags(index + 1)))
    add(91, UInt64(phrase(index)))
    add(92, UInt64(phrase(index)) << 8 | UInt64(shape(index)))
    add(93, UInt64(shape(index)))
    add(94, UInt64(shape(index - 1)))
    add(95, UInt64(shape(index + 1)))
    let (here, left, right) = (
      classes(of: index, words), classes(of: index - 1, words), classes(of: index + 1, words)
    )
    add(96, UInt64(here.coarse))
    add(97, UInt64(here.fine))
    add(98, UInt64(left.coarse))
    add(99, UInt64(left.fine))
    add(100, UInt64(right.coarse))
    add(101, UInt64(right.fine))
    add(102, UInt64(left.coarse) << 16 | UInt64(here.coarse))
    add(103, UInt64(here.coarse) << 16 | UInt64(right.coarse))
  }

  // MARK: Words

  private func isInside(_ index: Int) -> Bool { range.contains(index) }

  /// A place outside the sentence is a word of its own.
  private func word(_ index: Int) -> UInt64 { isInside(index) ? words.tokens[index].fingerprint : 1 }

  private func stripped(_ index: Int) -> Int { isInside(index) ? Int(words.stripped[index]) : 0 }

  private func flags(_ index: Int) -> UInt16 { isInside(index) ? words.flags[index].rawValue : 0 }

  /// The word without clitics and article.
  private func bare(_ index: Int) -> UInt64 {
    guard isInside(index) else { return 1 }
    let form = words.tokens[index].form
    var start = form.start + max(stripped(index), words.certainClitics(index))
    let bytes = words.tokens.forms
    let forms = bytes.span
    if Clitics.hasArticle(forms, start, form.end) { start += 4 }
    return Fingerprint.of(forms, from: start, to: form.end)
  }

  /// Kind, script, article, and whether a line begins.
  private func shape(_ index: Int) -> UInt8 {
    guard isInside(index) else { return 255 }
    let token = words.tokens[index]
    var shape = token.kind.rawValue << 3
    if token.flags.contains(.latin) { shape |= 1 }
    if token.isWord, words.hasArticle(index) { shape |= 2 }
    if index == range.lowerBound || token.flags.contains(.lineBefore) { shape |= 4 }
    return shape
  }

  /// The first and last letters of a word, from one on.
  @inline(__always)
  private func affixes(
    _ index: Int, prefixes: Int, suffixes: Int, template: UInt64, _ add: (UInt64, UInt64) -> Void
  ) {
    guard isInside(index) else { return }
    let form = words.tokens[index].form
    let bytes = words.tokens.forms
    let forms = bytes.span
    var hash = Fingerprint.seed
    var (place, letters) = (form.start, 0)
    while place < form.end, letters < prefixes {
      repeat {
        hash = Fingerprint.step(hash, forms[place])
        place += 1
      } while place < form.end && forms[place] & 0xC0 == 0x80
      letters += 1
      add(template, hash ^ UInt64(letters))
    }
    (place, letters) = (form.end, 0)
    while place > form.start, letters < suffixes {
      repeat { place -= 1 } while place > form.start && forms[place] & 0xC0 == 0x80
      letters += 1
      add(template + 4, Fingerprint.of(forms, from: place, to: form.end) ^ UInt64(letters))
    }
  }

  // MARK: The lexicon

  @inline(__always)
  private func flags(_ index: Int, template: UInt64, _ add: (UInt64, UInt64) -> Void) {
    var flags = flags(index)
    while flags != 0 {
      add(template + UInt64(flags.trailingZeroBitCount), 0)
      flags &= flags - 1
    }
  }

  private func phrase(_ index: Int) -> UInt8 { isInside(index) ? phrases[index - range.lowerBound] : 0 }

  private mutating func markPhrases() {
    let kinds: [(NameFlags, UInt8)] = [(.person, 1), (.place, 2), (.organisation, 3), (.other, 4)]
    let wanted: NameFlags = [.person, .place, .organisation, .other]
    var index = range.lowerBound
    while index < range.upperBound {
      var best: (flags: NameFlags, end: Int)?
      if words.tokens[index].kind == .word {
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
        phrases[place - range.lowerBound] = kind << 3 | length << 1 | (place == index ? 0 : 1)
      }
      index = best.end
    }
  }
}

/// Words by the company that they keep: two numbers a word, of a coarse and of a fine division.
struct WordClasses: Sendable {
  static let none: (coarse: UInt16, fine: UInt16) = (0, 0)
  private let table: NumberedKeys

  init(_ table: NumberedKeys) { self.table = table }

  func knows(_ word: UInt64) -> Bool { table[word] != nil }

  func callAsFunction(of index: Int, _ words: NameWords) -> (coarse: UInt16, fine: UInt16) {
    guard index >= 0, index < words.tokens.count else { return Self.none }
    if let found = table[words.tokens[index].fingerprint] { return Self.parts(found) }
    let clitics = Int(words.stripped[index])
    guard clitics > 0 else { return Self.none }
    let form = words.tokens[index].form
    let bytes = words.tokens.forms
    let rest = Fingerprint.of(bytes.span, from: form.start + clitics, to: form.end)
    return table[rest].map(Self.parts) ?? Self.none
  }

  /// Six bits for the coarse class, ten for the fine one; 0 is no class.
  private static func parts(_ value: UInt16) -> (coarse: UInt16, fine: UInt16) {
    (value >> 10 + 1, value & 0x3FF + 1)
  }
}

/// Keys and numbers as they lie in a model file, looked up by open addressing.
struct NumberedKeys: Sendable {
  let keys: [UInt64]
  let values: [UInt16]

  static let empty = NumberedKeys(keys: [0], values: [0])

  subscript(key: UInt64) -> UInt16? {
    var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
    while keys[slot] != 0 {
      if keys[slot] == key { return values[slot] }
      slot = (slot + 1) & (keys.count - 1)
    }
    return nil
  }

  /// - Returns: a table at most half full, its size a power of two.
  static func make(_ entries: [(key: UInt64, value: UInt16)]) -> NumberedKeys {
    var size = 16
    while size < entries.count * 2 { size *= 2 }
    var keys = [UInt64](repeating: 0, count: size)
    var values = [UInt16](repeating: 0, count: size)
    for (key, value) in entries {
      var slot = Int(truncatingIfNeeded: key) & (size - 1)
      while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (size - 1) }
      keys[slot] = key
      values[slot] = value
    }
    return NumberedKeys(keys: keys, values: values)
  }
}
