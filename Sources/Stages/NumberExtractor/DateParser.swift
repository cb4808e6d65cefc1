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
}

/// Reads dates. What the text does not say (the year of a month, the week of a weekday) comes
/// from the document's date, or stays X.
struct DateParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let reference: CivilDate?

  func parse(at index: Int, limit: Int) -> ParsedDate? {
    numeric(at: index, limit) ?? weekdayFirst(at: index, limit) ?? dayAndMonth(at: index, limit)
      ?? monthFirst(at: index, limit) ?? namedYear(at: index, limit) ?? bareYear(at: index, limit)
      ?? dayWord(at: index, limit)
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
    if words.tokens.matches(index, "فاتح") { return (1, index + 1) }
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
  private func year(at index: Int, _ limit: Int) -> (year: Int, end: Int)? {
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
    guard isNamed, let number = CardinalParser(words).parse(at: at, limit: limit), number.hasWords,
      let value = number.value.int, (1000...2999).contains(value)
    else { return nil }
    return (value, number.end)
  }

  private func isYearWord(_ index: Int) -> Bool { Self.yearWords.contains(words.tokens[index]) }

  private static let yesterday = WordSet("أمس البارحة")
  private static let yearWords = WordSet("عام العام سنة السنة لعام لسنة بعام وعام للعام")
  private static let past = WordSet("الماضي الماضية المنصرم المنصرمة الفائت الفائتة السابق")
  private static let future = WordSet("المقبل المقبلة القادم القادمة الآتي")
  private static let present = WordSet("الجاري الجارية الحالي الحالية")

  /// Whether a number of four digits counts something: 2000 شخص.
  private func isCounting(_ index: Int, _ limit: Int) -> Bool {
    guard index + 1 < limit else { return false }
    if let word = words.word(index + 1), words.stripped(index + 1) == 0 {
      return word.noun != nil || word.cardinal != nil
    }
    return false
  }

  /// What follows a date and moves it: الماضي −1, المقبل +1, الجاري 0.
  private func direction(at index: Int, _ limit: Int) -> (Int, Int)? {
    guard index < limit, words.tokens[index].kind == .word else { return nil }
    let token = words.tokens[index]
    if Self.past.contains(token) { return (-1, index + 1) }
    if Self.future.contains(token) { return (1, index + 1) }
    return Self.present.contains(token) ? (0, index + 1) : nil
  }

  private func resolvedYear(month: Int, day: Int?, direction: Int) -> Int? {
    guard let reference else { return nil }
    let isLater = (month, day ?? 1) > (reference.month, reference.day)
    switch direction {
    case -1: return isLater || month == reference.month && day == nil ? reference.year - 1 : reference.year
    case 1: return isLater ? reference.year : reference.year + 1
    default: return reference.year
    }
  }

  // MARK: Forms

  /// 5/6/1967, 25-1-2011, 2015-07-23.
  private func numeric(at index: Int, _ limit: Int) -> ParsedDate? {
    guard index + 4 < limit, let a = words.plainDigits(index) else { return nil }
    var mark: StaticString = "/"
    if words.isPunctuation(index + 1, "-") { mark = "-" }
    guard words.isPunctuation(index + 1, mark), words.isPunctuation(index + 3, mark),
      words.isAttached(index + 1),
      words.isAttached(index + 3), let b = words.plainDigits(index + 2), let c = words.plainDigits(index + 4)
    else { return nil }
    let (day, month, year) = a.count == 4 ? (c.value, b.value, a.value) : (a.value, b.value, c.value)
    guard (1...12).contains(month), (1...31).contains(day), max(a.count, c.count) == 4,
      min(a.count, c.count) <= 2, b.count <= 2
    else { return nil }
    var end = index + 5
    if let (meaning, next) = phrases.at(end, in: words.tokens, limit: limit), case .hijriMark = meaning {
      end = next
    }
    if (1300...1500).contains(year) {
      return ParsedDate(
        iso: nil, hijri: CivilDate.iso(year: year, month: month, day: day), start: words.tokens[index].start,
        end: end,
        rule: "hijri-date")
    }
    guard (1500...2999).contains(year), day <= CivilDate.days(inMonth: month, year: year) else { return nil }
    return ParsedDate(
      iso: CivilDate.iso(year: year, month: month, day: day), start: words.tokens[index].start, end: end,
      rule: "numeric-date")
  }

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
      return date
    }
    let shift = direction(at: index + 1, limit)
    let iso = reference.map { reference in
      let back = (reference.weekday - weekday + 7) % 7
      let days = shift?.0 == 1 ? (back == 0 ? 7 : 7 - back) : shift?.0 == -1 && back == 0 ? -7 : -back
      return reference.adding(days: days).iso
    }
    return ParsedDate(iso: iso, start: words.start(index), end: shift?.1 ?? index + 1, rule: "weekday")
  }

  private func dayAndMonth(at index: Int, _ limit: Int) -> ParsedDate? {
    guard let (day, dayEnd) = day(at: index, limit) else { return nil }
    var at = dayEnd
    if at < limit, words.tokens.matches(at, "من") { at += 1 }
    if at < limit, words.tokens.matches(at, "شهر") { at += 1 }
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
    guard let month = month(at: at, limit) else { return nil }
    let start = isNamed ? words.start(index) : words.start(at)
    if let digits = words.plainDigits(month.end), digits.count <= 2, (1...31).contains(digits.value),
      !isCounting(month.end, limit)
    {
      return finish(start, month.month, day: digits.value, isHijri: month.isHijri, month.end + 1, limit)
    }
    guard !needsDay else { return nil }
    // صفر is zero before it is a month, محرم forbidden, رجب a name.
    if month.isHijri && month.end == at + 1 && !isNamed && year(at: month.end, limit) == nil
      && direction(at: month.end, limit) == nil
    {
      return nil
    }
    // ماي is a month in the Maghreb and an English name elsewhere, آب and أوت may be other words.
    if !isNamed && year(at: month.end, limit) == nil
      && ["ماي", "اب", "اوت", "مارس"].contains(words.tokens.form(at))
    {
      guard
        direction(at: month.end, limit) != nil
          || at > 0 && ["في", "منذ", "خلال"].contains(words.tokens.form(at - 1))
      else { return nil }
    }
    return finish(start, month.month, day: nil, isHijri: month.isHijri, month.end, limit)
  }

  private func finish(_ start: Int, _ month: Int, day: Int?, isHijri: Bool, _ end: Int, _ limit: Int)
    -> ParsedDate?
  {
    var end = end
    var year: Int?
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
    } else if let (shift, next): (Int, Int) = direction(at: end, limit) {
      end = next
      if !isHijri { year = resolvedYear(month: month, day: day, direction: shift) }
    }
    if isHijri {
      return ParsedDate(
        iso: nil, hijri: CivilDate.iso(year: year, month: month, day: day), start: start, end: end,
        rule: "hijri-date")
    }
    if let day, day > CivilDate.days(inMonth: month, year: year) { return nil }
    return ParsedDate(
      iso: CivilDate.iso(year: year, month: month, day: day), start: start, end: end,
      rule: day == nil ? "month" : "day-month")
  }

  /// عام 2023, سنة سبع وتسعين وتسعمئة وألف; with the half of it before: النصف الثاني من عام 2023.
  private func namedYear(at index: Int, _ limit: Int) -> ParsedDate? {
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
    return ParsedDate(iso: CivilDate.iso(year: year), start: start, end: end, rule: "year")
  }

  /// A year of four digits after a preposition of time, or in brackets by itself.
  private func bareYear(at index: Int, _ limit: Int) -> ParsedDate? {
    guard let digits = words.plainDigits(index), digits.count == 4, (1800...2100).contains(digits.value),
      index > 0,
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

  /// أمس، غدا, and decades: التسعينيات.
  private func dayWord(at index: Int, _ limit: Int) -> ParsedDate? {
    guard words.tokens[index].kind == .word else { return nil }
    if let decade = words.word(index)?.decade {
      return ParsedDate(iso: "19\(decade / 10)X", start: words.start(index), end: index + 1, rule: "decade")
    }
    let days: Int
    if Self.yesterday.contains(words.tokens[index]) {
      days = -1
    } else if words.tokens.matches(index, "غدا") {
      days = 1
    } else {
      return nil
    }
    var end = index + 1
    // أمس الجمعة is one day named twice.
    if end < limit, words.word(end)?.weekday != nil { end += 1 }
    return ParsedDate(
      iso: reference.map { $0.adding(days: days).iso }, start: words.tokens[index].start, end: end,
      rule: "relative-day")
  }
}
