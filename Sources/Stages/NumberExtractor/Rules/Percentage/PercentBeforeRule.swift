import Isnad

extension NumberRule {
  static let percentBeforeText = StageRule(
    "percent-before", "A percent sign before its number.", opens: "%",
    finds: [
      RuleExample("ارتفع بنسبة %5.", "%5", "5 %")
    ], leaves: ["ارتفع 5 درجات."])
}
