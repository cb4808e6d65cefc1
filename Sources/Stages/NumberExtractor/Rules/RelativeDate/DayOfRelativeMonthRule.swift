import Isnad
import IsnadArabic

extension NumberRule {
  static let dayOfRelativeMonthText = RuleDeclaration(
    "day-of-relative-month", "A day of this, the last or the next month.",
    opens: [.digits, .meaning(.unit), .meaning(.tens), .meaning(.ordinal)],
    finds: [
      RuleExample("في 15 من الشهر الماضي.", "15 من الشهر الماضي", "2024-04-15")
    ], leaves: ["في 15 نيسان."])
}

extension DateParser {
  /// الخامس من الشهر المقبل: a day, and a month that is told from the document's date.
  /// - Parameter isPart: من or في stands between them.
  func dayOfRelativeMonth(_ day: Int, _ index: Int, _ at: Int, isPart: Bool) -> ParsedDate? {
    guard at < words.limit, let month = relative.period(.month, at: at),
      isPart || month.isShown && words.tokens[index].kind == .number,
      day <= (month.day.map { CivilDate.days(inMonth: $0.month, year: $0.year) } ?? 31)
    else { return nil }
    return ParsedDate(
      value: month.day.map { .day(year: $0.year, month: $0.month, day: day) },
      start: words.start(index), end: month.end, rule: .dayOfRelativeMonth,
      anaphor: month.fromNamed.map { DateAnaphor(unit: .month, steps: $0, day: day) })
  }
}
