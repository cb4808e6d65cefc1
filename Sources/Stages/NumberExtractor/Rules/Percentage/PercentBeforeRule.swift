import Isnad

extension NumberRule {
  static let percentBeforeText = StageRule(
    "percent-before", "في المئة or its kin before its number.", opens: "%",
    finds: [
      RuleExample("الربح بالمئة 5.", "بالمئة 5", "5 %")
    ], leaves: ["ارتفع 5 درجات."])
}
