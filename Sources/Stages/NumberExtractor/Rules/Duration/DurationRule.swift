import Isnad

extension NumberRule {
  static let durationText = StageRule(
    "duration", "A number and a unit of time.", opens: "numbers, nouns of time",
    finds: [
      RuleExample("استمرت الحرب خمس سنوات.", "خمس سنوات", "P5Y"),
      RuleExample("انتظر ساعتين و10 دقائق.", "ساعتين و10 دقائق", "PT2H10M"),
    ], leaves: ["عقد المؤتمر في قاعة الساعات."])
}
