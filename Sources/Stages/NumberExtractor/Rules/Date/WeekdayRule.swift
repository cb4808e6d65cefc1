import Isnad

extension NumberRule {
  static let weekdayText = StageRule(
    "weekday", "A day of the week, told from the article's date.", opens: "weekdays",
    finds: [
      RuleExample("وصل يوم الاثنين.", "الاثنين", "2024-05-13")
    ], leaves: ["وصل الاثنان معا."])
}
