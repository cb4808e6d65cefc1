import Isnad

extension NumberRule {
  static let percentSignText = StageRule(
    "percent-sign", "A percent sign written together with the number behind it.", opens: "numbers",
    finds: [
      RuleExample("ارتفع بنسبة %5.", "%5", "5 %")
    ], leaves: ["ارتفعت 5 درجات."])
}
