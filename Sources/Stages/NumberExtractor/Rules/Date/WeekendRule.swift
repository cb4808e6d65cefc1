import Isnad

extension NumberRule {
  static let weekendText = StageRule(
    "weekend", "The days of rest of a week.", opens: "عطلة نهاية الأسبوع",
    finds: [
      RuleExample("يسافر في عطلة نهاية الأسبوع المقبل.", "عطلة نهاية الأسبوع المقبل", "2024-05-25/2024-05-26")
    ], leaves: ["بدأت العطلة الصيفية."])
}
