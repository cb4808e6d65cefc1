import Isnad

extension NumberRule {
  static let partOfPeriodText = StageRule(
    "part-of-period", "The first days of a month, the middle of a year, and the like.",
    opens: "أوائل, منتصف, أواخر",
    finds: [
      RuleExample("في منتصف عام 2019.", "منتصف عام 2019", "2019-06-01/2019-07-31")
    ], leaves: ["في منتصف الطريق."])
}
