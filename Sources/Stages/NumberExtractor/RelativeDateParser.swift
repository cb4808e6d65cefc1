import Isnad
import IsnadArabic

/// Reads dates that are said from where the writer stands: أمس، الأسبوع الماضي، قبل عامين.
///
/// Without the document's date they stay null; قبل عامين is a duration then.
struct RelativeDateParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let quantities: QuantityParser
  let time: ReferenceTime?

  var reference: CivilDate? { time?.day }

  func parse(at index: Int) -> ParsedDate? {
    guard words.tokens[index].kind == .word else { return nil }
    return period(at: index) ?? namedDay(at: index) ?? night(at: index)
      ?? hour(at: index) ?? distance(at: index)
  }

  // MARK: Days

  /// أمس، أول من أمس، بعد غد، اليوم; with the weekday that may stand after it.
  private func namedDay(at index: Int) -> ParsedDate? {
    guard let (meaning, phraseEnd) = words.phrase(at: index),
      case .day(let offset) = meaning
    else { return nil }
    var end = phraseEnd
    let isNamedTwice = end < words.limit && words.word(end)?.weekday != nil && words.stripped(end) == 0
    // اليوم العالمي is a day of its own, مرتين في اليوم a rate.
    if offset == 0 && !isNamedTwice {
      guard !quantities.isNamed(end), index == 0 || !words.has(index - 1, .inside) else {
        return nil
      }
    }
    if isNamedTwice { end += 1 }
    // نفس اليوم is another one; صحيفة المصري اليوم a newspaper.
    if index > 0, words.has(index - 1, .sameWord) { return nil }
    if index > 1, words.has(index - 2, .outletWord),
      words.has(index - 1, .outletName)
    {
      return nil
    }
    return ParsedDate(
      value: reference.map { .day($0.adding(days: offset)) }, start: words.phraseStart(index), end: end,
      rule: .relativeDay)
  }

  // MARK: Periods

  /// A week, month or year that is told from the document's date.
  struct Period {
    let unit: DurationUnit
    /// The first day of it; nil without the document's date.
    let day: CivilDate?
    let start: Int
    let end: Int
    /// هذا الشهر, without a word of direction.
    let isShown: Bool
    /// Steps from the date that the text named last: الشهر التالي، العام نفسه.
    var fromNamed: Int?
  }

  /// الشهر المقبل، هذا العام: a period of one unit.
  func period(_ unit: DurationUnit, at index: Int) -> Period? {
    guard let found = anyPeriod(at: index), found.unit == unit else { return nil }
    return found
  }

  /// الأسبوع الماضي، هذا الشهر، السنة بعد المقبلة.
  func anyPeriod(at index: Int) -> Period? {
    guard index < words.limit, words.tokens[index].kind == .word else { return nil }
    let isThat = words.has(index, .thatWord)
    let isShown = isThat || words.has(index, .thisWord)
    let at = isShown ? index + 1 : index
    guard at < words.limit, let (unit, stripped) = words.periodNoun(at) else {
      return nil
    }
    let start = words.tokens.span(of: index, strippingForm: isShown ? 0 : stripped).start
    if isThat { return that(unit, index, start) }
    let found = RelativeDirection.at(at + 1, words)
    if let anaphoric = fromNamed(unit, at, start, found) { return anaphoric }
    if let found, !words.has(found.end - 1, .nextToNamed) {
      return Period(
        unit: unit, day: day(of: unit, found.steps), start: start, end: found.end, isShown: false)
    }
    return isShown ? Period(unit: unit, day: day(of: unit, 0), start: start, end: at + 1, isShown: true) : nil
  }

  /// الشهر، العام, this one where a word before them says which part of it.
  func currentPeriod(at index: Int) -> Period? {
    guard index < words.limit, let (unit, stripped) = words.periodNoun(index),
      unit != .day, stripped == 0
    else { return nil }
    return Period(
      unit: unit, day: day(of: unit, 0), start: words.tokens[index].start, end: index + 1, isShown: false)
  }

  func day(of unit: DurationUnit, _ steps: Int) -> CivilDate? {
    guard let reference else { return nil }
    switch unit {
    case .year: return CivilDate(year: reference.year + steps, month: 1, day: 1)
    case .month:
      let month = reference.adding(months: steps)
      return CivilDate(year: month.year, month: month.month, day: 1)
    case .week: return reference.adding(days: 1 - reference.weekday + 7 * steps)
    default: return reference.adding(days: steps)
    }
  }

  private func period(at index: Int) -> ParsedDate? {
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

  /// السنة الهجرية المقبلة
  private func hijriYear(at index: Int) -> ParsedDate? {
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

  /// يوم الأحد after الأسبوع القادم.
  private func weekday(after index: Int) -> (weekday: Int, end: Int)? {
    let at = index < words.limit && words.has(index, .dayWord) ? index + 1 : index
    guard at < words.limit, words.stripped(at) == 0, let weekday = words.word(at)?.weekday,
      RelativeDirection.at(at + 1, words) == nil
    else { return nil }
    return (weekday, at + 1)
  }
}
