import Isnad
import IsnadArabic

/// Reads dates. What the text does not say (the year of a month, the week of a weekday) comes
/// from the document's date, or stays X: a weekday or month by itself is the nearest past one
/// (or future one, by `prefer` and by the tense before it), a day of a month the nearest one.
struct DateParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let relative: RelativeDateParser
  let reference: CivilDate?
  let habits: CalendarHabits

  func parse(at index: Int) -> ParsedDate? {
    partOfPeriod(at: index) ?? whole(at: index)
  }

  /// A date that is no part of a longer one, or so far from another.
  func whole(at index: Int) -> ParsedDate? {
    if words.openings(index).contains(.distance), let date = distanceFromDate(at: index) {
      return date
    }
    return named(at: index)
  }

  /// A date that is told from no other one: distances don't nest, for articles are no friends of the stack.
  func named(at index: Int) -> ParsedDate? {
    let opens = words.openings(index)
    if words.tokens[index].kind == .number {
      return numeric(at: index) ?? dayAndMonth(at: index) ?? bareYear(at: index)
    }
    if opens.contains(.phrase), let date = holiday(at: index) { return date }
    if opens.contains(.period), let season = seasonOfYear(at: index) { return season }
    if opens.contains(.day), let date = edgeOfMonth(at: index) ?? dayOfHoliday(at: index) {
      return date
    }
    if !opens.isDisjoint(with: [.day, .weekday]) {
      if let date = nthWeekday(at: index) ?? weekdayFirst(at: index) { return date }
    }
    if opens.contains(.day), let date = dayAndMonth(at: index) { return date }
    if !opens.isDisjoint(with: [.month, .phrase]), let date = monthFirst(at: index) { return date }
    if opens.contains(.year), let date = namedYear(at: index) { return date }
    if opens.contains(.phrase), let date = dayWithDate(at: index) { return date }
    if !opens.isDisjoint(with: [.phrase, .distance, .period]) {
      if let date = relative.parse(at: index) { return date }
    }
    if opens.contains(.day), let date = dayAlone(at: index) { return date }
    guard opens.contains(.period) else { return nil }
    return decade(at: index) ?? century(at: index)
  }

  /// Whether a weekday or month that stands here lies ahead.
  func isAhead(_ index: Int) -> Bool { habits.prefersFuture || Tense(words).isFuture(before: index) }

  // MARK: Forms

  func dayAndMonth(at index: Int, isListed: Bool = false) -> ParsedDate? {
    guard let (day, dayEnd) = day(at: index) else { return nil }
    var at = dayEnd
    // 28-نوفمبر, 28/نوفمبر
    let isJoint =
      words.isPunctuation(at, ".") || words.isPunctuation(at, "/")
      || words.isPunctuation(at, "-") && words.isAttached(at + 1)
    if isJoint, words.isAttached(at), words.tokens[index].kind == .number {
      at += 1
    }
    let isPart = at < words.limit && (words.has(at, .from) || words.has(at, .inside))
    // الخامس من الشهر المقبل
    if at < words.limit, let month = relative.period(.month, at: isPart ? at + 1 : at),
      isPart || month.isShown && words.tokens[index].kind == .number,
      day <= (month.day.map { CivilDate.days(inMonth: $0.month, year: $0.year) } ?? 31)
    {
      return ParsedDate(
        value: month.day.map { .day(year: $0.year, month: $0.month, day: day) },
        start: words.start(index), end: month.end, rule: .dayOfRelativeMonth,
        anaphor: month.fromNamed.map { DateAnaphor(unit: .month, steps: $0, day: day) })
    }
    if at < words.limit, words.has(at, .from) { at += 1 }
    if at + 1 < words.limit, words.has(at, .monthWord) {
      if let (month, end) = monthNumber(at: at + 1) {
        return finish(words.start(index), month, day: day, isHijri: false, end)
      }
      at += 1
    }
    guard let month = month(at: at), words.stripped(at) == 0,
      // 1-صفر is a score.
      !month.isHijri || !words.isPunctuation(at - 1, "-")
    else {
      return isListed ? nil : listedDay(day, index, dayEnd)
    }
    let isDotted = words.isPunctuation(dayEnd, ".") && words.isPunctuation(month.end, ".")
    return finish(
      words.start(index), month.month, day: day, isHijri: month.isHijri, month.end + (isDotted ? 1 : 0)
    )
  }

  /// 5 و6 حزيران: the first of several days, in order, has the month of the last.
  private func listedDay(_ first: Int, _ index: Int, _ end: Int) -> ParsedDate? {
    // الأسبوع الأول والثاني من أبريل
    if words.tokens[index].kind != .number, index > 0, words.hasArticle(index - 1) { return nil }
    var (last, at) = (first, end)
    for _ in 0..<Self.longestList {
      let isComma = words.isPunctuation(at, "،") || words.isPunctuation(at, ",")
      guard let next = isComma ? at + 1 : RangeJoint.between.pass(at, words),
        let (day, dayEnd) = day(at: next), day > last
      else { return nil }
      if let date = dayAndMonth(at: next, isListed: true) {
        guard date.hijri == nil, date.anaphor == nil, case .point(.day(let year, let month, _))? = date.value
        else {
          return nil
        }
        return ParsedDate(
          value: .day(year: year, month: month, day: first), start: words.start(index), end: end,
          rule: .dayMonth)
      }
      (last, at) = (day, dayEnd)
    }
    return nil
  }

  /// Days of one month that are read ahead for its name.
  private static let longestList = 4

  /// فبراير 14 2010، مارس 2015، شهر مايو.
  func monthFirst(at index: Int, needsDay: Bool = false) -> ParsedDate? {
    var at = index
    var isNamed = false
    if words.has(at, .monthWord), at + 1 < words.limit {
      at += 1
      isNamed = true
    }
    if isNamed, let (month, end) = monthNumber(at: at) {
      return finish(words.start(index), month, day: nil, isHijri: false, end)
    }
    guard let month = month(at: at) else { return nil }
    let start = isNamed ? words.start(index) : words.start(at)
    if needsDay, words.word(month.end)?.ordinal != nil, let (day, end) = day(at: month.end) {
      return finish(start, month.month, day: day, isHijri: month.isHijri, end)
    }
    if let digits = words.plainDigits(month.end), digits.count <= 2, (1...31).contains(digits.value),
      !isCounting(month.end)
    {
      return finish(start, month.month, day: digits.value, isHijri: month.isHijri, month.end + 1)
    }
    guard !needsDay else { return nil }
    // صفر is zero before it is a month, محرم forbidden, رجب a name; but في شعبان.
    if month.isHijri && month.end == at + 1 && !isNamed && year(at: month.end) == nil
      && RelativeDirection.at(month.end, words) == nil
      && (month.month == 2 || at == 0 || words.stripped(at) != 0
        || !words.has(at - 1, .beforeMonth))
    {
      return nil
    }
    // لويجي دي مايو is a name.
    if at > 0, words.has(at - 1, .di), words.has(at, .may) { return nil }
    // ماي is a month in the Maghreb and an English name elsewhere, آب and أوت may be other words, and
    // باب is a door before it is ب with August.
    if !isNamed && month.end == at + 1 && year(at: month.end) == nil
      && relativeYear(at: month.end) == nil, isOtherWord(at)
    {
      guard
        RelativeDirection.at(month.end, words) != nil
          || at > 0 && words.stripped(at) == 0 && words.has(at - 1, .beforeMonth)
      else { return nil }
    }
    return finish(start, month.month, day: nil, isHijri: month.isHijri, month.end)
  }

  /// A month whose name, without what is attached to it, may be another word.
  private func isOtherWord(_ index: Int) -> Bool {
    let form = words.tokens[index].form
    let forms = words.tokens.forms
    return words.vocabulary.monthsOfTwoSenses.contains(
      Fingerprint.of(forms.span, from: form.start + words.stripped(index), to: form.end))
  }

  func finish(_ start: Int, _ month: Int, day: Int?, isHijri: Bool, _ end: Int)
    -> ParsedDate?
  {
    let said = saidYear(month: month, day: day, isHijri: isHijri, at: end)
    if isHijri {
      return hijriDate(said.year, month, day, steps: said.steps, start: start, end: said.end)
    }
    if let day, day > CivilDate.days(inMonth: month, year: said.year) { return nil }
    let year =
      said.year ?? nearestYear(month: month, day: day, isAhead: day == nil && isAhead(end - 1))
    return ParsedDate(
      value: day.map { .day(year: year, month: month, day: $0) } ?? .month(year: year, month: month),
      start: start,
      end: said.end,
      rule: day == nil ? .month : .dayMonth,
      yearless: said.year == nil ? day.map { (month, $0) } : nil,
      anaphor: said.fromNamed.map { DateAnaphor(unit: .year, steps: $0, month: month, day: day) })
  }
}
