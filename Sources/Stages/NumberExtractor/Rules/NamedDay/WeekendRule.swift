import Isnad
import IsnadArabic

extension NumberRule {
  static let weekendText = RuleDeclaration(
    "weekend", "The days of rest of a week.",
    opens: [.phrase(.partOfPeriod)],
    finds: [
      RuleExample("يسافر في عطلة نهاية الأسبوع المقبل.", "عطلة نهاية الأسبوع المقبل", "2024-05-25/2024-05-26")
    ], leaves: ["بدأت العطلة الصيفية."])
}

extension DateParser {
  /// عطلة نهاية الأسبوع، with a direction if one is said.
  func weekend(_ start: Int, _ end: Int, isEnd: Bool) -> ParsedDate? {
    let shift = RelativeDirection.at(end, words)
    // نهاية الأسبوع المقبل is its second half, and a weekend only as عطلة; نهاية الأسبوع الأول is another week's.
    if isEnd, let period = relative.period(.week, at: end - 1), !period.isShown {
      return late(week: period, start)
    }
    if end < words.limit, words.word(end)?.ordinal != nil { return nil }
    var first = reference.map { $0.adding(days: habits.weekend - $0.weekday + 7 * (shift?.steps ?? 0)) }
    // The nearest one: on a Monday it is the one that was.
    if shift == nil, let reference, reference.weekday <= 2, !words.has(end - 2, .this),
      !isAhead(end - 1)
    {
      first = first?.adding(days: -7)
    }
    return ParsedDate(
      value: first.map { .days($0, $0.adding(days: 1)) }, start: start, end: shift?.end ?? end,
      rule: .weekend)
  }
}
