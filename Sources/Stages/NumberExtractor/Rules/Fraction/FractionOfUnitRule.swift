import Isnad

extension NumberRule {
  static let fractionOfUnitText = StageRule(
    "fraction-of-unit", "A fraction of a unit that counts nothing else, such as half a contract.",
    opens: "words of fractions",
    finds: [
      RuleExample("وقع نصف عقدا.", "نصف عقدا", "0.5 عقدا")
    ], leaves: ["بلغ العدد مليونا."])
}
