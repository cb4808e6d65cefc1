import Isnad
import IsnadArabic

/// A document's tokens with what each can mean in a number: every token is looked up once.
///
/// A class, for all the parsers hold it and are copied: one reference instead of its arrays.
final class TokenWords {
  let tokens: Tokens
  let vocabulary: NumberVocabulary
  private let language: Language
  private let lexicon: NumberLexicon
  private let senses: [Sense]
  /// Tokens that open something, in order.
  let candidates: [Int32]
  /// The end of the line that is being read: what stands behind it belongs to no number before it.
  private(set) var limit = 0
  /// The last token whose phrase was looked for, and what was found: the parsers ask for the same one in turn.
  private var asked = -1
  private var phrase: (value: NumberPhrases.Meaning, end: Int)?

  private struct Sense {
    /// The lexicon's entry; 0 for words that mean nothing.
    var entry: UInt16 = 0
    /// But for those of phrases.
    var opens: RuleSet = []
    /// Of the word as it stands.
    var classes = WordClassSet.none
    /// Bytes of clitics before the word that was found.
    var clitics: UInt8 = 0
    /// Bytes of clitics before the first word of a phrase; none where no phrase starts here.
    var phraseClitics = noPhrase

    static let noPhrase: UInt8 = .max

    var mayOpen: Bool { !opens.isEmpty || phraseClitics != Self.noPhrase }
  }

  init(_ tokens: Tokens, _ vocabulary: NumberVocabulary) {
    self.tokens = tokens
    self.vocabulary = vocabulary
    language = vocabulary.language
    lexicon = vocabulary.lexicon
    let openings = vocabulary.openings
    var senses: [Sense] = []
    senses.reserveCapacity(tokens.count)
    var candidates: [Int32] = []
    // A tenth of a text's tokens may open a number.
    candidates.reserveCapacity(tokens.count / 8)
    let forms = tokens.forms.span
    let items = tokens.items.span
    for i in items.indices {
      var sense = Sense()
      switch items[i].kind {
      case .word, .symbol:
        sense = Self.read(items[i], forms, vocabulary)
        if items[i].kind == .symbol { sense.opens.formUnion(openings.symbol) }
      case .number: sense.opens = openings.digits
      case .punctuation:
        // A sign or a point before digits.
        if i + 1 < items.count, items[i + 1].kind == .number, !items[i + 1].flags.contains(.spaceBefore) {
          sense.opens = openings.sign
        }
      case .url: break
      }
      if sense.mayOpen { candidates.append(Int32(truncatingIfNeeded: i)) }
      senses.append(sense)
    }
    self.senses = senses
    self.candidates = candidates
  }

  @inline(__always)
  private static func read(_ token: Token, _ forms: Span<UInt8>, _ vocabulary: NumberVocabulary) -> Sense {
    var found = Sense()
    Clitics.readings(of: token, in: forms) { reading in
      guard let meaning = vocabulary.senses[reading.fingerprint] else { return false }
      if reading.stripped == 0 { found.classes = meaning.word.classes }
      if found.entry == 0, meaning.word.entry != 0 {
        found.entry = meaning.word.entry
        // لل is ل + ال: what is left has no alef to point at.
        found.clitics = UInt8(truncatingIfNeeded: reading.stripped)
        found.opens.formUnion(meaning.entryOpens)
      }
      if found.phraseClitics == Sense.noPhrase, meaning.word.startsPhrase {
        found.phraseClitics = UInt8(truncatingIfNeeded: reading.stripped)
      }
      if meaning.word.startsCurrency { found.opens.formUnion(vocabulary.openings.currencySign) }
      // A noun of a period may bear a preposition: بالأيام الثلاثة المقبلة.
      if reading.stripped == 0 || meaning.opens == .spans { found.opens.formUnion(meaning.opens) }
      return found.entry != 0 && found.phraseClitics != Sense.noPhrase
    }
    // لست is "I am not" before it is "for six".
    if found.clitics > 0 && vocabulary.language.has(found.classes, .notSix) {
      found.entry = 0
      found.opens = []
    }
    return found
  }

  var count: Int { tokens.count }

  /// Goes on to the line of a token, if it lies behind the one that is being read.
  func readLine(of index: Int) {
    guard index >= limit else { return }
    var end = index + 1
    while end < count, !tokens[end].flags.contains(.lineBefore) { end += 1 }
    limit = end
  }

  /// Whether a word, as it stands, is of a class.
  @inline(__always)
  func has(_ index: Int, _ wordClass: WordClass) -> Bool { language.has(senses[index].classes, wordClass) }

  /// A period of the calendar, such as الشهر, and the bytes of clitics before it.
  func periodNoun(_ index: Int) -> (unit: DurationUnit, stripped: Int)? {
    value(index) { vocabulary.periods[$0] }.map { ($0.value, $0.stripped) }
  }

