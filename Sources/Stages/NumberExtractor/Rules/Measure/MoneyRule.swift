import Isnad
import IsnadArabic

extension NumberRule {
  static let moneyText = RuleDeclaration(
    "money", "A number and a currency.",
    opens: [.currencySign, .number],
    finds: [
      RuleExample("دفع 500 ألف جنيه مصري.", "500 ألف جنيه مصري", "500000 EGP"),
      RuleExample("السعر $20.", "$20", "20 USD"),
    ], leaves: ["دفع بالدولار."])
}

extension QuantityParser {
  /// $7، €0.99، %7.9
  func signBefore(at index: Int) -> FoundNumber? {
    guard index + 1 < words.limit, words.tokens[index].kind != .number else { return nil }
    if words.tokens.matches(index, "%") || words.tokens.matches(index, "٪"),
      words.tokens[index + 1].kind == .number,
      words.isAttached(index + 1), let value = words.digits(index + 1, from: 0)
    {
      // %5-, with the sign where the line goes to
      let isBelow = isMinusAfter(index + 2)
      return found(
        words.tokens[index].start, isBelow ? index + 3 : index + 2, .percentage,
        isBelow ? value.negated : value,
        .percentSign)
    }
    guard let sign = currency.sign(at: index, in: words), sign.end < words.limit,
      words.tokens[sign.end].kind == .number, let number = cardinals.parse(at: sign.end)
    else { return nil }
    var result = found(words.tokens[index].start, number.end, .money, number.value, .money)
    result.mention.currency = sign.code
    result.details.lastScale = number.lastScale
    return result
  }
}
