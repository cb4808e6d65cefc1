import Isnad
import IsnadArabic

/// All that a number can begin with or be made of, by fingerprint: one look-up a reading of a token.
final class NumberVocabulary: Sendable {
  let language: Language
  let lexicon: NumberLexicon
  let phrases: NumberPhrases
  let currencies: Currencies
  let periods: FingerprintTable<DurationUnit>
  let spans: FingerprintTable<PeriodSpanParser.Noun>
  let seasons: FingerprintTable<Int>
  /// آب, مارس: months that are other words as well.
  let monthsOfTwoSenses: WordSet
  let zones: PhraseTable<ZoneWords.Name>
  /// Nouns that واحد counts behind them.
  let nounsWithOne: WordSet
  /// Beginnings of words, in match form, that only look like verbs of the future.
  let notFuture: [[UInt8]]
  let senses: WordSenses
  let openings: RuleOpenings

  /// Made once for all stages that use the tables as they lie in the program.
  static let embedded = Result { try NumberVocabulary(Language.embedded.get()) }

  /// For a stage: with the tables that the pipeline lays over ours.
  static func of(_ context: StageContext) throws -> NumberVocabulary {
    try context.language.isEmpty ? embedded.get() : NumberVocabulary(Language.of(context))
  }

  init(_ language: Language) {
    self.language = language
    openings = RuleOpenings()
    lexicon = NumberLexicon(language)
    phrases = NumberPhrases(language)
    currencies = Currencies(language)
    let normalize = Normalizer(.matchForm)
    periods = Self.values(language[.periodNoun]) { DurationUnit(rawValue: $0) }
    spans = Self.values(language[.spanNoun]) { SpanValue($0).map(PeriodSpanParser.Noun.init) }
    seasons = Self.values(language[.season]) { Int($0) }
    monthsOfTwoSenses = language.words(.monthOfTwoSenses)
    zones = ZoneWords.table(language[.zone])
    nounsWithOne = language.words(.feminineNoun, .masculineNoun, .soundPluralNoun, .nounWithOne)
    notFuture = language.spellings(.notFuture).map { Array(normalize($0).utf8) }
    senses = Self.senses(language, lexicon, phrases, currencies.anywhere, openings)
  }

  private static func senses(
    _ language: Language, _ lexicon: NumberLexicon, _ phrases: NumberPhrases, _ signs: CurrencyReader,
    _ openings: RuleOpenings
  ) -> WordSenses {
    var words = FingerprintTable<WordSenses.Word>(capacity: 16384)
    func change(_ key: UInt64, _ body: (inout WordSenses.Word) -> Void) {
      var word = words[key] ?? WordSenses.Word()
      body(&word)
      words[key] = word
    }
    for (key, entry) in lexicon.indices { change(key) { $0.entry = entry } }
    for key in phrases.firstWords { change(key) { $0.startsPhrase = true } }
    for key in signs.firstWords { change(key) { $0.startsCurrency = true } }
    for (key, classes) in language.pairs { change(key) { $0.classes = classes } }
    return WordSenses(words) { word in
      WordSenses.Sense(
        word: word, entryOpens: openings.of(lexicon.entries[Int(word.entry)]),
        opens: openings.of(word.classes, in: language))
    }
  }

  /// The words of a class with their values.
  private static func values<Value: Sendable>(
    _ entries: [Language.Entry], _ value: (String) -> Value?
  ) -> FingerprintTable<Value> {
    let normalize = Normalizer(.matchForm)
    var table = FingerprintTable<Value>()
    for entry in entries {
      guard let value = value(entry.value) else { continue }
      for word in entry.words { table[Fingerprint.of(normalize(word))] = value }
    }
    return table
  }
}
