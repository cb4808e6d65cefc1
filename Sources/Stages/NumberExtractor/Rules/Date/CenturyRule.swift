import Isnad

extension NumberRule {
  static let centuryText = StageRule(
    "century", "A century.", opens: "القرن",
    finds: [
      RuleExample("في القرن التاسع عشر.", "القرن التاسع عشر", "18XX")
    ], leaves: ["عاش قرنا."])
}
