import Isnad

extension NumberRule {
  static let relativeDistanceText = StageRule(
    "relative-distance", "So long before or after the article's date.", opens: "قبل, بعد, منذ",
    finds: [
      RuleExample("وقع قبل ثلاثة أيام.", "قبل ثلاثة أيام", "2024-05-12")
    ], leaves: ["وقع قبل الحرب."])
}
