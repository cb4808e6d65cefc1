import Isnad

extension NumberRule {
  static let decadeText = StageRule(
    "decade", "A decade.", opens: "a word of tens in ات",
    finds: [
      RuleExample("ولد في التسعينيات.", "التسعينيات", "199X")
    ], leaves: ["ولد قبل تسعين يوما."])
}
