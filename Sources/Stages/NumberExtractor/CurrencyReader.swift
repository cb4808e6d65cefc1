import Isnad
import IsnadArabic

/// Reads currencies: signs and codes, and words with the country that stands after them.
struct CurrencyReader: Sendable {
  private var signs = PhraseTable<String>()
  private let region: [String: String]

  /// For each country that has a currency of its own here; made once for all stages.
  static let readers: [String: CurrencyReader] = {
    var readers = CurrencyCountries.regions.mapValues { CurrencyReader(region: $0) }
    for country in ["US"] where readers[country] == nil { readers[country] = anywhere }
    return readers
  }()
  static let anywhere = CurrencyReader(region: [:])

  private init(region: [String: String]) {
    self.region = region
    for (sign, code) in CurrencyCountries.signs { signs.add(sign, code) }
  }

  /// The fingerprints of what a sign or code begins with.
  var firstWords: [UInt64] { signs.beginnings }

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

  /// The currency of a bare word by the same word elsewhere in the document, where a country stands with it
  /// (5 ليرات لبنانية, then 500 ليرة); nil where several countries do.
  func code(of word: String, _ told: [String?: Set<String>]) -> String? {
    guard let codes = told[Self.stem(word)] else { return nil }
    return codes.count == 1 ? codes.first : nil
  }

  /// What a document's words say of their currencies, by what names one.
  static func told(_ words: [(word: String, code: String)]) -> [String?: Set<String>] {
    words.reduce(into: [:]) { $0[stem($1.word), default: []].insert($1.code) }
  }

  /// Which currency a word in match form names: ليرة، ليرات، ليرتين are one.
  private static func stem(_ word: String) -> String? { stems.first { word.hasPrefix($0.form) }?.stem }

  private static let stems: [(form: String, stem: String)] = [
    ("لير", "لير"), ("ريال", "ريال"), ("دينار", "دينار"), ("دنانير", "دينار"), ("جنيه", "جنيه"),
    ("درهم", "درهم"),
    ("دراهم", "درهم"), ("فرنك", "فرنك"), ("روبي", "روبي"), ("بيزو", "بيزو"), ("كرون", "كرون"),
  ]
}
