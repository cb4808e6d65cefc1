import Isnad

extension NumberRule {
  static let fractionOfUnitText = StageRule(
    "fraction-of-unit", "A fraction of a unit, such as half a million.", opens: "words of fractions",
    finds: [
      RuleExample("بلغ العدد نصف مليون.", "نصف مليون", "500000")
    ], leaves: ["بلغ العدد مليونا."])
}
