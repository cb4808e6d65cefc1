import Isnad

extension NumberRule {
  static let cardinalText = StageRule(
    "cardinal", "A number in digits or words that counts nothing named.", opens: "digits, words of numbers",
    finds: [
      RuleExample("بلغ العدد 1,250.", "1,250", "1250"),
      RuleExample("العدد خمسة وأربعون.", "خمسة وأربعون", "45"),
    ], leaves: ["اتصل بالرقم 0100-123-4567.", "سقطت المدن الواحدة تلو الأخرى."])
}
