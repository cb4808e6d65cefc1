import Isnad
import IsnadArabic

/// The currencies of the tables, and whose they are.
struct Currencies: Sendable {
  let anywhere: CurrencyReader
  /// For each country that has a currency of its own here, by ISO 3166-1.
  let regions: [String: CurrencyReader]

  init(_ language: Language) {
    var signs = PhraseTable<String>()
    for entry in language[.currencySign] { for sign in entry.words { signs.add(sign, entry.value) } }
    let normalize = Normalizer(.matchForm)
    let stems = language[.currencyStem].flatMap { entry in
      entry.words.map { CurrencyReader.Stem(form: normalize($0), stem: entry.value) }
    }
    anywhere = CurrencyReader(signs: signs, stems: stems, region: [])
    var codes: [String: [CurrencyReader.Share]] = [:]
    for entry in language[.currencyOfRegion] {
      for pair in CurrencyPairs(entry.value)?.pairs ?? [] {
        for word in entry.words {
          codes[pair.key, default: []].append(CurrencyReader.Share(stem: normalize(word), code: pair.code))
        }
      }
    }
    var regions = codes.mapValues { CurrencyReader(signs: signs, stems: stems, region: $0) }
    for country in ["US"] where regions[country] == nil { regions[country] = anywhere }
    self.regions = regions
  }
}

/// Reads currencies: signs and codes, and words with the country that stands after them.
///
/// A class, for the parsers hold it: one reference instead of its arrays.
final class CurrencyReader: Sendable {
  /// What the beginning of a currency's name, in match form, is called in one country.
  struct Share: Sendable, Equatable {
    let stem: String
    let code: String
  }

  /// The beginning of a name, and the currency of whichever country.
  struct Stem: Sendable {
    let form: String
    let stem: String
  }

  private let signs: PhraseTable<String>
  private let stems: [Stem]
  private let region: [Share]

  fileprivate init(signs: PhraseTable<String>, stems: [Stem], region: [Share]) {
    self.signs = signs
    self.stems = stems
    self.region = region
  }

  /// The fingerprints of what a sign or code begins with.
  var firstWords: [UInt64] { signs.beginnings }

  /// A sign or code that starts at a token: $، د.ك، USD.
  func sign(at index: Int, in words: TokenWords) -> (code: String, end: Int)? {
    signs.longest(in: words.tokens, at: index, limit: words.limit).map { ($0.value, $0.end) }
  }

  /// The currency of a word (its code by itself, if it has one) and the country after it.
  func resolve(
    _ index: Int, own: String?, phrases: NumberPhrases, words: TokenWords
  ) -> (code: String?, end: Int) {
    let word = words.tokens.form(index)
    let next = index + 1
    if let (meaning, end) = phrases.at(next, in: words),
      case .country(let codes) = meaning
    {
      if let code = Self.code(word: word, in: codes) { return (code, end) }
    }
    return (own ?? Self.code(word: word, in: region), next)
  }

  /// The code of a currency's word in match form (any of its endings) for a country.
  private static func code(word: String, in country: [Share]) -> String? {
    country.first { word.hasPrefix($0.stem) }?.code
  }

  /// The currency of a bare word by the same word elsewhere in the document, where a country stands with it
  /// (5 ليرات لبنانية, then 500 ليرة); nil where several countries do.
  func code(of word: String, _ told: [String?: Set<String>]) -> String? {
    guard let codes = told[stem(word)] else { return nil }
    return codes.count == 1 ? codes.first : nil
  }

  /// What a document's words say of their currencies, by what names one.
  func told(_ words: [(word: String, code: String)]) -> [String?: Set<String>] {
    words.reduce(into: [:]) { $0[stem($1.word), default: []].insert($1.code) }
  }

  /// Which currency a word in match form names: ليرة، ليرات، ليرتين are one.
  private func stem(_ word: String) -> String? { stems.first { word.hasPrefix($0.form) }?.stem }
}
