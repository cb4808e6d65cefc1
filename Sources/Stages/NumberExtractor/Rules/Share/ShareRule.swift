import Isnad
import IsnadArabic

extension NumberRule {
  static let shareText = RuleDeclaration(
    "share", "So many of so many.",
    opens: [.word(.partWord), .number],
    finds: [
      RuleExample("وافق ثلاثة من أصل عشرة.", "ثلاثة من أصل عشرة", "0.3")
    ], leaves: ["وافق ثلاثة من الأعضاء."])
}

extension QuantityParser {
  /// من أصل 15، من كل خمسة، أجزاء من مئة: the whole of which a number is a part.
  func parts(of index: Int) -> ParsedNumber? {
    guard index + 2 < words.limit else { return nil }
    if words.has(index, .from),
      words.has(index + 1, .origin) || words.has(index + 1, .each)
        || words.has(index + 1, .between) && words.has(index + 2, .each)
    {
      let at = words.has(index + 1, .between) ? 3 : 2
      return index + at < words.limit ? cardinals.parse(at: index + at) : nil
    }
    return words.has(index, .partWord) ? from(index + 1) : nil
  }

  /// من before an indefinite number.
  func from(_ index: Int) -> ParsedNumber? {
    guard index + 1 < words.limit, words.has(index, .from), words.word(index + 1)?.isDefinite != true,
      words.tokens[index + 1].kind == .number || words.stripped(index + 1) == 0
    else { return nil }
    return cardinals.parse(at: index + 1)
  }
}
