import Isnad

extension NumberRule {
  static let dualText = StageRule(
    "dual", "A noun in the dual: the number is two.", opens: "a noun in the dual",
    finds: [
      RuleExample("كتب الوزير رسالتين.", "رسالتين", "2 رسالتين"),
      RuleExample("العلاقات بين البلدين جيدة.", "البلدين", "2 البلدين"),
    ], leaves: ["زار البحرين مع والديه."])
}
