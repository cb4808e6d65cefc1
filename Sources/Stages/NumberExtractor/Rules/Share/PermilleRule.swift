import Isnad

extension NumberRule {
  static let permilleText = RuleDeclaration(
    "permille", "A number and في الألف or ‰.",
    opens: [.number],
    finds: [
      RuleExample("يبلغ المعدل 5 في الألف.", "5 في الألف", "0.5 %")
    ], leaves: ["دفع الألف دينار."])
}
