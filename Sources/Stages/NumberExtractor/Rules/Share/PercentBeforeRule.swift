import Isnad
import IsnadArabic

extension NumberRule {
  static let percentBeforeText = RuleDeclaration(
    "percent-before", "في المئة or its kin before its number.",
    opens: [.phrase(.percent)], witness: .suites,
    finds: [
      RuleExample("الربح بالمئة 5.", "بالمئة 5", "5 %")
    ], leaves: ["ارتفع 5 درجات."])
}

extension QuantityParser {
  /// بالمئة 10; نسبة 10 where nothing else is counted; جزء من مئة.
  func percentBefore(at index: Int) -> FoundNumber? {
    guard index + 1 < words.limit, words.tokens[index].kind == .word else { return nil }
    if words.has(index, .partWord), let whole = from(index + 1),
      let below = whole.value.int,
      let value = ExactDecimal.ratio(1, below)
    {
      return found(words.start(index), whole.end, .fraction, value, .share)
    }
    if index == 0 || words.tokens[index - 1].kind != .number && !words.means(index - 1),
      let (meaning, end) = words.phrase(at: index),
      case .percent = meaning,
      end < words.limit, words.tokens[end].kind == .number, let value = words.digits(end, from: 0)
    {
      return found(words.tokens[index].start, end + 1, .percentage, value, .percentBefore)
    }
    return nil
  }
}
