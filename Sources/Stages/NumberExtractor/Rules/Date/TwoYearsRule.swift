import Isnad

extension NumberRule {
  static let twoYearsText = StageRule(
    "two-years", "A year and the next one: a season or a school year.", opens: "digits",
    finds: [
      RuleExample("موسم 2003/2004 كان جيدا.", "2003/2004", "2003/2004")
    ], leaves: ["القانون رقم 46/2019."])
}
