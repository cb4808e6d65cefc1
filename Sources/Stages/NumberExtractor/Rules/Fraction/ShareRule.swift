import Isnad

extension NumberRule {
  static let shareText = StageRule(
    "share", "So many of so many.", opens: "numbers",
    finds: [
      RuleExample("وافق ثلاثة من أصل عشرة.", "ثلاثة من أصل عشرة", "0.3")
    ], leaves: ["وافق ثلاثة من الأعضاء."])
}
