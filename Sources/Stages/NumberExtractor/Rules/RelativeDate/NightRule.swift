import Isnad
import IsnadArabic

extension NumberRule {
  static let nightText = RuleDeclaration(
    "night", "A night told from the article's date, such as الليلة الماضية.",
    opens: [.word(.theNight), .word(.night), .word(.thisFeminine)],
    finds: [
      RuleExample("وقع الليلة الماضية.", "الليلة الماضية", "2024-05-14T18:00/2024-05-15T06:00")
    ], leaves: ["ألف ليلة وليلة كتاب."])
}

extension RelativeDateParser {
  /// الليلة، هذه الليلة، الليلة الماضية، ليلة أمس: from six in the evening to six in the morning.
  func night(at index: Int) -> ParsedDate? {
    let tokens = words.tokens
    let isShown = words.has(index, .thisFeminine)
    let at = isShown ? index + 1 : index
    guard at < words.limit else { return nil }
    var end = at + 1
    let steps: Int
    if words.has(at, .night) {
      guard end < words.limit, words.has(end, .yesterday), !isShown else { return nil }
      steps = -1
      end += 1
      if end < words.limit, words.word(end)?.weekday != nil, words.stripped(end) == 0 { end += 1 }
    } else {
      guard words.has(at, .theNight) else { return nil }
      let isBefore = end + 1 < words.limit && words.has(end, .before)
      if !isShown, end < words.limit, words.has(isBefore ? end + 1 : end, .lastNight) {
        steps = isBefore ? -2 : -1
        end += isBefore ? 2 : 1
      } else if let found = RelativeDirection.at(end, words), !isShown {
        steps = found.steps
        end = found.end
      } else {
        // الليلة الأولى is one of several, عشرة في الليلة a rate.
        let isOther = end < words.limit && tokens[end].kind == .word && words.hasArticle(end)
        // تلك الليلة is one that the text tells of.
        let isAnother = index > 0 && (words.has(index - 1, .inside) || words.has(index - 1, .thoseWord))
        guard isShown || !isOther && !isAnother else { return nil }
        steps = 0
      }
    }
    let value = reference.map { day in
      CalendarValue.interval(
        .minute(day.adding(days: steps), 18 * 60), .minute(day.adding(days: steps + 1), 6 * 60))
    }
    return ParsedDate(value: value, start: tokens[index].start, end: end, rule: .night)
  }
}
