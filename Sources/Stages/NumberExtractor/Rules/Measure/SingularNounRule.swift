import Isnad

extension NumberRule {
  static let singularNounText = RuleDeclaration(
    "singular-noun", "A unit without a number, and a fraction more of it.",
    opens: [.meaning(.singularNoun)], witness: .examples,
    finds: [
      RuleExample("وقع عقدا ونصف.", "عقدا ونصف", "1.5 عقدا")
    ], leaves: ["قاس المسافة بالمتر."])
}
