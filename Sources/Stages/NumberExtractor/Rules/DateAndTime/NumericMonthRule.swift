import Isnad
import IsnadArabic

extension NumberRule {
  static let numericMonthText = RuleDeclaration(
    "numeric-month", "A month and a year in figures.",
    opens: [.digits],
    finds: [
      RuleExample("صدر في 10/2018.", "10/2018", "2018-10")
    ], leaves: ["صدر القانون 10/2018."])
}

extension DateParser {
  /// 9/2021; 22/4, 04/05 and 11/12, 2016, which are no fractions by their zero, size or year.
  func twoParts(at index: Int) -> ParsedDate? {
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

  /// في 4/22: after a preposition of time it is no fraction.
  private func isTimed(_ index: Int) -> Bool {
    index > 0 && words.has(index - 1, .beforeFigures)
  }
}
