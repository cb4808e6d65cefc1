import IsnadText

private let phraseTokenizer = Tokenizer()

private let phraseNormalizer = Normalizer(.matchForm)

/// The fingerprints of a phrase's words.
@usableFromInline func phraseWords(_ phrase: String) -> [UInt64] {
  // Letters alone are one word, which needs no tokenizer.
  let isOneWord = phrase.unicodeScalars.allSatisfy {
    (0x621...0x63A).contains($0.value) || (0x641...0x64A).contains($0.value)
  }
  if isOneWord, !phrase.isEmpty { return [Fingerprint.of(phraseNormalizer(phrase))] }
  let tokens = phraseTokenizer(SourceText(phrase))
  return (0..<tokens.count).map { tokens[$0].fingerprint }
}

/// A lexicon of words and phrases with a value for each, made in memory.
///
/// Phrases are kept as fingerprints; every beginning of a phrase is kept too, so that looking for
/// the longest phrase at a place stops at the first word that leads nowhere.
public struct PhraseTable<Value: Sendable>: Sendable {
  @usableFromInline struct Entry: Sendable {
    @usableFromInline var value: Value?
    @usableFromInline var continues = false

    @inlinable init() {}
  }

  @usableFromInline var entries = FingerprintTable<Entry>()

  public init() {}

  /// A table of phrases that all have one value.
  public init(_ phrases: some Sequence<String>, value: Value) {
    for phrase in phrases { add(phrase, value) }
  }

  public var isEmpty: Bool { entries.count == 0 }

  /// The fingerprints of all beginnings of phrases, those of first words among them.
  @inlinable public var beginnings: [UInt64] { entries.pairs.map(\.key) }

  /// Adds a phrase; its words are those of the tokenizer, in match form. The first value for a
  /// phrase stays.
  @inlinable public mutating func add(_ phrase: String, _ value: Value) {
    let words = phraseWords(phrase)
    guard var state = words.first else { return }
    for word in words.dropFirst() {
      change(state) { $0.continues = true }
      state = Fingerprint.joined(state, word)
    }
    change(state) { $0.value = $0.value ?? value }
  }

  @inlinable mutating func change(_ key: UInt64, _ body: (inout Entry) -> Void) {
    var entry = entries[key] ?? Entry()
    body(&entry)
    entries[key] = entry
  }

  /// The value of a single word by its fingerprint.
  @inlinable @inline(__always)
  public subscript(word: UInt64) -> Value? { entries[word]?.value }

  /// Whether any phrase starts with a word.
  @inlinable @inline(__always)
  public func starts(with word: UInt64) -> Bool { entries.contains(word) }

  /// The longest phrase that starts at a token.
  /// - Parameter first: the fingerprint to read for the first word, where clitics are off.
  /// - Returns: its value and the token after its last one.
  @inlinable public func longest(
    in tokens: Tokens, at index: Int, limit: Int, first: UInt64? = nil
  ) -> (value: Value, end: Int)? {
    guard index < limit else { return nil }
    var state = first ?? tokens[index].fingerprint
    var best: (Value, Int)?
    var next = index + 1
    while let entry = entries[state] {
      if let value = entry.value { best = (value, next) }
      guard entry.continues, next < limit else { break }
      state = Fingerprint.joined(state, tokens[next].fingerprint)
      next += 1
    }
    return best
  }
}