  /// A definite noun of time before a direction, such as السنوات.
  func spanNoun(_ index: Int) -> PeriodSpanParser.Noun? {
    guard let (noun, stripped) = value(index, { vocabulary.spans[$0] }) else { return nil }
    var found = noun
    found.stripped = stripped
    return found
  }

  /// What a table has of a word, read with or without its clitics.
  @inline(__always)
  private func value<Value>(_ index: Int, _ look: (UInt64) -> Value?) -> (value: Value, stripped: Int)? {
    var found: (Value, Int)?
    let forms = tokens.forms
    Clitics.readings(of: tokens[index], in: forms.span) { reading in
      if let value = look(reading.fingerprint) { found = (value, reading.stripped) }
      return found != nil
    }
    return found
  }

  /// The longest phrase at a token, read with or without its clitics.
  @inline(__always)
  func phrase(at index: Int) -> (value: NumberPhrases.Meaning, end: Int)? {
    guard senses[index].phraseClitics != Sense.noPhrase else { return nil }
    if asked != index {
      asked = index
      phrase = vocabulary.phrases.at(index, in: self, first: phraseFirst(index))
    }
    return phrase
  }

  /// The fingerprint of a phrase's first word without its clitics.
  private func phraseFirst(_ index: Int) -> UInt64 {
    let stripped = Int(senses[index].phraseClitics)
    var first = tokens[index].fingerprint
    guard stripped > 0 else { return first }
    let forms = tokens.forms
    Clitics.readings(of: tokens[index], in: forms.span) { reading in
      first = reading.fingerprint
      return reading.stripped == stripped
    }
    return first
  }

  /// Whether a phrase may start at a token.
  func mayStartPhrase(_ index: Int) -> Bool { senses[index].phraseClitics != Sense.noPhrase }

  /// Where the phrase at a token starts in the text, without the clitic before it.
  func phraseStart(_ index: Int) -> Int {
    tokens.span(of: index, strippingForm: senses[index].phraseClitics == 0 ? 0 : 2).start
  }

  @inline(__always)
  func means(_ index: Int) -> Bool { senses[index].entry != 0 }

  @inline(__always)
  func word(_ index: Int) -> NumberWord? {
    index < senses.count && senses[index].entry != 0 ? lexicon.entries[Int(senses[index].entry)] : nil
  }

  /// What a word is in a cardinal; nil where it is none, and outside of the text.
  @inline(__always)
  func cardinal(_ index: Int) -> NumberWord.Cardinal? {
    index < senses.count ? lexicon.entries[Int(senses[index].entry)].cardinal : nil
  }

  /// The rules that a token opens, those of phrases where one stands there.
  @inline(__always)
  func openings(_ index: Int) -> RuleSet {
    var rules = senses[index].opens
    if phrase(at: index) != nil { rules.formUnion(vocabulary.openings.phrases) }
    return rules
  }

  /// Whether a token may open any rule: a phrase may begin there, or another one.
  @inline(__always)
  func mayOpen(_ index: Int) -> Bool { senses[index].mayOpen }

  func stripped(_ index: Int) -> Int { Int(senses[index].clitics) }

  /// The original start of a token without its clitics.
  func start(_ index: Int) -> Int {
    tokens.span(of: index, strippingForm: stripped(index)).start
  }

  func hasArticle(_ index: Int) -> Bool { tokens.hasArticle(index) }

  /// Bytes of clitics that can be nothing else.
  func certainClitics(_ index: Int) -> Int { tokens.certainClitics(index) }

  /// A و that stands alone.
  func isConjunction(_ index: Int) -> Bool { index < count && has(index, .and) }

  func beginsWithWaw(_ index: Int) -> Bool {
    let form = tokens[index].form
    return tokens.forms[form.start] == 0xD9 && tokens.forms[form.start + 1] == 0x88
  }

  func isPunctuation(_ index: Int, _ mark: StaticString) -> Bool {
    index >= 0 && index < count && tokens[index].kind != .word && tokens.matches(index, mark)
  }

  /// No white space stands before the token.
  func isAttached(_ index: Int) -> Bool {
    index > 0 && index < count && !tokens[index].flags.contains(.spaceBefore)
  }

  /// Whether a token can be a noun in the genitive after a construct: a word that is neither a
  /// number nor begins with a conjunction.
  func isGenitiveNoun(_ index: Int) -> Bool {
    guard index < limit, tokens[index].kind == .word, !tokens[index].flags.contains(.latin) else {
      return false
    }
    if let word = word(index) { return word.noun != nil && stripped(index) == 0 }
    return !beginsWithWaw(index) && !has(index, .functionWord)
  }
}
