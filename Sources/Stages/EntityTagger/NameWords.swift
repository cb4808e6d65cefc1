import CLexicon
import Isnad
import IsnadArabic

extension NameLexicon {
  /// The lexicon that lies in the program, read once for all stages.
  static let embedded = Result<NameLexicon, NameLexiconError> { () throws(NameLexiconError) in
    var size = 0
    let start = isnad_entity_lexicon(&size)
    return try NameLexicon(UnsafeRawBufferPointer(start: start, count: size))
  }
}

/// A stretch of tokens that is taken for a name.
struct NameCandidate {
  var tokens: Range<Int>
  /// Bytes of clitics on the first token, in match form.
  var stripped: Int
  var label: EntityLabel
  var confidence: Double
  var rule: String
  /// What a user's list says of it.
  var entry: ListedName?
}

/// A document's tokens with what the lexicon says of each.
///
/// A class, for every pattern holds it: one reference instead of a copy of all its arrays.
final class NameWords {
  let tokens: Tokens
  let lexicon: NameLexicon
  let vocabulary: NameVocabulary
  private let items: [NameWord]

  /// - Parameter memo: remembers the words for the next article.
  init(
    _ tokens: Tokens, _ lexicon: NameLexicon, _ vocabulary: NameVocabulary, _ memo: inout NameMemo
  ) {
    self.tokens = tokens
    self.lexicon = lexicon
    self.vocabulary = vocabulary
    let forms = tokens.forms.span
    items = tokens.items.map { $0.kind == .word ? memo($0, forms, lexicon, vocabulary) : NameWord() }
  }

  /// For one text alone.
  init(_ tokens: Tokens, _ lexicon: NameLexicon, _ vocabulary: NameVocabulary = .own) {
    self.tokens = tokens
    self.lexicon = lexicon
    self.vocabulary = vocabulary
    let forms = tokens.forms.span
    items = tokens.items.map { $0.kind == .word ? NameWord.find($0, forms, lexicon, vocabulary) : NameWord() }
  }

  subscript(index: Int) -> NameWord {
    @inline(__always) get { items[index] }
  }

  func has(_ index: Int, _ flag: NameFlags) -> Bool {
    index >= 0 && index < items.count && !items[index].flags.isDisjoint(with: flag)
  }

  func isClean(_ index: Int) -> Bool { items[index].stripped == 0 }

  /// ال at the start of a token, without a clitic before it.
  func hasArticle(_ index: Int) -> Bool { tokens.hasArticle(index) }

  /// The readings of a token, with ever more clitics off.
  @inline(__always)
  func readings(_ index: Int, _ body: (Clitics.Reading) -> Bool) { tokens.readings(index, body) }

  /// The longest phrase of the lexicon that starts with a reading of a token and has one of the flags.
  /// - Returns: its flags and the token after its last one.
  @inline(__always)
  func longest(
    _ reading: Clitics.Reading, at index: Int, limit: Int, having wanted: NameFlags
  ) -> (flags: NameFlags, end: Int)? {
    let known = reading.stripped == 0 ? items[index].whole : lexicon[reading.fingerprint]
    return lexicon.longest(
      in: tokens, at: index, limit: limit, first: reading.fingerprint, known, having: wanted)
  }

  /// The first word of a name in match form, without its clitics.
  func head(of candidate: NameCandidate) -> UInt64 {
    if candidate.stripped > 0, let rest = restOfDoubleLam(candidate), !swallowsAlef(candidate) { return rest }
    return reading(of: candidate)
  }

  private func reading(of candidate: NameCandidate) -> UInt64 {
    let first = candidate.tokens.lowerBound
    var head = tokens[first].fingerprint
    guard candidate.stripped > 0 else { return head }
    readings(first) { reading in
      head = reading.fingerprint
      return reading.stripped >= candidate.stripped
    }
    return head
  }

  /// ل before ال is written لل: the article's alef is gone, and the name has it (للأمم names الأمم). Where the lexicon
  /// knows the rest as it stands (لليبيا), the word begins with ل itself.
  func swallowsAlef(_ candidate: NameCandidate) -> Bool {
    guard let rest = restOfDoubleLam(candidate) else { return false }
    return lexicon[rest].isDisjoint(with: [.place, .organisation, .organisationHead, .givenName, .surname])
      || !lexicon[reading(of: candidate)].isDisjoint(with: [.place, .organisation, .organisationHead])
  }

  /// What is left of a word behind the first ل of لل; nil where a name does not start there.
  func restOfDoubleLam(_ candidate: NameCandidate) -> UInt64? {
    guard candidate.stripped >= 2 else { return nil }
    let token = tokens[candidate.tokens.lowerBound]
    let forms = tokens.forms
    let at = token.form.start + candidate.stripped
    guard at + 1 < token.form.end, forms[at] == 0xD9, forms[at + 1] == 0x84, forms[at - 2] == 0xD9,
      forms[at - 1] == 0x84
    else { return nil }
    return Fingerprint.of(forms.span, from: at, to: token.form.end)
  }

  /// The words of a name from its second on, joined one by one to `start`.
  func tail(of candidate: NameCandidate, joinedTo start: UInt64) -> UInt64 {
    tail(of: candidate.tokens, joinedTo: start)
  }

  /// The words of a range from its second on, joined one by one to `start`.
  func tail(of range: Range<Int>, joinedTo start: UInt64) -> UInt64 {
    range.dropFirst().reduce(start) { Fingerprint.joined($0, tokens[$1].fingerprint) }
  }

  /// Bytes of clitics that can be nothing else.
  func certainClitics(_ index: Int) -> Int { tokens.certainClitics(index) }

  func beginsWithConjunction(_ index: Int) -> Bool { tokens.beginsWithConjunction(index) }

  func isArabicWord(_ index: Int) -> Bool {
    index < tokens.count && tokens[index].kind == .word && !tokens[index].flags.contains(.latin)
  }

  /// The token starts a line.
  func startsLine(_ index: Int) -> Bool { tokens[index].flags.contains(.lineBefore) }
}
