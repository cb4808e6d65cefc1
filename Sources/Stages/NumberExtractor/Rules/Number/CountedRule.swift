import Isnad
import IsnadArabic

extension NumberRule {
  static let countedText = RuleDeclaration(
    "counted", "A number and the noun that it counts.",
    opens: [.number],
    finds: [
      RuleExample("أصيب 33 جنديا في الهجوم.", "33 جنديا", "33 جنديا"),
      RuleExample("في المدرسة ثلاثة آلاف طالب.", "ثلاثة آلاف طالب", "3000 طالب"),
    ], leaves: ["بلغ العدد 33 في المساء."])
}

extension QuantityParser {
  func bare(_ start: Int, _ value: ExactDecimal, _ end: Int) -> FoundNumber {
    let span = TextSpan(start, words.tokens[end - 1].end)
    return FoundNumber(
      mention: NumberMention(span: span, kind: .cardinal, value: value, by: NumberExtractor.by(.cardinal)),
      end: end)
  }
}
