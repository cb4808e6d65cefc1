import Isnad

extension NumberRule {
  static let percentageText = RuleDeclaration(
    "percentage", "A number and في المئة or its kin.",
    opens: [.number],
    finds: [
      RuleExample("ارتفعت الأسعار ٢٫٥ في المئة.", "٢٫٥ في المئة", "2.5 %")
    ], leaves: ["وصل عدد المدعوين إلى المئة."])
}
