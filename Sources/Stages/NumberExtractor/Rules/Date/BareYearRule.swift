import Isnad

extension NumberRule {
  static let bareYearText = StageRule(
    "bare-year", "A number that can only be a year where it stands.", opens: "digits",
    finds: [
      RuleExample("حدث ذلك في 1967.", "1967", "1967")
    ], leaves: ["بلغ 1967."])
}
