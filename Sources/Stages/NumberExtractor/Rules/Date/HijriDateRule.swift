import Isnad

extension NumberRule {
  static let hijriDateText = StageRule(
    "hijri-date", "A date of the Islamic calendar (Umm al-Qura).",
    opens: "digits, months of the Islamic calendar",
    finds: [
      RuleExample("في 10 رمضان 1445.", "10 رمضان 1445", "2024-03-20")
    ], leaves: ["في 10 مارس 2024."])
}
