import Isnad

extension NumberRule {
  static let dayOfRelativeMonthText = StageRule(
    "day-of-relative-month", "A day of this, the last or the next month.", opens: "digits, words of numbers",
    finds: [
      RuleExample("في 15 من الشهر الماضي.", "15 من الشهر الماضي", "2024-04-15")
    ], leaves: ["في 15 نيسان."])
}
