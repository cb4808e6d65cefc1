import Isnad

// ثالث ثلاثاء من أيلول 2014، آخر خميس في مايو، الاثنين الأخير من شهر مارس.
extension DateParser {
  func nthWeekday(at index: Int, _ limit: Int) -> ParsedDate? {
    guard index + 3 < limit, words.tokens[index].kind == .word,
      let (nth, weekday, end) = numberFirst(at: index) ?? weekdayFirst(at: index)
    else { return nil }
    var at = end
    if words.tokens.matches(at, "من") || words.tokens.matches(at, "في") {
      at += 1
    } else if at >= limit || words.stripped(at) == 0 {
      return nil
    }
    if at + 1 < limit, words.tokens.matches(at, "شهر") { at += 1 }
    guard at < limit, let month = monthNumber(at: at, limit) ?? gregorianMonth(at: at, limit),
      let date = finish(words.start(index), month.month, day: nil, isHijri: false, month.end, limit)
    else { return nil }
    var result = date
    result.rule = "nth-weekday"
    guard let first = date.iso.flatMap({ CivilDate(iso: $0 + "-01") }) else { return result }
    let day = Self.day(nth, weekday, of: first)
    guard day <= CivilDate.days(inMonth: first.month, year: first.year) else { return nil }
    result.iso = CivilDate.iso(year: first.year, month: first.month, day: day)
    return result
  }

  private func gregorianMonth(at index: Int, _ limit: Int) -> (month: Int, end: Int)? {
    guard let month = month(at: index, limit), !month.isHijri else { return nil }
    return (month.month, month.end)
  }

  /// ثالث يوم ثلاثاء; the last one is −1.
  private func numberFirst(at index: Int) -> (nth: Int, weekday: Int, end: Int)? {
    guard let nth = words.tokens.matches(index, "اخر") ? -1 : words.word(index)?.ordinal, nth <= 5 else {
      return nil
    }
    let at = words.tokens.matches(index + 1, "يوم") ? index + 2 : index + 1
    guard at + 1 < words.count, words.stripped(at) == 0, let weekday = words.word(at)?.bareWeekday else {
      return nil
    }
    return (nth, weekday, at + 1)
  }

  /// الاثنين الأخير. الاثنين الثالث من مارس may be the third of March, which is read as a date.
  private func weekdayFirst(at index: Int) -> (nth: Int, weekday: Int, end: Int)? {
    guard let weekday = words.word(index)?.weekday,
      words.tokens.matches(index + 1, "الاخير") || words.tokens.matches(index + 1, "الاخيره")
    else { return nil }
    return (-1, weekday, index + 2)
  }

  /// The day of the month on which the nth or the last such weekday falls.
  private static func day(_ nth: Int, _ weekday: Int, of first: CivilDate) -> Int {
    let start = 1 + (weekday - first.weekday + 7) % 7
    if nth > 0 { return start + 7 * (nth - 1) }
    return start + 7 * ((CivilDate.days(inMonth: first.month, year: first.year) - start) / 7)
  }
}
