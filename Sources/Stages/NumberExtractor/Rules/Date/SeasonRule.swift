import Isnad

extension NumberRule {
  static let seasonText = StageRule(
    "season", "A season, and its year where one is said or told.", opens: "صيف, ربيع",
    finds: [
      RuleExample("بدأ ذلك في صيف 2014.", "صيف 2014", "2014-22")
    ], leaves: ["الربيع العربي حدث كبير."])
}
