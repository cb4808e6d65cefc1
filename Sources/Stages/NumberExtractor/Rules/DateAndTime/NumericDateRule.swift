import Isnad
import IsnadArabic

extension NumberRule {
  static let numericDateText = RuleDeclaration(
    "numeric-date", "A date in figures.",
    opens: [.digits],
    finds: [
      RuleExample("وقع في 24/3/2015.", "24/3/2015", "2015-03-24")
    ], leaves: ["فاز بنتيجة 3-1."])
}

// Day before month; in the United States (option `region`) month before day.
extension DateParser {
  func numeric(at index: Int) -> ParsedDate? {
    guard index + 2 < words.limit, words.tokens[index].kind == .number else { return nil }
    return threeParts(at: index) ?? season(at: index) ?? twoParts(at: index)
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

  /// Day and month as the region orders them; what can be no month is the day (4/22).
  func dayMonth(_ a: Int, _ b: Int) -> (day: Int, month: Int) {
    habits.isMonthFirst && a <= 12 || b > 12 && a <= 12 ? (b, a) : (a, b)
  }

  /// 24 / 3 / 2015, 29 /06 /2015: strokes with blanks part a date where its year has four digits.
  private func isSpacedDate(_ index: Int) -> Bool {
    words.isPunctuation(index + 1, "/") && words.isPunctuation(index + 3, "/")
      && (words.plainDigits(index + 4)?.count == 4 || words.plainDigits(index)?.count == 4)
  }

  func isJoined(_ index: Int, by mark: StaticString) -> Bool {
    words.isPunctuation(index, mark) && words.isAttached(index) && words.isAttached(index + 1)
  }
}
