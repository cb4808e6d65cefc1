import Isnad
import IsnadArabic

extension NumberRule {
  static let dayMonthText = RuleDeclaration(
    "day-month", "A day and a month, and the year where one is said.",
    opens: [.digits, .meaning(.unit), .meaning(.tens), .meaning(.ordinal), .word(.firstOfMonth)],
    finds: [
      RuleExample("في 19 نيسان 2018.", "19 نيسان 2018", "2018-04-19")
    ], leaves: ["في نيسان 2018."])
}

extension DateParser {
  func dayAndMonth(at index: Int, isListed: Bool = false) -> ParsedDate? {
    guard let (day, dayEnd) = day(at: index) else { return nil }
    var at = dayEnd
    // 28-نوفمبر, 28/نوفمبر
    let isJoint =
      words.isPunctuation(at, ".") || words.isPunctuation(at, "/")
      || words.isPunctuation(at, "-") && words.isAttached(at + 1)
    if isJoint, words.isAttached(at), words.tokens[index].kind == .number {
      at += 1
    }
    let isPart = at < words.limit && (words.has(at, .from) || words.has(at, .inside))
    if let date = dayOfRelativeMonth(day, index, isPart ? at + 1 : at, isPart: isPart) { return date }
    if at < words.limit, words.has(at, .from) { at += 1 }
    if at + 1 < words.limit, words.has(at, .monthWord) {
      if let (month, end) = monthNumber(at: at + 1) {
        return finish(words.start(index), month, day: day, isHijri: false, end)
      }
      at += 1
    }
    guard let month = month(at: at), words.stripped(at) == 0,
      // 1-صفر is a score.
      !month.isHijri || !words.isPunctuation(at - 1, "-")
    else {
      return isListed ? nil : listedDay(day, index, dayEnd)
    }
    let isDotted = words.isPunctuation(dayEnd, ".") && words.isPunctuation(month.end, ".")
    return finish(
      words.start(index), month.month, day: day, isHijri: month.isHijri, month.end + (isDotted ? 1 : 0)
    )
  }

  /// 5 و6 حزيران: the first of several days, in order, has the month of the last.
  private func listedDay(_ first: Int, _ index: Int, _ end: Int) -> ParsedDate? {
    // الأسبوع الأول والثاني من أبريل
    if words.tokens[index].kind != .number, index > 0, words.hasArticle(index - 1) { return nil }
    var (last, at) = (first, end)
    for _ in 0..<Self.longestList {
      let isComma = words.isPunctuation(at, "،") || words.isPunctuation(at, ",")
      guard let next = isComma ? at + 1 : RangeJoint.between.pass(at, words),
        let (day, dayEnd) = day(at: next), day > last
      else { return nil }
      if let date = dayAndMonth(at: next, isListed: true) {
        guard date.hijri == nil, date.anaphor == nil, case .point(.day(let year, let month, _))? = date.value
        else {
          return nil
        }
        return ParsedDate(
          value: .day(year: year, month: month, day: first), start: words.start(index), end: end,
          rule: .dayMonth)
      }
      (last, at) = (day, dayEnd)
    }
    return nil
  }

  /// Days of one month that are read ahead for its name.
  private static let longestList = 4
}
