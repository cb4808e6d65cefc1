import Isnad

extension NumberRule {
  static let yearText = StageRule(
    "year", "A word for a year, and the number.", opens: "عام, سنة",
    finds: [
      RuleExample("حدث ذلك عام 1967.", "عام 1967", "1967")
    ], leaves: ["انتخب الأمين العام 3 نواب."])
}
