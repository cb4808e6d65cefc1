import Isnad

extension NumberRule {
  static let nightText = StageRule(
    "night", "A night told from the article's date, such as الليلة الماضية.", opens: "الليلة, ليلة",
    finds: [
      RuleExample("وقع الليلة الماضية.", "الليلة الماضية", "2024-05-14T18:00/2024-05-15T06:00")
    ], leaves: ["ألف ليلة وليلة كتاب."])
}
