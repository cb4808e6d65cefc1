import Isnad
import IsnadArabic

// Years, halves of years and decades.
extension DateParser {
  /// عام 2023, سنة سبع وتسعين وتسعمئة وألف; with the half of it before: النصف الثاني من عام 2023.
  func namedYear(at index: Int, _ limit: Int) -> ParsedDate? {
    if words.word(index)?.fraction == .init(numerator: 1, denominator: 2),
      words.word(index)?.isDefinite == true,
      index + 2 < limit, let half = words.word(index + 1)?.ordinal, half <= 2,
      words.tokens.matches(index + 2, "من"),
      let (year, end) = year(at: index + 2, limit)
    {
      let iso = half == 1 ? "\(year)-01-01/\(year)-06-30" : "\(year)-07-01/\(year)-12-31"
      return ParsedDate(iso: iso, start: words.start(index), end: end, rule: "half-year")
    }
    guard isYearWord(index), let (year, end) = year(at: index, limit) else { return nil }
    let isAttached = words.tokens[index].form.length > 6 && !words.tokens.form(index).hasPrefix("ال")
    let start = words.tokens.span(of: index, strippingForm: isAttached ? 2 : 0).start
    if let hijri = hijriYear(year, start, end, limit) { return hijri }
    return ParsedDate(iso: CivilDate.iso(year: year), start: start, end: end, rule: "year")
  }

  /// A year of four digits after a preposition of time, or in brackets by itself.
  func bareYear(at index: Int, _ limit: Int) -> ParsedDate? {
    guard let digits = words.plainDigits(index), digits.count == 4 else { return nil }
    if let hijri = hijriYear(digits.value, words.tokens[index].start, index + 1, limit) { return hijri }
    guard (1800...2100).contains(digits.value), index > 0,
      !isCounting(index, limit),
      CountedNoun(words).range(after: index + 1, value: ExactDecimal(digits.value), limit: limit) == nil
    else { return nil }
    let before = words.tokens.form(index - 1)
    let isInBrackets = before == "(" && words.isPunctuation(index + 1, ")")
    guard
      isInBrackets
        || [
          "في", "منذ", "حتي", "قبل", "بعد", "ل", "خلال", "مطلع", "اواخر", "اوائل", "منتصف", "نهايه", "بدايه",
          "حرب", "ثوره",
        ].contains(before)
    else { return nil }
    if words.isPunctuation(index + 1, "%") || words.isPunctuation(index + 1, "-") { return nil }
    return ParsedDate(
      iso: CivilDate.iso(year: digits.value), start: words.tokens[index].start, end: index + 1,
      rule: "bare-year")
  }

  /// التسعينيات
  func decade(at index: Int, _ limit: Int) -> ParsedDate? {
    guard let decade = words.word(index)?.decade else { return nil }
    return ParsedDate(iso: "19\(decade / 10)X", start: words.start(index), end: index + 1, rule: "decade")
  }

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
      iso: year.flatMap { HijriCalendar.gregorian(year: $0, month: month, day: day) },
      hijri: CivilDate.iso(year: year, month: month, day: day), start: start, end: end, rule: "hijri-date")
  }

  /// 1445 هـ
  private func hijriYear(_ year: Int, _ start: Int, _ end: Int, _ limit: Int) -> ParsedDate? {
    guard (1300...1500).contains(year), let (meaning, next) = phrases.at(end, in: words.tokens, limit: limit),
      case .hijriMark = meaning
    else { return nil }
    return hijriDate(year, nil, nil, start: start, end: next)
  }
}
