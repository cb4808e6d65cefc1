import Isnad

extension NumberRule {
  static let nightText = StageRule(
    "night", "A night told from the article's date, such as الليلة الماضية.", opens: "الليلة, ليلة",
    finds: [
      RuleExample("وقع الليلة الماضية.", "الليلة الماضية", "2024-05-14")
    ], leaves: ["ألف ليلة وليلة كتاب."])
}
