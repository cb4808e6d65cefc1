import IsnadArabic

/// What words that were met before say by themselves: the sums of a word's features for its own token and its two
/// neighbours, so that most words of an article are looked up once and not feature by feature.
///
/// It forgets a word where another one takes its place. What it says is what the features say, to the last bit.
struct WordMemo: Sendable {
  /// What a word says, and what its sums were made of.
  private struct Entry: Sendable {
    var check: UInt64 = .max
    var gist = TokenGist(word: 0, flags: 0, coarse: 0, shape: 0)
    var own = LabelSum()
    /// For the token behind it.
    var next = LabelSum()
    /// For the token before it.
    var last = LabelSum()
  }

  /// A power of two: the most frequent words of running text are some ten thousand.
  private static let size = 32_768
  private var entries = [Entry](repeating: Entry(), count: size)

  /// Adds what the word of a token in a sentence says to its own sum and its neighbours'.
  /// - Returns: its gist, with no mark of a line or a phrase.
  @inline(__always)
  mutating func add(
    _ index: Int, _ words: NameWords, _ model: borrowing TaggerModel, to sums: inout [LabelSum], at row: Int
  ) -> TokenGist {
    let token = words.tokens[index]
    let shape = TokenFacts.shape(token, hasArticle: words.hasArticle(index))
    // The same letters may have another reading: على and علي, a word in Latin script, a list of the user's.
    let check =
      UInt64(words[index].flags.rawValue) | UInt64(words[index].stripped) << 16 | UInt64(shape) << 24
    let place = Int(truncatingIfNeeded: token.fingerprint) & (Self.size - 1)
    if entries[place].gist.word != token.fingerprint || entries[place].check != check {
      var entry = Self.make(TokenFacts(index, words, model.classes, isFirst: false), model)
      entry.check = check
      entry.gist.shape = shape
      entries[place] = entry
    }
    sums[row].add(entries[place].own)
    sums[row + 1].add(entries[place].next)
    sums[row - 1].add(entries[place].last)
    return entries[place].gist
  }

  /// The same for the places beside a sentence, which say nothing of themselves.
  static func add(
    outside index: Int, _ words: NameWords, _ model: borrowing TaggerModel, to sums: inout [LabelSum],
    at row: Int
  ) -> TokenGist {
    let entry = make(TokenFacts(outside: index, words, model.classes), model)
    if row + 1 < sums.count { sums[row + 1].add(entry.next) }
    if row > 0 { sums[row - 1].add(entry.last) }
    return entry.gist
  }

  private static func make(_ facts: borrowing TokenFacts, _ model: borrowing TaggerModel) -> Entry {
    var entry = Entry()
    entry.gist = facts.gist
    var sink = WeightSum(model)
    TaggerFeatures.own(facts, model.without, into: &sink)
    (entry.own, sink.sum) = (sink.sum, LabelSum())
    TaggerFeatures.about(.next, facts, model.without, into: &sink)
    (entry.next, sink.sum) = (sink.sum, LabelSum())
    TaggerFeatures.about(.last, facts, model.without, into: &sink)
    entry.last = sink.sum
    return entry
  }
}
