import Isnad

extension NumberRule {
  static let edgeOfMonthText = StageRule(
    "edge-of-month", "The first or last day of a month.", opens: "أول, آخر, فاتح",
    finds: [
      RuleExample("في آخر يوم من مايو 2024.", "آخر يوم من مايو 2024", "2024-05-31")
    ], leaves: ["في آخر كتاب."])
}
