import Isnad
import IsnadArabic

// Dates in digits, day before month; in the United States (option `region`) month before day.
extension DateParser {
  func numeric(at index: Int) -> ParsedDate? {
    guard index + 2 < words.limit, words.tokens[index].kind == .number else { return nil }
    return threeParts(at: index) ?? season(at: index) ?? twoParts(at: index)
  }

  /// 2017/2018, 2017/18, 2003/ 2004: a season or a school year, no fraction.
  private func season(at index: Int) -> ParsedDate? {
    guard isJoined(index + 1, by: "/") || isSpacedPair(index), let a = words.plainDigits(index), a.count == 4,
      (1900...2100).contains(a.value), let b = words.plainDigits(index + 2),
      b.count == 4 && b.value == a.value + 1 || b.count == 2 && b.value == (a.value + 1) % 100,
      !words.isPunctuation(index + 3, "/") || !words.isAttached(index + 3),
      !words.isPunctuation(index - 1, "/")
    else { return nil }
    return ParsedDate(
      value: .interval(.year(a.value), .year(a.value + 1)), start: words.tokens[index].start, end: index + 3,
      rule: .twoYears)
  }

  /// 5/6/1967, 25-1-2011, 2015-07-23, 18-9-15.
  func threeParts(at index: Int) -> ParsedDate? {
    guard index + 4 < words.limit, let a = words.plainDigits(index) else { return nil }
    let mark: StaticString = words.isPunctuation(index + 1, "-") ? "-" : "/"
    guard isJoined(index + 1, by: mark) || isSpacedDate(index),
      isJoined(index + 3, by: mark) || isSpacedDate(index),
      let b = words.plainDigits(index + 2), let c = words.plainDigits(index + 4)
    else { return nil }
    let (day, month) = a.count == 4 ? (c.value, b.value) : dayMonth(a.value, b.value)
    var year = a.count == 4 ? a.value : c.value
    // Of two digits, the years from 1950 to 2049.
    if a.count <= 2 && c.count == 2 { year += year < 50 ? 2000 : 1900 }
    guard (1...12).contains(month), (1...31).contains(day), year >= 1300, min(a.count, c.count) <= 2,
      b.count <= 2
    else { return nil }
    var end = index + 5
    if let (meaning, next) = phrases.at(end, in: words), case .hijriMark = meaning {
      end = next
    }
    let start = words.tokens[index].start
    if (1300...1500).contains(year) {
      return hijriDate(year, month, day, start: start, end: end)
    }
    guard (1500...2999).contains(year), day <= CivilDate.days(inMonth: month, year: year) else { return nil }
    return ParsedDate(
      value: .day(year: year, month: month, day: day), start: start, end: end, rule: .numericDate)
  }

  /// 9/2021; 22/4, 04/05 and 11/12, 2016, which are no fractions by their zero, size or year.
  private func twoParts(at index: Int) -> ParsedDate? {
    // في 22-4
    // 2015/3
    if isJoined(index + 1, by: "/"), let a = words.plainDigits(index), let b = words.plainDigits(index + 2),
      a.count == 4, (1900...2100).contains(a.value), b.count <= 2, (1...12).contains(b.value),
      !words.isPunctuation(index + 3, "/") || !words.isAttached(index + 3)
    {
      return ParsedDate(
        value: .month(year: a.value, month: b.value), start: words.tokens[index].start, end: index + 3,
        rule: .numericMonth)
    }
    let isDashed = isJoined(index + 1, by: "-") && isTimed(index)
    guard isDashed || isJoined(index + 1, by: "/"), let a = words.plainDigits(index),
      let b = words.plainDigits(index + 2), !isDashed || a.value > 12 && b.count <= 2,
      a.count <= 2, !words.isPunctuation(index + 3, "/") || !words.isAttached(index + 3),
      !words.isPunctuation(index - 1, "/")
    else { return nil }
    let start = words.tokens[index].start
    if b.count == 4, (1...12).contains(a.value), (1900...2100).contains(b.value) {
      return ParsedDate(
        value: .month(year: b.value, month: a.value), start: start, end: index + 3, rule: .numericMonth
      )
    }
    guard b.count <= 2 else { return nil }
    let (day, month) = dayMonth(a.value, b.value)
    guard (1...31).contains(day), (1...12).contains(month),
      a.count == 2 && a.value < 10 || b.count == 2 && b.value < 10
        || (a.value > 12) != (b.value > 12) && isTimed(index)
        || a.value > 12 || year(at: index + 3) != nil
    else { return nil }
    return finish(start, month, day: day, isHijri: false, index + 3)
  }

