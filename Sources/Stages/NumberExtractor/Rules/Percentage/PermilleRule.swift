import Isnad

extension NumberRule {
  static let permilleText = StageRule(
    "permille", "A number and في الألف or ‰.", opens: "numbers",
    finds: [
      RuleExample("يبلغ المعدل 5 في الألف.", "5 في الألف", "0.5 %")
    ], leaves: ["دفع الألف دينار."])
}
