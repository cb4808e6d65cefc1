import Isnad

extension NumberRule {
  static let dateRangeText = StageRule(
    "date-range", "From one date to another.", opens: "من, بين, dates",
    finds: [
      RuleExample("من 3 إلى 7 مايو 2024.", "من 3 إلى 7 مايو 2024", "2024-05-03/2024-05-07")
    ], leaves: ["في 3 مايو 2024."])
}
