import Isnad
import IsnadArabic

extension NumberRule {
  static let edgeOfMonthText = RuleDeclaration(
    "edge-of-month", "The first or last day of a month.",
    opens: [.meaning(.ordinal), .word(.last), .word(.forLast), .word(.today)],
    finds: [
      RuleExample("في آخر يوم من مايو 2024.", "آخر يوم من مايو 2024", "2024-05-31")
    ], leaves: ["في آخر كتاب."])
}

extension DateParser {
  /// أول أيام رمضان، آخر يوم من شهر مارس، اليوم الأخير من العام.
  func edgeOfMonth(at index: Int) -> ParsedDate? {
    guard index + 2 < words.limit, words.tokens[index].kind == .word else { return nil }
    let isLast: Bool
    if words.has(index, .today) {
      guard let nth = Self.edges(words, index + 1) else { return nil }
      isLast = nth
    } else {
      guard words.has(index + 1, .dayWord) || words.has(index + 1, .days),
        let nth = Self.edges(words, index)
      else { return nil }
      isLast = nth
    }
    let isPlural = words.has(index + 1, .days)
    let isNamed = isPlural && index + 3 < words.limit && words.has(index + 2, .monthWord)
    guard let at = isPlural ? index + (isNamed ? 3 : 2) : inMonth(index + 2), at < words.limit else {
      return nil
    }
    let start = words.start(index)
    if let month = relative.period(.month, at: at), let first = month.day {
      let day = isLast ? CivilDate.days(inMonth: first.month, year: first.year) : 1
      return ParsedDate(
        value: .day(year: first.year, month: first.month, day: day), start: start, end: month.end,
        rule: .edgeOfMonth)
    }
    guard let month = monthNumber(at: at).map({ ($0.month, false, $0.end) }) ?? month(at: at)
    else { return nil }
    let (number, isHijri, end) = month
    let said = saidYear(month: number, day: nil, isHijri: isHijri, at: end)
    if isHijri {
      // The month's length is known only with its year.
      let month = hijriDate(said.year, number, nil, steps: said.steps, start: start, end: said.end)
      guard case .interval(let first, let last)? = month.value, let day = (isLast ? last : first).civilDate,
        case .point(.month(let year?, _))? = month.hijri
      else { return nil }
      let date = HijriCalendar.date(of: day)
      return ParsedDate(
        value: .day(day), hijri: .day(year: year, month: number, day: date?.day ?? 1), start: start,
        end: said.end,
        rule: .edgeOfMonth)
    }
    let year = said.year ?? nearestYear(month: number, day: isLast ? 28 : 1, isAhead: false)
    let day = isLast ? CivilDate.days(inMonth: number, year: year) : 1
    return ParsedDate(
      value: .day(year: year, month: number, day: day), start: start, end: said.end,
      rule: .edgeOfMonth)
  }

  /// Whether a word says last (true) or first (false).
  private static func edges(_ words: TokenWords, _ index: Int) -> Bool? {
    if words.has(index, .lastOfMonth) { return true }
    return words.word(index)?.ordinal == 1 && words.stripped(index) == 0 ? false : nil
  }
}
