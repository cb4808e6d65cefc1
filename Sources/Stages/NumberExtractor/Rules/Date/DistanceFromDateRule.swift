import Isnad

extension NumberRule {
  static let distanceFromDateText = StageRule(
    "distance-from-date", "So long before or after a date that is named.", opens: "قبل, بعد",
    finds: [
      RuleExample("وصل بعد ثلاثة أيام من 1 مايو 2024.", "بعد ثلاثة أيام من 1 مايو 2024", "2024-05-04")
    ], leaves: ["وصل بعد ثلاثة أيام."])
}
