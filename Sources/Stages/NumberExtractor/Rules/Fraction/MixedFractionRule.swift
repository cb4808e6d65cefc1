import Isnad

extension NumberRule {
  static let mixedFractionText = StageRule(
    "mixed-fraction", "A whole number and a fraction.", opens: "digits, words of numbers",
    finds: [
      RuleExample("النتيجة خمسة ونصف.", "خمسة ونصف", "5.5")
    ], leaves: ["أكل خمسة وشرب."])
}
