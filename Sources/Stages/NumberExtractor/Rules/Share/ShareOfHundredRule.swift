import Isnad

extension NumberRule {
  static let shareOfHundredText = RuleDeclaration(
    "share-of-hundred", "A number behind نسبة: so many of every hundred.",
    opens: [.number],
    finds: [
      RuleExample("بلغت المشاركة نسبة 60.", "60", "60 %")
    ], leaves: ["بلغ العدد 60."])
}
