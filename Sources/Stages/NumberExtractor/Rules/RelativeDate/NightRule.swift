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
    var cursor = Cursor(words, at: index)
    let isShown = cursor.accept(.thisFeminine)
    let steps: Int
    if cursor.accept(.night) {
      guard !isShown, cursor.accept(.yesterday) else { return nil }
      steps = -1
      _ = cursor.acceptMeaning { $0.weekday }
    } else {
      guard cursor.accept(.theNight) else { return nil }
      if !isShown, cursor.accept(.before, .lastNight) {
        steps = -2
      } else if !isShown, cursor.accept(.lastNight) {
        steps = -1
      } else if !isShown, let found = RelativeDirection.at(cursor.index, words) {
        steps = found.steps
        cursor.move(to: found.end)
      } else {
        // الليلة الأولى is one of several, عشرة في الليلة a rate.
        let isOther = cursor.peeksWord && words.hasArticle(cursor.index)
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
    return ParsedDate(value: value, start: words.tokens[index].start, end: cursor.index, rule: .night)
  }
}
