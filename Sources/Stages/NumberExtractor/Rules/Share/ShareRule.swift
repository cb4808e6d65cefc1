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
    var cursor = Cursor(words, at: index)
    if cursor.accept(.partWord) { return from(cursor.index) }
    guard cursor.accept(.from),
      cursor.accept(either: .origin, or: .each) || cursor.accept(.between, .each)
    else { return nil }
    return cardinals.parse(at: cursor.index)
  }

  /// من before an indefinite number.
  func from(_ index: Int) -> ParsedNumber? {
    var cursor = Cursor(words, at: index)
    return cursor.accept(.from) ? indefinite(cursor) : nil
  }

  /// A number without the article and clitics before it.
  func indefinite(_ cursor: Cursor) -> ParsedNumber? {
    let index = cursor.index
    guard !cursor.isAtEnd, words.word(index)?.isDefinite != true,
      words.tokens[index].kind == .number || words.stripped(index) == 0
    else { return nil }
    return cardinals.parse(at: index)
  }
}
