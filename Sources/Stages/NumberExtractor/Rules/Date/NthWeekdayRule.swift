import Isnad

extension NumberRule {
  static let nthWeekdayText = StageRule(
    "nth-weekday", "The first, second, … or last such day of a month.", opens: "ordinals, آخر",
    finds: [
      RuleExample("ثالث ثلاثاء من أيلول 2023.", "ثالث ثلاثاء من أيلول 2023", "2023-09-19")
    ], leaves: ["ثالث قرار من الوزير."])
}
