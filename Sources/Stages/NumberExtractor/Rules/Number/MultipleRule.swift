import Isnad

extension NumberRule {
  static let multipleText = StageRule(
    "multiple", "So many times as much.", opens: "ضعف, أضعاف",
    finds: [
      RuleExample("ارتفع السعر ثلاثة أضعاف.", "ثلاثة أضعاف", "3")
    ], leaves: ["يعاني المريض من ضعف عام."])
}
