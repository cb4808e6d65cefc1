import Isnad

extension NumberRule {
  static let mixedFractionText = StageRule(
    "mixed-fraction", "A whole number and a fraction.", opens: "digits, words of numbers",
    finds: [
      RuleExample("كتب 3 1/2 صفحة.", "3 1/2", "3.5")
    ], leaves: ["أكل خمسة وشرب."])
}
