import Isnad

extension NumberRule {
  static let numericMonthText = StageRule(
    "numeric-month", "A month and a year in figures.", opens: "digits",
    finds: [
      RuleExample("صدر في 10/2018.", "10/2018", "2018-10")
    ], leaves: ["صدر القانون 10/2018."])
}
