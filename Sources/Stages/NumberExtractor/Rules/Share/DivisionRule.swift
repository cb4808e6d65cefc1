import Isnad
import IsnadArabic

extension NumberRule {
  static let divisionText = RuleDeclaration(
    "division", "One number divided by another.",
    opens: [.number],
    finds: [
      RuleExample("العدد واحد على عشرة.", "واحد على عشرة", "0.1")
    ], leaves: ["عثر على عشرة كتب."])
}

extension QuantityParser {
  /// 8 على 10; not حصلت الدول الثلاث على 134 صوتا, nor 750 مليون على خمس سنوات.
  func division(by index: Int) -> ParsedNumber? {
    var cursor = Cursor(words, at: index)
    guard cursor.accept(.on), let below = indefinite(cursor) else { return nil }
    // مائة على ألف وخمسة, but not أنفق مائة على ألف طالب.
    guard
      below.lastScale == 1
        || below.hasWords && !below.isSingleWord
          && (below.end >= words.limit || words.tokens[below.end].kind != .word)
    else { return nil }
    return below
  }
}
