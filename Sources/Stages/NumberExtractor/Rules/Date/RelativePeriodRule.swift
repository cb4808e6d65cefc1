import Isnad

extension NumberRule {
  static let relativePeriodText = StageRule(
    "relative-period", "This, the last or the next week, month or year.", opens: "الأسبوع, الشهر, العام, هذا",
    finds: [
      RuleExample("زار بغداد الشهر الماضي.", "الشهر الماضي", "2024-04")
    ], leaves: ["زاد الدخل الشهري."])
}
