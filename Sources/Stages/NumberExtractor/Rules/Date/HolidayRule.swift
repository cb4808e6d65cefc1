import Isnad

extension NumberRule {
  static let holidayText = StageRule(
    "holiday", "A day that bears a name, such as عيد الفطر.", opens: "phrases of days",
    finds: [
      RuleExample("في عيد العمال 2023.", "عيد العمال 2023", "2023-05-01")
    ], leaves: ["نظم حفلا بمناسبة عيد ميلاده."])
}
