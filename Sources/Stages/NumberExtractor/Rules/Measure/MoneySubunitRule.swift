import Isnad
import IsnadArabic

extension NumberRule {
  static let moneySubunitText = RuleDeclaration(
    "money-subunit", "A number and a part of a currency, such as سنت.",
    opens: [.number],
    finds: [
      RuleExample("السعر 50 سنتا.", "50 سنتا", "0.5 USD")
    ], leaves: ["السعر 50 دولارا."])
}

extension QuantityParser {
  /// عشرون دولارا وعشرة سنتات; a dinar has a thousand fils, other currencies a hundred parts.
  func withSubunit(_ money: FoundNumber, of nounAt: Int) -> FoundNumber {
    let hasThousandParts = words.has(nounAt, .thousandParts)
    let at = words.isConjunction(money.end) ? money.end + 1 : money.end
    guard at < words.limit, at > money.end || words.beginsWithWaw(money.end),
      let part = CardinalParser(words).parse(at: at), part.end < words.limit,
      case .subunit? = words.word(part.end)?.noun?.measure,
      let share = part.value.times(
        ExactDecimal(mantissa: 1, scale: hasThousandParts && words.has(part.end, .thousandPart) ? 3 : 2)),
      let sum = money.mention.value?.plus(share)
    else { return money }
    var result = money
    result.mention.value = sum
    result.end = part.end + 1
    result.mention.span.end = words.tokens[part.end].end
    return result
  }
}
