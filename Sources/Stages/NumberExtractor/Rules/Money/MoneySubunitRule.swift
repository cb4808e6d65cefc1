import Isnad

extension NumberRule {
  static let moneySubunitText = StageRule(
    "money-subunit", "A number and a part of a currency, such as سنت.", opens: "numbers",
    finds: [
      RuleExample("السعر 50 سنتا.", "50 سنتا", "0.5 USD")
    ], leaves: ["السعر 50 دولارا."])
}
