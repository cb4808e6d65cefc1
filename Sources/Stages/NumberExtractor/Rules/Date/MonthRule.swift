import Isnad

extension NumberRule {
  static let monthText = StageRule(
    "month", "A month, and its year where one is said.", opens: "months",
    finds: [
      RuleExample("في أكتوبر 2023.", "أكتوبر 2023", "2023-10")
    ], leaves: ["قال دي مايو إنه مستعد."])
}
