import Isnad
import IsnadArabic

extension NumberRule {
  static let weekOfPeriodText = RuleDeclaration(
    "week-of-period", "A week of a month or a year by its number.",
    opens: [.word(.theWeek)],
    finds: [
      RuleExample("في الأسبوع الأول من أكتوبر 2023.", "الأسبوع الأول من أكتوبر 2023", "2023-10-02/2023-10-08")
    ], leaves: ["في الأسبوع الأول من الدوري."])
}

extension DateParser {
  /// الأسبوع الأول من أكتوبر: the weeks of a month begin with its Mondays, those of a year are ISO 8601's.
  func weekOfPeriod(at index: Int) -> ParsedDate? {
    guard index + 2 < words.limit, words.has(index, .theWeek),
      let nth = words.has(index + 1, .theLast) ? -1 : words.word(index + 1)?.ordinal, nth <= 5
    else { return nil }
    var cursor = Cursor(words, at: index + 2)
    let isJoined = cursor.accept(either: .from, or: .inside)
    let at = cursor.index
    guard !cursor.isAtEnd else { return nil }
    let result = ParsedDate(value: nil, start: words.tokens[index].start, end: at, rule: .weekOfPeriod)
    let monday: CivilDate?
    if let period = relative.anyPeriod(at: at), period.unit == .month || period.unit == .year {
      result.end = period.end
      monday = period.day.flatMap { Self.monday(nth, of: $0, isYear: period.unit == .year) }
    } else if isJoined, let date = monthFirst(at: at), date.hijri == nil,
      case .point(.month(let year, let month))? = date.value
    {
      result.end = date.end
      monday = year.flatMap { Self.monday(nth, of: CivilDate(year: $0, month: month, day: 1), isYear: false) }
    } else if isJoined, isYearWord(at) || words.plainDigits(at) != nil, let (year, end) = year(at: at) {
      result.end = end
      monday = Self.monday(nth, of: CivilDate(year: year, month: 1, day: 1), isYear: true)
    } else {
      return nil
    }
    result.value = monday.map { .days($0, $0.adding(days: 6)) }
    return result
  }

  private static func monday(_ nth: Int, of first: CivilDate, isYear: Bool) -> CivilDate? {
    if isYear {
      // Week 1 has the year's first Thursday in it.
      let january = CivilDate(year: nth < 0 ? first.year + 1 : first.year, month: 1, day: 4)
      return january.adding(days: 1 - january.weekday + 7 * (nth < 0 ? -1 : nth - 1))
    }
    let start = (8 - first.weekday) % 7
    let last = (CivilDate.days(inMonth: first.month, year: first.year) - 1 - start) / 7
    guard nth - 1 <= last else { return nil }
    return first.adding(days: start + 7 * (nth < 0 ? last : nth - 1))
  }
}
