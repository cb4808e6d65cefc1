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
}

/// Reads dates. What the text does not say (the year of a month, the week of a weekday) comes
/// from the document's date, or stays X: a weekday or month by itself is the nearest past one
/// (or future one, by `prefer`), a day of a month the nearest one.
struct DateParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let relative: RelativeDateParser
  let reference: CivilDate?
  let prefersFuture: Bool

  func parse(at index: Int, limit: Int) -> ParsedDate? {
    numeric(at: index, limit) ?? nthWeekday(at: index, limit) ?? weekdayFirst(at: index, limit)
      ?? dayAndMonth(at: index, limit)
      ?? monthFirst(at: index, limit) ?? namedYear(at: index, limit) ?? bareYear(at: index, limit)
      ?? relative.parse(at: index, limit: limit) ?? dayAlone(at: index, limit) ?? decade(at: index, limit)
  }

  // MARK: Parts

  /// A month's name, with its second name (تشرين الأول/أكتوبر) or the same in brackets.
  func month(at index: Int, _ limit: Int) -> (month: Int, isHijri: Bool, end: Int)? {
    guard var found = oneMonth(at: index, limit) else { return nil }
    if words.isPunctuation(found.end, "/") || words.isPunctuation(found.end, "-"),
      let second = oneMonth(at: found.end + 1, limit), second.month == found.month
    {
      found.end = second.end
    } else if words.isPunctuation(found.end, "("), let second = oneMonth(at: found.end + 1, limit),
      second.month == found.month, words.isPunctuation(second.end, ")")
    {
      found.end = second.end + 1
    }
    return found
  }

  private func oneMonth(at index: Int, _ limit: Int) -> (month: Int, isHijri: Bool, end: Int)? {
    guard index < limit, words.tokens[index].kind == .word else { return nil }
    if let first = words.phraseFirst[index],
      let (meaning, end) = phrases.at(index, in: words.tokens, limit: limit, first: first)
    {
      if case .month(let month) = meaning { return (month, false, end) }
      if case .hijriMonth(let month) = meaning { return (month, true, end) }
    }
    guard let word = words.word(index) else { return nil }
    if let month = word.month { return (month, false, index + 1) }
    if let month = word.hijriMonth { return (month, true, index + 1) }
    return nil
  }

  /// A day of the month in digits or as a word: 7، الثالث عشر، العشرين، فاتح.
  private func day(at index: Int, _ limit: Int) -> (day: Int, end: Int)? {
    if let digits = words.plainDigits(index) {
      return digits.count <= 2 && (1...31).contains(digits.value) ? (digits.value, index + 1) : nil
    }
    guard index < limit, words.tokens[index].kind == .word else { return nil }
    // فاتح ماي، غرة رمضان
    if words.tokens.matches(index, "فاتح") || words.tokens.matches(index, "غره") { return (1, index + 1) }
    guard let word = words.word(index) else { return nil }
    if word.ordinal != nil, let ordinal = OrdinalParser(words).parse(at: index, limit: limit),
      ordinal.value <= 31
    {
      return (ordinal.value, ordinal.end)
    }
    if let number = CardinalParser(words).parse(at: index, limit: limit), let value = number.value.int,
      (1...31).contains(value)
    {
      return (value, number.end)
    }
    return nil
  }

  /// A year of four digits, or spelled out after عام or سنة; with من, عام and a comma before it.
  func year(at index: Int, _ limit: Int) -> (year: Int, end: Int)? {
    var at = index
    if words.isPunctuation(at, "،") || words.isPunctuation(at, ",") { at += 1 }
    if at < limit, words.tokens.matches(at, "من") { at += 1 }
    var isNamed = false
    if at < limit, isYearWord(at) {
      isNamed = true
      at += 1
    }
    if let digits = words.plainDigits(at), digits.count == 4, (1000...2999).contains(digits.value),
      !isCounting(at, limit)
    {
      return (digits.value, at + 1)
    }
    // Spelled out it is a year after عام, or one of our days after a month.
    guard let number = CardinalParser(words).parse(at: at, limit: limit), number.hasWords,
      let value = number.value.int, isNamed ? (1000...2999).contains(value) : (1900...2100).contains(value),
      isNamed || at < limit && words.stripped(at) == 0 && !isCounting(number.end - 1, limit)
    else { return nil }
    return (value, number.end)
  }

  func isYearWord(_ index: Int) -> Bool { Self.yearWords.contains(words.tokens[index]) }

  private static let yearWords = WordSet("عام العام سنة السنة لعام لسنة بعام وعام للعام")

  /// Whether a number of four digits counts something: 2000 شخص.
  func isCounting(_ index: Int, _ limit: Int) -> Bool {
    guard index + 1 < limit else { return false }
    if let word = words.word(index + 1), words.stripped(index + 1) == 0 {
      return word.noun != nil || word.cardinal != nil
    }
    return false
  }

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
  /// of a month the last one.
  private func nearestYear(month: Int, day: Int?, weekday: Int? = nil) -> Int? {
    guard let reference else { return nil }
    guard let day else {
      let isThisYear = prefersFuture ? month >= reference.month : month <= reference.month
      return isThisYear ? reference.year : reference.year + (prefersFuture ? 1 : -1)
    }
    let candidates = [0, -1, 1, -2, 2].map { CivilDate(year: reference.year + $0, month: month, day: day) }
      .filter { day <= CivilDate.days(inMonth: month, year: $0.year) }
    let fitting = candidates.filter { weekday == nil || $0.weekday == weekday }
    return (fitting.isEmpty ? candidates : fitting)
      .min { abs($0.dayNumber - reference.dayNumber) < abs($1.dayNumber - reference.dayNumber) }?.year
  }

  // MARK: Forms

  /// الجمعة 7 أكتوبر, or a weekday alone.
  private func weekdayFirst(at index: Int, _ limit: Int) -> ParsedDate? {
    guard let weekday = words.word(index)?.weekday else { return nil }
    var next = index + 1
    if words.isPunctuation(next, "،") || words.isPunctuation(next, ",") { next += 1 }
    while next < limit, words.tokens.matches(next, "الموافق") || words.tokens.matches(next, "في") {
      next += 1
    }
    if next < limit,
      var date = dayAndMonth(at: next, limit) ?? numeric(at: next, limit)
        ?? monthFirst(at: next, limit, needsDay: true)
    {
      date.start = words.start(index)
      if let yearless = date.yearless,
        let year = nearestYear(month: yearless.month, day: yearless.day, weekday: weekday)
      {
        date.iso = CivilDate.iso(year: year, month: yearless.month, day: yearless.day)
      }
      return date
    }
    // الأحد عشر is eleven.
    if index + 1 < limit, words.stripped(index + 1) == 0, words.word(index + 1)?.cardinal == .ten {
      return nil
    }
    let shift = RelativeDirection.at(index + 1, words, limit)
    let iso = reference.map { reference in
      let back = (reference.weekday - weekday + 7) % 7
      let ahead = back == 0 ? 7 : 7 - back
      let days: Int
      switch shift?.steps {
      case let steps? where steps > 0: days = ahead + 7 * (steps - 1)
      case let steps? where steps < 0: days = (back == 0 ? -7 : -back) + 7 * (steps + 1)
      default: days = back > 0 && (prefersFuture || isShown(index)) ? ahead : -back
      }
      return reference.adding(days: days).iso
    }
    return ParsedDate(iso: iso, start: words.start(index), end: shift?.end ?? index + 1, rule: "weekday")
  }

  /// هذا الخميس is the next one.
  private func isShown(_ index: Int) -> Bool {
    let before = index > 0 && words.tokens.matches(index - 1, "يوم") ? index - 2 : index - 1
    return before >= 0 && words.tokens.matches(before, "هذا")
  }

  func dayAndMonth(at index: Int, _ limit: Int) -> ParsedDate? {
    guard let (day, dayEnd) = day(at: index, limit) else { return nil }
    var at = dayEnd
    if words.isPunctuation(at, ".") || words.isPunctuation(at, "/"), words.isAttached(at),
      words.tokens[index].kind == .number
    {
      at += 1
    }
    if at < limit, words.tokens.matches(at, "من") {
      at += 1
      // الخامس من الشهر المقبل
      if let (month, end) = relative.month(at: at, limit),
        day <= CivilDate.days(inMonth: month.month, year: month.year)
      {
        return ParsedDate(
          iso: CivilDate.iso(year: month.year, month: month.month, day: day), start: words.start(index),
          end: end,
          rule: "day-of-relative-month")
      }
    }
    if at + 1 < limit, words.tokens.matches(at, "شهر") {
      if let (month, end) = monthNumber(at: at + 1, limit) {
        return finish(words.start(index), month, day: day, isHijri: false, end, limit)
      }
      at += 1
    }
    guard let month = month(at: at, limit), words.stripped(at) == 0 else { return nil }
    return finish(words.start(index), month.month, day: day, isHijri: month.isHijri, month.end, limit)
  }

  /// فبراير 14 2010، مارس 2015، شهر مايو.
  private func monthFirst(at index: Int, _ limit: Int, needsDay: Bool = false) -> ParsedDate? {
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
    // ماي is a month in the Maghreb and an English name elsewhere, آب and أوت may be other words, and
    // باب is a door before it is ب with August.
    if !isNamed && month.end == at + 1 && year(at: month.end, limit) == nil, isOtherWord(at) {
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
    var end = end
    var year: Int?
    var steps = 0
    if let found = self.year(at: end, limit) {
      (year, end) = (found.year, found.end)
      if let (meaning, next) = phrases.at(end, in: words.tokens, limit: limit) {
        if case .hijriMark = meaning { end = next }
        if case .gregorianMark = meaning,
          words.tokens[end].flags.contains(.spaceBefore) == false || next < limit
        {
          end = next
        }
      }
    } else if let shift = RelativeDirection.at(end, words, limit) {
      end = shift.end
      steps = shift.steps
      if !isHijri { year = resolvedYear(month: month, day: day, direction: shift.steps) }
    }
    if isHijri {
      return hijriDate(year, month, day, steps: steps, start: start, end: end)
    }
    if let day, day > CivilDate.days(inMonth: month, year: year) { return nil }
    return ParsedDate(
      iso: CivilDate.iso(year: year ?? nearestYear(month: month, day: day), month: month, day: day),
      start: start,
      end: end, rule: day == nil ? "month" : "day-month",
      yearless: year == nil ? day.map { (month, $0) } : nil)
  }

  /// شهر 11، شهر تسعة: a month by its number; شهر واحد is one month.
  func monthNumber(at index: Int, _ limit: Int) -> (month: Int, end: Int)? {
    if let digits = words.plainDigits(index), digits.count <= 2, (1...12).contains(digits.value) {
      return isCounting(index, limit) ? nil : (digits.value, index + 1)
    }
    guard words.stripped(index) == 0, let number = CardinalParser(words).parse(at: index, limit: limit),
      number.hasWords, let value = number.value.int, (2...12).contains(value),
      !isCounting(number.end - 1, limit)
    else { return nil }
    return (value, number.end)
  }
}