  /// Day and month as the region orders them; what can be no month is the day (4/22).
  private func dayMonth(_ a: Int, _ b: Int) -> (day: Int, month: Int) {
    habits.isMonthFirst && a <= 12 || b > 12 && a <= 12 ? (b, a) : (a, b)
  }

  /// في 4/22: after a preposition of time it is no fraction.
  private func isTimed(_ index: Int) -> Bool {
    index > 0 && words.has(index - 1, .beforeFigures)
  }

  /// 11/10 after a weekday.
  func dayAndMonthInFigures(at index: Int) -> ParsedDate? {
    guard index + 2 < words.limit, isJoined(index + 1, by: "/"), let a = words.plainDigits(index),
      let b = words.plainDigits(index + 2), a.count <= 2, b.count <= 2,
      !words.isPunctuation(index + 3, "/") || !words.isAttached(index + 3)
    else { return nil }
    let (day, month) = dayMonth(a.value, b.value)
    guard (1...31).contains(day), (1...12).contains(month) else { return nil }
    return finish(words.tokens[index].start, month, day: day, isHijri: false, index + 3)
  }

  /// Two years of four digits with a stroke or a dash, and a blank beside it.
  private func isSpacedPair(_ index: Int) -> Bool {
    (words.isPunctuation(index + 1, "/") || words.isPunctuation(index + 1, "-"))
      && words.plainDigits(index + 2)?.count == 4
  }

  /// 24 / 3 / 2015, 29 /06 /2015: strokes with blanks part a date where its year has four digits.
  private func isSpacedDate(_ index: Int) -> Bool {
    words.isPunctuation(index + 1, "/") && words.isPunctuation(index + 3, "/")
      && (words.plainDigits(index + 4)?.count == 4 || words.plainDigits(index)?.count == 4)
  }

  private func isJoined(_ index: Int, by mark: StaticString) -> Bool {
    words.isPunctuation(index, mark) && words.isAttached(index) && words.isAttached(index + 1)
  }

  /// يوم 27 without a month: the nearest day of that number; يوم 24 من الشهر ذاته is told from another.
  func dayAlone(at index: Int) -> ParsedDate? {
    guard words.has(index, .dayWord), let digits = words.plainDigits(index + 1), index + 1 < words.limit,
      digits.count <= 2, (1...31).contains(digits.value), !isCounting(index + 1),
      index + 2 >= words.limit || !words.has(index + 2, .from),
      dayAndMonth(at: index + 1) == nil, numeric(at: index + 1) == nil
    else { return nil }
    let nearest = reference.flatMap { reference in
      [0, -1, 1].map { reference.adding(months: $0) }
        .filter { digits.value <= CivilDate.days(inMonth: $0.month, year: $0.year) }
        .map { CivilDate(year: $0.year, month: $0.month, day: digits.value) }
        .min { abs($0.dayNumber - reference.dayNumber) < abs($1.dayNumber - reference.dayNumber) }
    }
    return ParsedDate(
      value: nearest.map(CalendarValue.day) ?? .day(year: nil, month: nil, day: digits.value),
      start: words.tokens[index + 1].start,
      end: index + 2, rule: .dayOfMonth)
  }
}
