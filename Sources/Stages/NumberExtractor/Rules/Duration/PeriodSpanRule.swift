import Isnad

extension NumberRule {
  static let periodSpanText = StageRule(
    "period-span", "So many days, months or years up to the article's date, or from it.",
    opens: "definite nouns of time, آخر",
    finds: [
      RuleExample("خلال السنوات العشر الماضية.", "السنوات العشر الماضية", "2014/2024")
    ], leaves: ["مرت السنوات العشر بسرعة."])
}
