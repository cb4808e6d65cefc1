import Isnad

extension NumberRule {
  static let dayOfMonthText = StageRule(
    "day-of-month", "The day of a month that is said elsewhere.", opens: "يوم",
    finds: [
      RuleExample("يسافر يوم 27.", "27", "2024-05-27")
    ], leaves: ["قرأ 27 صفحة."])
}
