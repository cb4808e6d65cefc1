import Isnad
import IsnadArabic

extension NumberRule {
  static let relativeDayText = RuleDeclaration(
    "relative-day", "A day told from the article's date, such as أمس.",
    opens: [.phrase(.dayFromToday)],
    finds: [
      RuleExample("وصل أمس.", "أمس", "2024-05-14")
    ], leaves: ["قالت صحيفة المصري اليوم."])
}

extension RelativeDateParser {
  /// أمس، أول من أمس، بعد غد، اليوم; with the weekday that may stand after it.
  func namedDay(at index: Int) -> ParsedDate? {
    guard let (meaning, phraseEnd) = words.phrase(at: index),
      case .day(let offset) = meaning
    else { return nil }
    var end = phraseEnd
    let isNamedTwice = end < words.limit && words.word(end)?.weekday != nil && words.stripped(end) == 0
    // اليوم العالمي is a day of its own, مرتين في اليوم a rate.
    if offset == 0 && !isNamedTwice {
      guard !quantities.isNamed(end), index == 0 || !words.has(index - 1, .inside) else {
        return nil
      }
    }
    if isNamedTwice { end += 1 }
    // نفس اليوم is another one; صحيفة المصري اليوم a newspaper.
    if index > 0, words.has(index - 1, .sameWord) { return nil }
    if index > 1, words.has(index - 2, .outletWord),
      words.has(index - 1, .outletName)
    {
      return nil
    }
    return ParsedDate(
      value: reference.map { .day($0.adding(days: offset)) }, start: words.phraseStart(index), end: end,
      rule: .relativeDay)
  }
}
