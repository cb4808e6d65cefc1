import IsnadArabic

/// The names that a model finds in an article, as they are written: where one stands without a clitic, another with one
/// is known for the same.
struct WrittenNames {
  private var names = FingerprintTable<Bool>()
  private var openings = FingerprintTable<Bool>()

  init(_ mentions: [[LabelChain.Mention]], _ words: NameWords) {
    for mention in mentions.joined() where mention.clitics == nil {
      let first = words.tokens[mention.tokens.lowerBound].fingerprint
      openings[first] = true
      names[words.tail(of: mention.tokens, joinedTo: first)] = true
    }
  }

  /// Whether a name of these words stands in the article.
  func contains(_ name: UInt64) -> Bool { names[name] != nil }

  /// Whether a name begins with a word.
  func opens(_ word: UInt64) -> Bool { openings[word] != nil }
}
