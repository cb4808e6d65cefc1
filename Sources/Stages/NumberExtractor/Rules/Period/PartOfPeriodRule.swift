import Isnad
import IsnadArabic

extension NumberRule {
  static let partOfPeriodText = RuleDeclaration(
    "part-of-period", "The first days of a month, the middle of a year, and the like.",
    opens: [.phrase(.partOfPeriod)],
    finds: [
      RuleExample("في منتصف عام 2019.", "منتصف عام 2019", "2019-06-01/2019-07-31")
    ], leaves: ["في منتصف الطريق."])
}

// Parts of a month, year, week or decade: أواخر مارس، منتصف العام، مطلع التسعينيات، الأسبوع الأول من أيار.
//
// A month has three parts of ten days, as Arabic counts them (العشر الأوائل), and its middle is the
// fifteenth; a year begins and ends with a quarter and has its middle in June and July; a week has halves.
extension DateParser {
  func partOfPeriod(at index: Int) -> ParsedDate? {
    if let week = weekOfPeriod(at: index) { return week }
    guard let (meaning, end) = words.phrase(at: index),
      case .part(let part) = meaning
    else { return nil }
    let start = words.phraseStart(index)
    if part == .weekend || part == .weekEnd {
      return weekend(start, end, isEnd: part == .weekEnd)
    }
    guard end < words.limit, words.stripped(end) == 0 || words.word(end)?.month == nil else { return nil }
    if part == .rest { return rest(start, at: end) }
    return partOfMonth(part, start, at: end) ?? partOfRelative(part, start, at: end)
      ?? partOfYear(part, start, at: end) ?? partOfDecade(part, start, at: end)
  }

  private func partOfMonth(_ part: PeriodPart, _ start: Int, at index: Int) -> ParsedDate? {
    let at = words.has(index, .monthWord) ? index + 1 : index
    guard at < words.limit,
      let month = (at > index ? monthNumber(at: at).map { ($0.month, false, $0.end) } : nil)
        ?? month(at: at)
    else { return nil }
    let (number, isHijri, end) = month
    let said = saidYear(month: number, day: nil, isHijri: isHijri, at: end)
    if isHijri {
      let date = hijriDate(said.year, number, nil, steps: said.steps, start: start, end: said.end)
      if case .interval(let first, let last)? = date.value, let first = first.civilDate,
        let last = last.civilDate
      {
        date.value = Self.interval(part, first, length: last.dayNumber - first.dayNumber + 1)
      }
      date.modifier = part == .middle ? .approximately : nil
      return date
    }
    // Of the years beside, the one whose such day is nearest.
    let about = part == .early ? 5 : part == .middle ? 15 : 25
    let year = said.year ?? nearestYear(month: number, day: about, isAhead: false)
    let first = CivilDate(year: year ?? 2000, month: number, day: 1)
    let value = Self.interval(part, first, length: CivilDate.days(inMonth: number, year: year))
    let date = ParsedDate(value: value, start: start, end: said.end, rule: .partOfPeriod)
    // An interval has no place for X, a month has.
    if year == nil {
      date.value =
        part == .middle ? .day(year: nil, month: number, day: 15) : .month(year: nil, month: number)
    }
    date.modifier = part == .middle ? .approximately : nil
    return date
  }

  /// The days of a month's part.
  private static func interval(_ part: PeriodPart, _ first: CivilDate, length: Int) -> CalendarValue {
    switch part {
    case .early: .days(first, first.adding(days: 9))
    case .late, .weekend, .weekEnd, .rest:
      .days(first.adding(days: 20), first.adding(days: length - 1))
    case .middle: .day(first.adding(days: 14))
    }
  }

  /// أواخر الشهر الماضي، مطلع العام، نهاية الأسبوع المقبل.
  private func partOfRelative(_ part: PeriodPart, _ start: Int, at index: Int) -> ParsedDate? {
    let said = relative.anyPeriod(at: index)
    if said == nil, words.has(index, .theYear), index + 1 < words.limit,
      words.plainDigits(index + 1) != nil
    {
      return nil
    }
    guard let period = said ?? relative.currentPeriod(at: index), period.unit != .day else {
      return nil
    }
    let date = ParsedDate(value: nil, start: start, end: period.end, rule: .partOfPeriod)
    date.modifier = part == .middle && period.unit == .month ? .approximately : nil
    guard let day = period.day else { return date }
    switch period.unit {
    case .month:
      date.value = Self.interval(part, day, length: CivilDate.days(inMonth: day.month, year: day.year))
    case .year: date.value = Self.part(part, ofYear: day.year)
    default:
      if part == .late { return late(week: period, start) }
      let days = part == .early ? (0, 2) : (1, 4)
      date.value = .days(day.adding(days: days.0), day.adding(days: days.1))
    }
    return date
  }

  /// بقية العام، ما تبقى من هذا الشهر: from today to its last day.
  private func rest(_ start: Int, at index: Int) -> ParsedDate? {
    guard let period = relative.anyPeriod(at: index) ?? relative.currentPeriod(at: index),
      period.unit != .day, period.fromNamed == nil
    else { return nil }
    let date = ParsedDate(value: nil, start: start, end: period.end, rule: .partOfPeriod)
    guard let reference, let first = period.day else { return date }
    let after =
      period.unit == .week ? first.adding(days: 7) : first.adding(months: period.unit == .month ? 1 : 12)
    guard first.dayNumber <= reference.dayNumber, reference.dayNumber < after.dayNumber else { return nil }
    date.value = .days(reference, after.adding(days: -1))
    return date
  }

  private static func part(_ part: PeriodPart, ofYear year: Int) -> CalendarValue {
    let months = part == .early ? (1, 3) : part == .middle ? (6, 7) : (10, 12)
    let last = CivilDate.days(inMonth: months.1, year: year)
    return .days(
      CivilDate(year: year, month: months.0, day: 1), CivilDate(year: year, month: months.1, day: last))
  }

  /// منتصف عام 2019، أواخر 2019.
  func partOfYear(_ part: PeriodPart, _ start: Int, at index: Int) -> ParsedDate? {
    guard let (year, end) = year(at: index), (1000...2999).contains(year),
      isYearWord(index) || words.plainDigits(index) != nil
    else { return nil }
    return ParsedDate(value: Self.part(part, ofYear: year), start: start, end: end, rule: .partOfPeriod)
  }

  private func partOfDecade(_ part: PeriodPart, _ start: Int, at index: Int) -> ParsedDate? {
    guard let date = decade(at: index) else { return nil }
    date.start = start
    date.rule = .partOfPeriod
    return date
  }

  func late(week: RelativeDateParser.Period, _ start: Int) -> ParsedDate {
    ParsedDate(
      value: week.day.map { .days($0.adding(days: 3), $0.adding(days: 6)) }, start: start,
      end: week.end,
      rule: .partOfPeriod)
  }
}
