import Isnad

extension NumberRule {
  static let rangeText = StageRule(
    "range", "From one number to another.", opens: "من, بين, numbers",
    finds: [
      RuleExample("تكلف من 3 إلى 5 ملايين دولار.", "من 3 إلى 5 ملايين دولار", "3000000 – 5000000 USD")
    ], leaves: ["سافر من القاهرة إلى دبي."])
}
