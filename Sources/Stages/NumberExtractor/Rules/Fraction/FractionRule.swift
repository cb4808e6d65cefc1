import Isnad

extension NumberRule {
  static let fractionText = StageRule(
    "fraction", "A fraction in words or digits, or a whole with one.", opens: "words of fractions",
    finds: [
      RuleExample("أكل ثلاثة أرباع الكعكة.", "ثلاثة أرباع", "0.75")
    ], leaves: ["بدأت مباراة نصف النهائي."])
}
