import Isnad

extension NumberRule {
  static let weekOfPeriodText = StageRule(
    "week-of-period", "A week of a month or a year by its number.", opens: "الأسبوع",
    finds: [
      RuleExample("في الأسبوع الأول من أكتوبر 2023.", "الأسبوع الأول من أكتوبر 2023", "2023-10-02/2023-10-08")
    ], leaves: ["في الأسبوع الأول من الدوري."])
}
