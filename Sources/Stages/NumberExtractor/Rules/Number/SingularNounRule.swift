import Isnad

extension NumberRule {
  static let singularNounText = StageRule(
    "singular-noun", "A unit without a number, and a fraction more of it.",
    opens: "a singular noun of a unit",
    finds: [
      RuleExample("وقع عقدا ونصف.", "عقدا ونصف", "1.5 عقدا")
    ], leaves: ["قاس المسافة بالمتر."])
}
