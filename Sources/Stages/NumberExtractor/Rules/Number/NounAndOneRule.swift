import Isnad

extension NumberRule {
  static let nounAndOneText = StageRule(
    "noun-and-one", "A noun and واحد after it.", opens: "واحد, واحدة",
    finds: [
      RuleExample("للحزب صوت واحد.", "صوت واحد", "1 صوت")
    ], leaves: ["هو واحد من أصدقائي."])
}
