import IsnadArabic

/// What words that were met before say by themselves: the sums of a word's features for its own token and its two
/// neighbours, so that most words of an article are looked up once and not feature by feature.
///
/// Two words share a place. A new one takes the turn of the one that was not asked for since it came, so that frequent
/// words stay. What it says is what the features say, to the last bit.
struct WordMemo: Sendable {
  /// What a word says, and what its sums were made of.
  private struct Entry: Sendable {
    var gist = TokenGist(word: 0, flags: 0, coarse: 0, shape: 0)
    var check: UInt32 = .max
    var own = LabelSum()
    /// For the token behind it.
    var next = LabelSum()
    /// For the token before it.
    var last = LabelSum()
  }

  /// A power of two: of running text's tokens one in nine is made anew, with half as many places one in seven.
  private static let places = 32_768
  private var entries = [Entry](repeating: Entry(), count: 2 * places)

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
      UInt32(words[index].flags.rawValue) | UInt32(words[index].stripped) << 16 | UInt32(shape) << 24
    let place = find(token.fingerprint, check)
    if entries[place].gist.word != token.fingerprint || entries[place].check != check {
      entries[place] = Self.make(TokenFacts(index, words, model.classes, isFirst: false), model)
      entries[place].check = check
      entries[place].gist.shape = shape
    }
    sums[row].add(entries[place].own)
    sums[row + 1].add(entries[place].next)
    sums[row - 1].add(entries[place].last)
    return entries[place].gist
  }

  /// Where a word is, or is to be.
  @inline(__always)
  private mutating func find(_ word: UInt64, _ check: UInt32) -> Int {
    let first = Int(truncatingIfNeeded: word) & (Self.places - 1) << 1
    if entries[first].gist.word == word, entries[first].check == check { return first }
    guard entries[first + 1].gist.word == word, entries[first + 1].check == check else { return first + 1 }
    entries.swapAt(first, first + 1)
    return first
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
