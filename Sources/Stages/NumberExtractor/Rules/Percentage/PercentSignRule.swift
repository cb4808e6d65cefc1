import Isnad

extension NumberRule {
  static let percentSignText = StageRule(
    "percent-sign", "A number and a percent sign.", opens: "numbers",
    finds: [
      RuleExample("ارتفعت الأسعار ١٢,٥ % في عام.", "١٢,٥ %", "12.5 %")
    ], leaves: ["ارتفعت 5 درجات."])
}
