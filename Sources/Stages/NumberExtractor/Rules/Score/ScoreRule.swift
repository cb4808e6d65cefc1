import Isnad

extension NumberRule {
  static let scoreText = StageRule(
    "score", "The score of a game.", opens: "digits, صفر",
    finds: [
      RuleExample("فاز الفريق 3-1 أمس.", "3-1", "3 – 1")
    ], leaves: ["الفصل 2-5 من الكتاب."])
}
