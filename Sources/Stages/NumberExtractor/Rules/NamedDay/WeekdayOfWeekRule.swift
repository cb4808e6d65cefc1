import Isnad
import IsnadArabic

extension NumberRule {
  static let weekdayOfWeekText = RuleDeclaration(
    "weekday-of-week", "A day of this, the last or the next week.",
    opens: [.meaning(.weekday), .word(.theWeek)],
    finds: [
      RuleExample("الأسبوع القادم يوم الأحد يسافر.", "الأسبوع القادم يوم الأحد", "2024-05-26")
    ], leaves: ["يسافر الأحد."])
}

extension DateParser {
  /// الخميس من الأسبوع الماضي، السبت هذا الأسبوع.
  func ofWeek(_ weekday: Int, at index: Int) -> ParsedDate? {
    var cursor = Cursor(words, at: index + 1)
    _ = cursor.accept(either: .from, or: .inside)
    guard let week = relative.period(.week, at: cursor.index) else { return nil }
    return ParsedDate(
      value: week.day.map { .day($0.adding(days: weekday - 1)) }, start: words.start(index), end: week.end,
      rule: .weekdayOfWeek)
  }

  /// اثنين الأسبوع الحالي: the name without its article says a day only before its week.
  func bareWeekday(_ word: NumberWord, at index: Int) -> ParsedDate? {
    guard let weekday = word.bareWeekday, words.stripped(index) == 0 else { return nil }
    return ofWeek(weekday, at: index)
  }
}
