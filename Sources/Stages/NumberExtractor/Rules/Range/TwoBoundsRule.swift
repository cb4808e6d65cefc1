import Isnad

extension NumberRule {
  static let twoBoundsText = StageRule(
    "two-bounds", "A least and a most.", opens: "words that bound a number",
    finds: [
      RuleExample("العدد أكثر من مئة وأقل من ثلاثمئة.", "أكثر من مئة وأقل من ثلاثمئة", "100 – 300")
    ], leaves: ["العدد أكثر من مئة."])
}
