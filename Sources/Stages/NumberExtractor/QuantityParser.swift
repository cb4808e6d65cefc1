import Isnad
import IsnadArabic

/// Reads a number and what belongs to it: fraction, percent, currency, unit, counted noun.
struct QuantityParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let currency: CurrencyReader
  let text: SourceText

  var cardinals: CardinalParser { CardinalParser(words) }

  func parse(at index: Int) -> FoundNumber? {
    guard index < words.limit else { return nil }
    // Only a cardinal begins with digits.
    if words.tokens[index].kind == .number { return cardinal(at: index) }
    return signed(at: index) ?? signBefore(at: index) ?? percentBefore(at: index)
      ?? dualNoun(at: index)
      ?? fraction(at: index) ?? indefinite(at: index) ?? multiple(at: index)
      ?? ordinal(at: index) ?? cardinal(at: index)
  }

  func found(
    _ start: Int, _ end: Int, _ kind: NumberMention.Kind, _ value: ExactDecimal?, _ rule: NumberRule
  ) -> FoundNumber {
    let span = TextSpan(start, words.tokens[end - 1].end)
    return FoundNumber(
      mention: NumberMention(span: span, kind: kind, value: value, by: NumberExtractor.by(rule)), end: end)
  }

  func isPercent(_ index: Int) -> Bool {
    if let (meaning, _) = phrases.at(index, in: words), case .percent = meaning {
      return true
    }
    return false
  }

}
