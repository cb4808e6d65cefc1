import Isnad

extension NumberRule {
  static let singularNounText = StageRule(
    "singular-noun", "A unit without a number, and a fraction more of it.", opens: "a singular noun of a unit",
    finds: [
      RuleExample("اشترى كيلوغراما ونصف.", "كيلوغراما ونصف", "1.5 kg")
    ], leaves: ["قاس المسافة بالمتر."])
}
