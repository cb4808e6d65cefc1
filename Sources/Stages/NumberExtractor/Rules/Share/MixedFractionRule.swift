import Isnad
import IsnadArabic

extension NumberRule {
  static let mixedFractionText = RuleDeclaration(
    "mixed-fraction", "A whole number and a fraction.",
    opens: [.number], witness: .suites,
    finds: [
      RuleExample("كتب 3 1/2 صفحة.", "3 1/2", "3.5")
    ], leaves: ["أكل خمسة وشرب."])
}

extension QuantityParser {
  /// 5 2/3
  func mixedDigits(_ number: ParsedNumber, _ start: Int, _ index: Int) -> FoundNumber? {
    let next = number.end
    guard next == index + 1, next + 2 < words.limit, words.plainDigits(index) != nil, !words.isAttached(next),
      let above = words.plainDigits(next), words.isPunctuation(next + 1, "/"), words.isAttached(next + 1),
      words.isAttached(next + 2), let below = words.plainDigits(next + 2), below.value > 0,
      !words.isPunctuation(next + 3, "/"), let share = ExactDecimal.ratio(above.value, below.value),
      let value = number.value.plus(share)
    else { return nil }
    return found(start, next + 3, .fraction, value, .mixedFraction)
  }
}
