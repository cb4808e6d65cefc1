import IsnadArabic

/// What the lexicon says of words that were met before: the lexicon is larger than what a processor holds near,
/// the frequent words of running text are not.
///
/// It forgets a word where another one takes its place.
struct NameMemo: Sendable {
  private struct Entry: Sendable {
    var key: UInt64 = 0
    var word = NameWord()
  }

  /// A power of two. More words than these cost as much of the processor's memory as they save.
  private static let size = 16_384
  private var entries = [Entry](repeating: Entry(), count: size)

  /// What the lexicon says of a token that is a word.
  @inline(__always)
  mutating func callAsFunction(
    _ token: Token, _ forms: Span<UInt8>, _ lexicon: NameLexicon, _ vocabulary: NameVocabulary
  ) -> NameWord {
    // The letters tell all else that is asked of a word.
    let key = NameWord.isPreposition(token) ? ~token.fingerprint : token.fingerprint
    let place = Int(truncatingIfNeeded: key) & (Self.size - 1)
    if entries[place].key != key {
      entries[place] = Entry(key: key, word: .find(token, forms, lexicon, vocabulary))
    }
    return entries[place].word
  }
}
