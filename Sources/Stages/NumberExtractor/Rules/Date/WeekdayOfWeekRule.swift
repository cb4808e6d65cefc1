import Isnad

extension NumberRule {
  static let weekdayOfWeekText = StageRule(
    "weekday-of-week", "A day of this, the last or the next week.", opens: "الأسبوع",
    finds: [
      RuleExample("الأسبوع القادم يوم الأحد يسافر.", "الأسبوع القادم يوم الأحد", "2024-05-26")
    ], leaves: ["يسافر الأحد."])
}
