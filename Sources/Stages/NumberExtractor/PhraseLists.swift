import Isnad
import IsnadArabic

/// The phrases of the tables.
struct PhraseLists {
  typealias Meaning = NumberPhrases.Meaning

  private(set) var table = PhraseTable<Meaning>()
  /// After a number: تقريبا، على الأقل.
  private(set) var after = PhraseTable<NumberMention.Modifier>()

  init(_ language: Language) {
    add(language[.modifierBefore]) { NumberMention.Modifier(rawValue: $0).map { .modifierBefore($0) } }
    for entry in language[.modifierAfter] {
      guard let modifier = NumberMention.Modifier(rawValue: entry.value) else { continue }
      for phrase in entry.words { after.add(phrase, modifier) }
    }
    // Single words are with the words of numbers.
    add(language[.month], onlyPhrases: true) { Int($0).map { .month($0) } }
    add(language[.hijriMonth], onlyPhrases: true) { Int($0).map { .hijriMonth($0) } }
    add(language[.dayFromToday]) { Int($0).map { .day($0) } }
    add(language[.holiday]) { Holiday($0).map { .holiday($0) } }
    add(language[.partOfPeriod]) { PeriodPart(rawValue: $0).map { .part($0) } }
    add(language[.hijriMark]) { _ in .hijriMark }
    add(language[.gregorianMark]) { _ in .gregorianMark }
    add(language[.halfOfDay]) { ClockParser.Half(rawValue: $0).map { .half($0) } }
    add(language[.percent]) { _ in .percent }
    add(language[.permille]) { _ in .permille }
    add(language[.percentagePoint]) { _ in .percentagePoint }
    add(language[.decimalPoint]) { _ in .point }
    add(language[.unitPhrase]) { .unit($0) }
    for entry in language[.currencyCountry] {
      guard let country = Self.country(entry.value) else { continue }
      for stem in entry.words { for ending in Ending.adjective { table.add(stem + ending, country) } }
    }
    add(language[.currencyPlace], Self.country)
  }

  private static func country(_ value: String) -> Meaning? {
    CurrencyPairs(value).map { pairs in
      .country(pairs.pairs.map { CurrencyReader.Share(stem: $0.key, code: $0.code) })
    }
  }

  private mutating func add(
    _ entries: [Language.Entry], onlyPhrases: Bool = false, _ meaning: (String) -> Meaning?
  ) {
    for entry in entries {
      guard let meaning = meaning(entry.value) else { continue }
      for phrase in entry.words where !onlyPhrases || phrase.contains(" ") { table.add(phrase, meaning) }
    }
  }
}
