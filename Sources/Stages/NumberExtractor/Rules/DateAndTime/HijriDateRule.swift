import Isnad
import IsnadArabic

extension NumberRule {
  static let hijriDateText = RuleDeclaration(
    "hijri-date", "A date of the Islamic calendar (Umm al-Qura).",
    opens: [.digits, .meaning(.hijriMonth), .phrase(.hijriMonth), .word(.yearWord)],
    finds: [
      RuleExample("في 10 رمضان 1445.", "10 رمضان 1445", "2024-03-20")
    ], leaves: ["في 10 مارس 2024."])
}

extension DateParser {
  /// A date of the Islamic calendar, in both calendars. A year that is none of its own is Gregorian
  /// (رمضان 2018); where none is said it is the nearest one, or so many steps from it (رمضان الماضي).
  func hijriDate(
    _ said: Int?, _ month: Int?, _ day: Int?, steps: Int = 0, start: Int, end: Int
  ) -> ParsedDate {
    var year = said
    if let month, let said, said > 1500 {
      year = HijriCalendar.year(ofMonth: month, inGregorian: said)
    } else if let month, said == nil, let reference {
      year = HijriCalendar.year(ofMonth: month, near: reference, steps: steps)
    }
    return ParsedDate(
      value: year.flatMap { HijriCalendar.gregorian(year: $0, month: month, day: day) },
      hijri: CalendarValue(year: year, month: month, day: day), start: start, end: end, rule: .hijriDate)
  }

  /// 1445 هـ; a year without a word for it only from our days.
  func hijriYear(_ year: Int, from first: Int = 1300, _ start: Int, _ end: Int) -> ParsedDate? {
    guard (first...1500).contains(year),
      let (meaning, next) = phrases.at(end, in: words),
      case .hijriMark = meaning
    else { return nil }
    return hijriDate(year, nil, nil, start: start, end: next)
  }
}

extension RelativeDateParser {
  /// السنة الهجرية المقبلة
  func hijriYear(at index: Int) -> ParsedDate? {
    guard index + 2 < words.limit,
      words.has(index + 1, .hijriFeminine) || words.has(index + 1, .hijriAdjective),
      let (unit, stripped) = words.periodNoun(index), unit == .year,
      let shift = RelativeDirection.at(index + 2, words)
    else { return nil }
    let year = reference.flatMap(HijriCalendar.date).map { $0.year + shift.steps }
    return ParsedDate(
      value: year.flatMap { HijriCalendar.gregorian(year: $0, month: nil, day: nil) },
      hijri: year.map(CalendarValue.year),
      start: words.tokens.span(of: index, strippingForm: stripped).start,
      end: shift.end, rule: .hijriDate)
  }
}
