import Isnad
import IsnadArabic

extension NumberRule {
  static let nthWeekdayText = RuleDeclaration(
    "nth-weekday", "The first, second, … or last such day of a month.",
    opens: [.meaning(.ordinal), .word(.last), .meaning(.weekday)],
    finds: [
      RuleExample("ثالث ثلاثاء من أيلول 2023.", "ثالث ثلاثاء من أيلول 2023", "2023-09-19")
    ], leaves: ["ثالث قرار من الوزير."])
}

extension DateParser {
  func nthWeekday(at index: Int) -> ParsedDate? {
    guard index + 3 < words.limit, words.tokens[index].kind == .word,
      let (nth, weekday, end) = numberFirst(at: index) ?? weekdayFirst(at: index),
      let at = inMonth(end), let month = gregorianMonth(at: at)
    else { return nil }
    let said = saidYear(month: month.month, day: nil, isHijri: false, at: month.end)
    let years = said.year.map { [$0] } ?? reference.map { [$0.year, $0.year - 1, $0.year + 1] } ?? []
    let days = years.compactMap { Self.day(nth, weekday, year: $0, month: month.month) }
    let day = years.count == 1 ? days.first : nearest(days)
    if day == nil && !years.isEmpty { return nil }
    // الثلاثاء الثالث من سبتمبر is the third day of it where that is a Tuesday.
    if words.word(index)?.weekday != nil, nth > 0 {
      let third = years.map { CivilDate(year: $0, month: month.month, day: nth) }
      guard !third.isEmpty, third.allSatisfy({ $0.weekday != weekday }) else { return nil }
    }
    return ParsedDate(
      value: day.map(CalendarValue.day) ?? .month(year: nil, month: month.month), start: words.start(index),
      end: said.end,
      rule: .nthWeekday)
  }

  /// Past من or في and شهر; nil where neither stands there and the month bears no preposition.
  func inMonth(_ index: Int) -> Int? {
    var cursor = Cursor(words, at: index)
    guard !cursor.isAtEnd else { return nil }
    if !cursor.accept(.inMonthWord) {
      guard cursor.accept(either: .from, or: .inside) || words.stripped(index) > 0 else { return nil }
      _ = cursor.accept(.monthWord)
    }
    return cursor.isAtEnd ? nil : cursor.index
  }

  private func gregorianMonth(at index: Int) -> (month: Int, end: Int)? {
    if let month = monthNumber(at: index) { return month }
    guard let month = month(at: index), !month.isHijri else { return nil }
    return (month.month, month.end)
  }

  /// ثالث يوم ثلاثاء; the last one is −1.
  private func numberFirst(at index: Int) -> (nth: Int, weekday: Int, end: Int)? {
    guard let nth = words.has(index, .last) ? -1 : words.word(index)?.ordinal, nth <= 5 else {
      return nil
    }
    let at = words.has(index + 1, .dayWord) ? index + 2 : index + 1
    guard at + 1 < words.count, words.stripped(at) == 0, let weekday = words.word(at)?.bareWeekday else {
      return nil
    }
    return (nth, weekday, at + 1)
  }

  /// الاثنين الأخير، الثلاثاء الثالث.
  private func weekdayFirst(at index: Int) -> (nth: Int, weekday: Int, end: Int)? {
    guard let weekday = words.word(index)?.weekday else { return nil }
    if words.has(index + 1, .theLast) { return (-1, weekday, index + 2) }
    guard let nth = words.word(index + 1)?.ordinal, nth <= 5, words.stripped(index + 1) == 0,
      words.word(index + 2)?.cardinal == nil
    else { return nil }
    return (nth, weekday, index + 2)
  }

  /// The day on which the nth or the last such weekday of a month falls.
  private static func day(_ nth: Int, _ weekday: Int, year: Int, month: Int) -> CivilDate? {
    let start = 1 + (weekday - CivilDate(year: year, month: month, day: 1).weekday + 7) % 7
    let length = CivilDate.days(inMonth: month, year: year)
    let day = nth > 0 ? start + 7 * (nth - 1) : start + 7 * ((length - start) / 7)
    return day <= length ? CivilDate(year: year, month: month, day: day) : nil
  }
}
