import Isnad
import IsnadArabic

/// Phrases around a number: modifiers, percent, months of two words, currencies of a country.
///
/// A class, for all the parsers hold it: one reference instead of its four arrays.
final class NumberPhrases: Sendable {
  enum Meaning: Sendable {
    /// Before the number: نحو، ما لا يقل عن.
    case modifierBefore(NumberMention.Modifier)
    case percent
    case permille
    case percentagePoint
    case month(Int)
    case hijriMonth(Int)
    /// A country after an ambiguous currency.
    case country([CurrencyReader.Share])
    case unit(String)
    case hijriMark
    case gregorianMark
    /// A day so many days from the document's date.
    case day(Int)
    case holiday(Holiday)
    case half(ClockParser.Half)
    /// أوائل، منتصف، أواخر, before a period.
    case part(PeriodPart)
    case point
  }

  private let table: PhraseTable<Meaning>
  private let after: PhraseTable<NumberMention.Modifier>

  init(_ language: Language) {
    let lists = PhraseLists(language)
    table = lists.table
    after = lists.after
  }

  /// The fingerprints of what a phrase begins with.
  var firstWords: [UInt64] { table.beginnings }

  /// The longest phrase at a token. The first word may be read without its clitics.
  @inline(__always)
  func at(_ index: Int, in words: TokenWords, first: UInt64? = nil) -> (value: Meaning, end: Int)? {
    table.longest(in: words.tokens, at: index, limit: words.limit, first: first)
  }

  /// The modifier after a number that starts at a token.
  func modifierAfter(_ index: Int, in words: TokenWords) -> (value: NumberMention.Modifier, end: Int)? {
    after.longest(in: words.tokens, at: index, limit: words.limit)
  }
}
