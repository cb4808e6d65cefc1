import Isnad

extension NumberRule {
  static let relativeDayText = StageRule(
    "relative-day", "A day told from the article's date, such as أمس.", opens: "أمس, غدا",
    finds: [
      RuleExample("وصل أمس.", "أمس", "2024-05-14")
    ], leaves: ["قالت صحيفة المصري اليوم."])
}
