import Isnad

extension NumberRule {
  static let divisionText = StageRule(
    "division", "One number divided by another.", opens: "numbers",
    finds: [
      RuleExample("العدد واحد على عشرة.", "واحد على عشرة", "0.1")
    ], leaves: ["عثر على عشرة كتب."])
}
