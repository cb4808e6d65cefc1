import Isnad
import IsnadArabic

// ثالث ثلاثاء من أيلول 2014، آخر خميس في مايو، الاثنين الأخير من شهر مارس، آخر يوم في رمضان.
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

  /// أول أيام رمضان، آخر يوم من شهر مارس، اليوم الأخير من العام.
  func edgeOfMonth(at index: Int) -> ParsedDate? {
    guard index + 2 < words.limit, words.tokens[index].kind == .word else { return nil }
    let isLast: Bool
    if words.has(index, .today) {
      guard let nth = Self.edges(words, index + 1) else { return nil }
      isLast = nth
    } else {
      guard words.has(index + 1, .dayWord) || words.has(index + 1, .days),
        let nth = Self.edges(words, index)
      else { return nil }
      isLast = nth
    }
    let isPlural = words.has(index + 1, .days)
    let isNamed = isPlural && index + 3 < words.limit && words.has(index + 2, .monthWord)
    guard let at = isPlural ? index + (isNamed ? 3 : 2) : inMonth(index + 2), at < words.limit else {
      return nil
    }
    let start = words.start(index)
    if let month = relative.period(.month, at: at), let first = month.day {
      let day = isLast ? CivilDate.days(inMonth: first.month, year: first.year) : 1
      return ParsedDate(
        value: .day(year: first.year, month: first.month, day: day), start: start, end: month.end,
        rule: .edgeOfMonth)
    }
    guard let month = monthNumber(at: at).map({ ($0.month, false, $0.end) }) ?? month(at: at)
    else { return nil }
    let (number, isHijri, end) = month
    let said = saidYear(month: number, day: nil, isHijri: isHijri, at: end)
    if isHijri {
      // The month's length is known only with its year.
      let month = hijriDate(said.year, number, nil, steps: said.steps, start: start, end: said.end)
      guard case .interval(let first, let last)? = month.value, let day = (isLast ? last : first).civilDate,
        case .point(.month(let year?, _))? = month.hijri
      else { return nil }
      let date = HijriCalendar.date(of: day)
      return ParsedDate(
        value: .day(day), hijri: .day(year: year, month: number, day: date?.day ?? 1), start: start,
        end: said.end,
        rule: .edgeOfMonth)
    }
    let year = said.year ?? nearestYear(month: number, day: isLast ? 28 : 1, isAhead: false)
    let day = isLast ? CivilDate.days(inMonth: number, year: year) : 1
    return ParsedDate(
      value: .day(year: year, month: number, day: day), start: start, end: said.end,
      rule: .edgeOfMonth)
  }

  /// Whether a word says last (true) or first (false).
  private static func edges(_ words: TokenWords, _ index: Int) -> Bool? {
    if words.has(index, .lastOfMonth) { return true }
    return words.word(index)?.ordinal == 1 && words.stripped(index) == 0 ? false : nil
  }

  /// Past من or في and شهر; nil where neither stands there and the month bears no preposition.
  private func inMonth(_ index: Int) -> Int? {
    guard index < words.limit else { return nil }
    var at = index
    if words.has(at, .from) || words.has(at, .inside) {
      at += 1
    } else if words.has(at, .inMonthWord) {
      return at + 1 < words.limit ? at + 1 : nil
    } else if words.stripped(at) == 0 {
      return nil
    }
    if at + 1 < words.limit, words.has(at, .monthWord) { at += 1 }
    return at < words.limit ? at : nil
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
