import Isnad

extension NumberRule {
  static let indefiniteText = StageRule(
    "indefinite", "A number without an exact value, such as عشرات.", opens: "عشرات, مئات, بضعة",
    finds: [
      RuleExample("شارك عشرات المواطنين في المسيرة.", "عشرات المواطنين", "10 المواطنين")
    ], leaves: ["شارك المواطنون في المسيرة."])
}
