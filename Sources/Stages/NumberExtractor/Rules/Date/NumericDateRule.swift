import Isnad

extension NumberRule {
  static let numericDateText = StageRule(
    "numeric-date", "A date in figures.", opens: "digits",
    finds: [
      RuleExample("وقع في 24/3/2015.", "24/3/2015", "2015-03-24")
    ], leaves: ["فاز بنتيجة 3-1."])
}
