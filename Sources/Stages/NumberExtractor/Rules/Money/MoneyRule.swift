import Isnad

extension NumberRule {
  static let moneyText = StageRule(
    "money", "A number and a currency.", opens: "numbers, signs of currencies",
    finds: [
      RuleExample("دفع 500 ألف جنيه مصري.", "500 ألف جنيه مصري", "500000 EGP"),
      RuleExample("السعر $20.", "$20", "20 USD"),
    ], leaves: ["دفع بالدولار."])
}
