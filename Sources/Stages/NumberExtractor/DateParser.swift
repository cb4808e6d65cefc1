import Isnad

/// A date, a period or a point on the calendar, as it was read.
struct ParsedDate {
  /// EDTF; nil where it can't say the date.
  var iso: String?
  var hijri: String?
  /// In bytes, after clitics.
  var start: Int
  var end: Int
  var rule: String
  /// Month and day of a date whose year is not said.
  var yearless: (month: Int, day: Int)?
  /// In the middle of a period, or about it.
  var isApproximate = false

  /// A day of the calendar, to which a time of day can be added.
  var isDay: Bool { iso.map { $0.utf8.count == 10 && !$0.utf8.contains(UInt8(ascii: "/")) } ?? false }
}

/// Reads dates. What the text does not say (the year of a month, the week of a weekday) comes
/// from the document's date, or stays X: a weekday or month by itself is the nearest past one
/// (or future one, by `prefer` and by the tense before it), a day of a month the nearest one.
struct DateParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let relative: RelativeDateParser
  let reference: CivilDate?
  let habits: CalendarHabits

  func parse(at index: Int, limit: Int) -> ParsedDate? {
    partOfPeriod(at: index, limit) ?? whole(at: index, limit)
  }

  /// A date that is no part of a longer one, or so far from another.
  func whole(at index: Int, _ limit: Int) -> ParsedDate? {
    if words.openings(index).contains(.distance), let date = distanceFromDate(at: index, limit) {
      return date
    }
    return named(at: index, limit)
  }

  /// A date that is told from no other one: distances don't nest, for articles are no friends of the stack.
  func named(at index: Int, _ limit: Int) -> ParsedDate? {
    let opens = words.openings(index)
    if words.tokens[index].kind == .number {
      return numeric(at: index, limit) ?? dayAndMonth(at: index, limit) ?? bareYear(at: index, limit)
    }
    if opens.contains(.day), let date = edgeOfMonth(at: index, limit) { return date }
    if !opens.isDisjoint(with: [.day, .weekday]) {
      if let date = nthWeekday(at: index, limit) ?? weekdayFirst(at: index, limit) { return date }
    }
    if opens.contains(.day), let date = dayAndMonth(at: index, limit) { return date }
    if !opens.isDisjoint(with: [.month, .phrase]), let date = monthFirst(at: index, limit) { return date }
    if opens.contains(.year), let date = namedYear(at: index, limit) { return date }
    if opens.contains(.phrase), let date = dayWithDate(at: index, limit) { return date }
    if !opens.isDisjoint(with: [.phrase, .distance, .period]) {
      if let date = relative.parse(at: index, limit: limit) { return date }
    }
    if opens.contains(.day), let date = dayAlone(at: index, limit) { return date }
    guard opens.contains(.period) else { return nil }
    return decade(at: index, limit) ?? century(at: index, limit)
  }

  /// Whether a weekday or month that stands here lies ahead.
  func isAhead(_ index: Int) -> Bool { habits.prefersFuture || Tense(words).isFuture(before: index) }

  // MARK: Years that are not said

  private func resolvedYear(month: Int, day: Int?, direction: Int) -> Int? {
    guard let reference else { return nil }
    let isLater = (month, day ?? 1) > (reference.month, reference.day)
    switch direction.signum() {
    case -1:
      return (isLater || month == reference.month && day == nil ? reference.year - 1 : reference.year)
        + direction + 1
    case 1: return (isLater ? reference.year : reference.year + 1) + direction - 1
    default: return reference.year
    }
  }

  /// The year of a date that says none: of a day the nearest one, or the one whose weekday fits;
  /// of a month the last one, or the next one.
  func nearestYear(month: Int, day: Int?, weekday: Int? = nil, isAhead: Bool) -> Int? {
    guard let reference else { return nil }
    guard let day else {
      let isThisYear = isAhead ? month >= reference.month : month <= reference.month
      return isThisYear ? reference.year : reference.year + (isAhead ? 1 : -1)
    }
    let candidates = [0, -1, 1, -2, 2].map { CivilDate(year: reference.year + $0, month: month, day: day) }
      .filter { day <= CivilDate.days(inMonth: month, year: $0.year) }
    let fitting = candidates.filter { weekday == nil || $0.weekday == weekday }
    return nearest(fitting.isEmpty ? candidates : fitting)?.year
  }

  func nearest(_ days: [CivilDate]) -> CivilDate? {
    guard let reference else { return nil }
    return days.min { abs($0.dayNumber - reference.dayNumber) < abs($1.dayNumber - reference.dayNumber) }
  }

  /// What stands after a month and says its year: a number, الماضي, العام المقبل, هـ.
  struct SaidYear {
    var year: Int?
    var steps = 0
    var end: Int
    /// Said by the text, not the document's date.
    var isSaid = false
  }

  func saidYear(month: Int, day: Int?, isHijri: Bool, at index: Int, _ limit: Int) -> SaidYear {
    var said = SaidYear(year: nil, end: index)
    if let found = year(at: index, limit) {
      said = SaidYear(year: found.year, end: found.end, isSaid: true)
      if let (meaning, next) = phrases.at(said.end, in: words.tokens, limit: limit) {
        if case .hijriMark = meaning { said.end = next }
        if case .gregorianMark = meaning,
          !words.tokens[said.end].flags.contains(.spaceBefore) || next < limit
        {
          said.end = next
        }
      }
    } else if !isHijri, let found = relativeYear(at: index, limit) {
      said = SaidYear(year: found.year, end: found.end, isSaid: found.year != nil)
    } else if let shift = RelativeDirection.at(index, words, limit) {
      said.end = shift.end
      said.steps = shift.steps
      if !isHijri { said.year = resolvedYear(month: month, day: day, direction: shift.steps) }
    }
    return said
  }

  /// مارس من العام الماضي، 15 آذار السنة القادمة.
  private func relativeYear(at index: Int, _ limit: Int) -> (year: Int?, end: Int)? {
    let at = index < limit && words.tokens.matches(index, "من") ? index + 1 : index
    guard let found = relative.period(.year, at: at, limit) else { return nil }
    return (found.day?.year, found.end)
  }

  // MARK: Forms

  func dayAndMonth(at index: Int, _ limit: Int) -> ParsedDate? {
    guard let (day, dayEnd) = day(at: index, limit) else { return nil }
    var at = dayEnd
    if words.isPunctuation(at, ".") || words.isPunctuation(at, "/"), words.isAttached(at),
      words.tokens[index].kind == .number
    {
      at += 1
    }
    let isPart = at < limit && (words.tokens.matches(at, "من") || words.tokens.matches(at, "في"))
    // الخامس من الشهر المقبل
    if at < limit, let month = relative.period(.month, at: isPart ? at + 1 : at, limit),
      let first = month.day,
      isPart || month.isShown && words.tokens[index].kind == .number,
      day <= CivilDate.days(inMonth: first.month, year: first.year)
    {
      return ParsedDate(
        iso: CivilDate.iso(year: first.year, month: first.month, day: day), start: words.start(index),
        end: month.end, rule: "day-of-relative-month")
    }
    if at < limit, words.tokens.matches(at, "من") { at += 1 }
    if at + 1 < limit, words.tokens.matches(at, "شهر") {
      if let (month, end) = monthNumber(at: at + 1, limit) {
        return finish(words.start(index), month, day: day, isHijri: false, end, limit)
      }
      at += 1
    }
    guard let month = month(at: at, limit), words.stripped(at) == 0 else { return nil }
    let isDotted = words.isPunctuation(dayEnd, ".") && words.isPunctuation(month.end, ".")
    return finish(
      words.start(index), month.month, day: day, isHijri: month.isHijri, month.end + (isDotted ? 1 : 0), limit
    )
  }

  /// فبراير 14 2010، مارس 2015، شهر مايو.
  func monthFirst(at index: Int, _ limit: Int, needsDay: Bool = false) -> ParsedDate? {
    var at = index
    var isNamed = false
    if words.tokens.matches(at, "شهر"), at + 1 < limit {
      at += 1
      isNamed = true
    }
    if isNamed, let (month, end) = monthNumber(at: at, limit) {
      return finish(words.start(index), month, day: nil, isHijri: false, end, limit)
    }
    guard let month = month(at: at, limit) else { return nil }
    let start = isNamed ? words.start(index) : words.start(at)
    if needsDay, words.word(month.end)?.ordinal != nil, let (day, end) = day(at: month.end, limit) {
      return finish(start, month.month, day: day, isHijri: month.isHijri, end, limit)
    }
    if let digits = words.plainDigits(month.end), digits.count <= 2, (1...31).contains(digits.value),
      !isCounting(month.end, limit)
    {
      return finish(start, month.month, day: digits.value, isHijri: month.isHijri, month.end + 1, limit)
    }
    guard !needsDay else { return nil }
    // صفر is zero before it is a month, محرم forbidden, رجب a name.
    if month.isHijri && month.end == at + 1 && !isNamed && year(at: month.end, limit) == nil
      && RelativeDirection.at(month.end, words, limit) == nil
    {
      return nil
    }
    // لويجي دي مايو is a name.
    if at > 0, words.tokens.matches(at - 1, "دي"), words.tokens.matches(at, "مايو") { return nil }
    // ماي is a month in the Maghreb and an English name elsewhere, آب and أوت may be other words, and
    // باب is a door before it is ب with August.
    if !isNamed && month.end == at + 1 && year(at: month.end, limit) == nil
      && relativeYear(at: month.end, limit) == nil, isOtherWord(at)
    {
      guard
        RelativeDirection.at(month.end, words, limit) != nil
          || at > 0 && words.stripped(at) == 0 && ["في", "منذ", "خلال"].contains(words.tokens.form(at - 1))
      else { return nil }
    }
    return finish(start, month.month, day: nil, isHijri: month.isHijri, month.end, limit)
  }

  /// A month whose name, without what is attached to it, may be another word.
  private func isOtherWord(_ index: Int) -> Bool {
    let form = words.tokens[index].form
    let name = words.tokens.forms[form.start + words.stripped(index)..<form.end]
    return ["ماي", "اب", "اوت", "مارس"].contains { $0.utf8.elementsEqual(name) }
  }

  func finish(_ start: Int, _ month: Int, day: Int?, isHijri: Bool, _ end: Int, _ limit: Int)
    -> ParsedDate?
  {
    let said = saidYear(month: month, day: day, isHijri: isHijri, at: end, limit)
    if isHijri {
      return hijriDate(said.year, month, day, steps: said.steps, start: start, end: said.end)
    }
    if let day, day > CivilDate.days(inMonth: month, year: said.year) { return nil }
    let year =
      said.year ?? nearestYear(month: month, day: day, isAhead: day == nil && isAhead(end - 1))
    return ParsedDate(
      iso: CivilDate.iso(year: year, month: month, day: day), start: start, end: said.end,
      rule: day == nil ? "month" : "day-month",
      yearless: said.year == nil ? day.map { (month, $0) } : nil)
  }
}
