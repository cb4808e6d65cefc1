import Isnad
import IsnadArabic

extension NumberRule {
  static let percentSignText = RuleDeclaration(
    "percent-sign", "A percent sign written together with the number behind it.",
    opens: [.symbol, .number],
    finds: [
      RuleExample("ارتفع بنسبة %5.", "%5", "5 %")
    ], leaves: ["ارتفعت 5 درجات."])
}

extension QuantityParser {
  /// A minus that is attached to the number before it and to nothing after it.
  func isMinusAfter(_ index: Int) -> Bool {
    guard index < words.limit, words.isPunctuation(index, "-") || words.isPunctuation(index, "−"),
      words.isAttached(index)
    else { return false }
    return index + 1 >= words.limit || !words.isAttached(index + 1)
      || words.tokens[index + 1].kind == .punctuation
  }

  /// 5-%
  func percentWithMinus(_ value: ExactDecimal, _ start: Int, _ end: Int) -> FoundNumber? {
    guard end + 1 < words.limit, words.isPunctuation(end, "-"), words.isAttached(end),
      words.isAttached(end + 1),
      words.tokens.matches(end + 1, "%") || words.tokens.matches(end + 1, "٪")
    else { return nil }
    return found(start, end + 2, .percentage, value.negated, .percentSign)
  }
}
