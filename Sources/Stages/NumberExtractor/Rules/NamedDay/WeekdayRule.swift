import Isnad
import IsnadArabic

extension NumberRule {
  static let weekdayText = RuleDeclaration(
    "weekday", "A day of the week, told from the article's date.",
    opens: [.meaning(.weekday)],
    finds: [
      RuleExample("وصل يوم الاثنين.", "الاثنين", "2024-05-13")
    ], leaves: ["وصل الاثنان معا."])
}

extension DateParser {
  func weekdayFirst(at index: Int) -> ParsedDate? {
    guard let word = words.word(index) else { return nil }
    guard let weekday = word.weekday else { return bareWeekday(word, at: index) }
    var cursor = Cursor(words, at: index + 1)
    _ = cursor.acceptComma()
    while cursor.accept(either: .correspondingTo, or: .inside) {}
    if !cursor.isAtEnd, let date = afterWeekday(at: cursor.index) {
      date.start = words.start(index)
      if let yearless = date.yearless,
        let year = nearestYear(month: yearless.month, day: yearless.day, weekday: weekday, isAhead: false)
      {
        date.value = .day(year: year, month: yearless.month, day: yearless.day)
      }
      return date
    }
    // الأحد عشر is eleven.
    if index + 1 < words.limit, words.stripped(index + 1) == 0, words.cardinal(index + 1) == .ten {
      return nil
    }
    if let date = ofWeek(weekday, at: index) ?? numbered(weekday, at: index) {
      return date
    }
    let shift = RelativeDirection.at(index + 1, words) ?? sharedDirection(index)
    let day = reference.map { reference in
      let back = (reference.weekday - weekday + 7) % 7
      let ahead = back == 0 ? 7 : 7 - back
      let days: Int
      switch shift?.steps {
      case let steps? where steps > 0: days = ahead + 7 * (steps - 1)
      case let steps? where steps < 0: days = (back == 0 ? -7 : -back) + 7 * (steps + 1)
      default: days = back > 0 && (isShown(index) || isAhead(index)) ? ahead : -back
      }
      return reference.adding(days: days)
    }
    return ParsedDate(
      value: day.map(CalendarValue.day), start: words.start(index), end: shift?.end ?? index + 1,
      rule: .weekday)
  }

  /// الثلاثاء والأربعاء المقبلين: one word of direction for two days.
  private func sharedDirection(_ index: Int) -> (steps: Int, end: Int)? {
    if let steps = RelativeDirection.ofTwo(index + 1, words), index > 0,
      words.word(index - 1)?.weekday != nil, words.beginsWithWaw(index)
    {
      return (steps, index + 2)
    }
    guard index + 2 < words.limit, words.word(index + 1)?.weekday != nil, words.beginsWithWaw(index + 1)
    else {
      return nil
    }
    return RelativeDirection.ofTwo(index + 2, words).map { ($0, index + 1) }
  }

  /// The date that a weekday stands before.
  private func afterWeekday(at index: Int) -> ParsedDate? {
    dayAndMonth(at: index) ?? numeric(at: index) ?? dayAndMonthInFigures(at: index)
      ?? monthFirst(at: index, needsDay: true)
  }

  /// هذا الخميس is the next one.
  private func isShown(_ index: Int) -> Bool {
    let before = index > 0 && words.has(index - 1, .dayWord) ? index - 2 : index - 1
    return before >= 0 && words.has(before, .this)
  }

  /// اليوم 6 مايو، غدا الجمعة 7 يونيو: a day told from today, and its date.
  func dayWithDate(at index: Int) -> ParsedDate? {
    guard let (meaning, phraseEnd) = words.phrase(at: index),
      case .day = meaning
    else { return nil }
    var cursor = Cursor(words, at: phraseEnd)
    let isListed = cursor.acceptComma()
    let end = cursor.index
    guard !cursor.isAtEnd, !isListed || words.word(end)?.weekday != nil else { return nil }
    let date =
      words.word(end)?.weekday == nil
      ? dayAndMonth(at: end) ?? threeParts(at: end) : weekdayFirst(at: end)
    guard let date, date.isDay, date.rule != .weekday, words.stripped(end) == 0 else { return nil }
    date.start = words.phraseStart(index)
    return date
  }
}
