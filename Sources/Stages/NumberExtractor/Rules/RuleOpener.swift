import IsnadArabic

/// What stands where a rule is asked.
enum RuleOpener: Hashable, Sendable {
  /// A number in figures.
  case digits
  /// A word of a class, as it stands.
  case word(WordClass)
  /// A word of numbers or of the calendar, with or without clitics.
  case meaning(NumberWord.Meaning)
  /// A phrase of a class.
  case phrase(WordClass)
  /// A sign or a code of a currency.
  case currencySign
  /// A character such as % or ½.
  case symbol
  /// A minus or a point before figures.
  case sign
  /// What another rule has found: a number, a date, a time of day. The rule goes on behind it.
  case number, date, time

  /// For people; classes bear their names in the tables.
  var text: String {
    switch self {
    case .digits: "figures"
    case .word(let wordClass), .phrase(let wordClass): wordClass.name
    case .meaning(let meaning): meaning.rawValue
    case .currencySign: "currency-sign"
    case .symbol: "a symbol"
    case .sign: "a sign before figures"
    case .number: "behind a number"
    case .date: "behind a date"
    case .time: "behind a time of day"
    }
  }
}
