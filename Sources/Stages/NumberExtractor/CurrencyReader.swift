import Isnad
import IsnadArabic

/// Reads currencies: signs and codes, and words with the country that stands after them.
struct CurrencyReader: Sendable {
  private var signs = PhraseTable<String>()
  private let region: [String: String]

  init(region: String?) {
    self.region = region.flatMap { CurrencyCountries.regions[$0] } ?? [:]
    for (sign, code) in CurrencyCountries.signs { signs.add(sign, code) }
  }

  func starts(with word: UInt64) -> Bool { signs.starts(with: word) }

  /// A sign or code that starts at a token: $، د.ك، USD.
  func sign(at index: Int, in tokens: Tokens, limit: Int) -> (code: String, end: Int)? {
    signs.longest(in: tokens, at: index, limit: limit).map { ($0.value, $0.end) }
  }

  /// The currency of a word (its code by itself, if it has one) and the country after it.
  func resolve(
    _ index: Int, own: String?, phrases: NumberPhrases, words: TokenWords, limit: Int
  ) -> (code: String?, end: Int) {
    let word = words.tokens.form(index)
    let next = index + 1
    if let (meaning, end) = phrases.at(next, in: words.tokens, limit: limit),
      case .country(let codes) = meaning
    {
      if let code = CurrencyCountries.code(word: word, in: codes) { return (code, end) }
    }
    return (own ?? CurrencyCountries.code(word: word, in: region), next)
  }
}
