import Isnad

extension NumberRule {
  static let relativeHourText = StageRule(
    "relative-hour", "This, the last or the next hour or minute.", opens: "الساعة, الدقيقة",
    finds: [
      RuleExample("خلال الساعة الماضية.", "الساعة الماضية", "2024-05-15T11:00")
    ], leaves: ["باع الساعة الذهبية."])
}
