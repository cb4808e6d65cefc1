import Isnad

extension NumberRule {
  static let dayMonthText = StageRule(
    "day-month", "A day and a month, and the year where one is said.", opens: "digits, words of numbers",
    finds: [
      RuleExample("في 19 نيسان 2018.", "19 نيسان 2018", "2018-04-19")
    ], leaves: ["في نيسان 2018."])
}
