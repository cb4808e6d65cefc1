import Isnad
import IsnadArabic

extension NumberRule {
  static let centuryText = RuleDeclaration(
    "century", "A century.",
    opens: [.word(.centuryWord)],
    finds: [
      RuleExample("في القرن التاسع عشر.", "القرن التاسع عشر", "18XX")
    ], leaves: ["عاش قرنا."])
}

extension DateParser {
  /// القرن العشرين، القرن الماضي، القرن الثالث قبل الميلاد.
  func century(at index: Int) -> ParsedDate? {
    guard index + 1 < words.limit, words.has(index, .centuryWord) else { return nil }
    let isAttached = !words.tokens.begins(index, "ال")
    let result = ParsedDate(
      value: nil, start: words.tokens.span(of: index, strippingForm: isAttached ? 2 : 0).start,
      end: index + 2,
      rule: .century)
    if let shift = RelativeDirection.at(index + 1, words) {
      result.end = shift.end
      result.value = reference.map { .point(.century($0.year / 100 + shift.steps)) }
      return result
    }
    let at = words.has(index + 1, .articleAlone) ? index + 2 : index + 1
    let digits = words.plainDigits(at).map { ($0.value, at + 1) }
    guard let (number, end) = digits ?? OrdinalParser(words).parse(at: at),
      (1...30).contains(number)
    else { return nil }
    result.end = end
    result.value = .point(.century(number - 1))
    if end < words.limit, words.has(end, .gregorianAdjective) {
      result.end = end + 1
    } else if end < words.limit, words.has(end, .hijriAdjective) {
      result.end = end + 1
      result.hijri = result.value
      result.value = nil
    } else if let end = beforeChrist(end) {
      result.end = end
      result.value = .point(.century(number - 1, isBeforeChrist: true))
    }
    return result
  }
}
