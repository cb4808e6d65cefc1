import Isnad
import IsnadArabic

extension NumberRule {
  static let relativePeriodText = RuleDeclaration(
    "relative-period", "This, the last or the next week, month or year.",
    opens: [
      .word(.periodNoun), .word(.attachedPeriod), .word(.yearWord), .word(.thisWord), .word(.thatWord),
    ],
    finds: [
      RuleExample("زار بغداد الشهر الماضي.", "الشهر الماضي", "2024-04")
    ], leaves: ["زاد الدخل الشهري."])
}

extension RelativeDateParser {
  func period(at index: Int) -> ParsedDate? {
    if let year = hijriYear(at: index) { return year }
    guard let period = anyPeriod(at: index) else { return nil }
    let result = ParsedDate(value: nil, start: period.start, end: period.end, rule: .relativePeriod)
    result.anaphor = period.fromNamed.map { DateAnaphor(unit: period.unit, steps: $0) }
    guard let day = period.day else { return result }
    switch period.unit {
    case .year: result.value = .year(day.year)
    case .month: result.value = .month(year: day.year, month: day.month)
    case .week:
      if let (weekday, end) = weekday(after: period.end) {
        return ParsedDate(
          value: .day(day.adding(days: weekday - 1)), start: period.start, end: end, rule: .weekdayOfWeek)
      }
      result.value = .days(day, day.adding(days: 6))
    default: result.value = .day(day)
    }
    return result
  }

  /// يوم الأحد after الأسبوع القادم.
  private func weekday(after index: Int) -> (weekday: Int, end: Int)? {
    var cursor = Cursor(words, at: index)
    _ = cursor.accept(.dayWord)
    guard let weekday = cursor.acceptMeaning({ $0.weekday }), RelativeDirection.at(cursor.index, words) == nil
    else { return nil }
    return (weekday, cursor.index)
  }
}
