import Isnad
import IsnadArabic

// Years, halves of years and decades.
extension DateParser {
  /// عام 2023, سنة سبع وتسعين وتسعمئة وألف; with a part of it before: الربع الأول من العام الجاري.
  func namedYear(at index: Int) -> ParsedDate? {
    if let part = partOfYear(at: index) { return part }
    guard isYearWord(index), let (year, end) = year(at: index) else { return nil }
    let isAttached = words.tokens[index].form.length > 6 && !words.tokens.form(index).hasPrefix("ال")
    let start = words.tokens.span(of: index, strippingForm: isAttached ? 2 : 0).start
    if let hijri = hijriYear(year, from: 1, start, end) { return hijri }
    if let end = beforeChrist(end) {
      // EDTF has a year 0: 247 before Christ is −246.
      return ParsedDate(value: .year(1 - year), start: start, end: end, rule: .year)
    }
    return ParsedDate(
      value: .year(year), start: start, end: afterMark(end), rule: .year)
  }

  /// النصف الثاني من عام 2023، الربع الثالث 2016: six months or three, from first to last day.
  private func partOfYear(at index: Int) -> ParsedDate? {
    guard let word = words.word(index), word.isDefinite, let fraction = word.fraction,
      fraction.numerator == 1, [2, 4].contains(fraction.denominator), index + 2 < words.limit
    else { return nil }
    let parts = fraction.denominator
    let isLast = words.has(index + 1, .theLast)
    guard let number = isLast ? parts : words.word(index + 1)?.ordinal, (1...parts).contains(number) else {
      return nil
    }
    let start = words.tokens.span(of: index, strippingForm: words.stripped(index)).start
    if let (year, end) = year(at: index + 2) {
      return ParsedDate(value: Self.part(number, of: parts, year), start: start, end: end, rule: .partOfYear)
    }
    // من هذا العام، من العام الماضي
    let isJoined = words.has(index + 2, .from) || words.has(index + 2, .inside)
    guard let told = relative.period(.year, at: isJoined ? index + 3 : index + 2) else { return nil }
    return ParsedDate(
      value: told.day.map { Self.part(number, of: parts, $0.year) }, start: start, end: told.end,
      rule: .partOfYear)
  }

  private static func part(_ number: Int, of parts: Int, _ year: Int) -> CalendarValue {
    let months = 12 / parts
    let last = number * months
    let end = CivilDate(year: year, month: last, day: CivilDate.days(inMonth: last, year: year))
    return .days(CivilDate(year: year, month: last - months + 1, day: 1), end)
  }

  /// The year in a name: خطة دبي 2021, كأس العالم 2022.
  func yearOfName(at index: Int) -> ParsedDate? {
    guard let digits = words.plainDigits(index), digits.count == 4, (1900...2100).contains(digits.value)
    else {
      return nil
    }
    return ParsedDate(
      value: .year(digits.value), start: words.tokens[index].start, end: index + 1,
      rule: .bareYear)
  }

  /// A year of four digits after a preposition of time, or in brackets by itself.
  func bareYear(at index: Int) -> ParsedDate? {
    guard let digits = words.plainDigits(index), digits.count == 4 else { return nil }
    if let hijri = hijriYear(digits.value, words.tokens[index].start, index + 1) { return hijri }
    guard (1800...2100).contains(digits.value), index > 0,
      !isCounting(index),
      CountedNoun(words).range(after: index + 1, value: ExactDecimal(digits.value)) == nil
    else { return nil }
    let isInBrackets = words.isPunctuation(index - 1, "(") && words.isPunctuation(index + 1, ")")
    guard
      isInBrackets || words.has(index - 1, .beforeYear) || isYear(digits.value, index)
    else { return nil }
    if words.isPunctuation(index + 1, "%") || words.isPunctuation(index + 1, "-") { return nil }
    return ParsedDate(
      value: .year(digits.value), start: words.tokens[index].start, end: index + 1,
      rule: .bareYear)
  }

  /// Whether four digits that count nothing are a year of our time: انتخابات 2016، 1994 و1998. After a word for an
  /// amount, a number or an hour they are none (بلغ 1950، الرقم 1900), nor beside other figures and signs.
  private func isYear(_ value: Int, _ index: Int) -> Bool {
    guard (1900...2050).contains(value), !words.has(index - 1, .beforeAmount) else {
      return false
    }
    let before = words.tokens[index - 1]
    // فالتحق بها 2000 من الجنود
    let isRound = value % 100 == 0
    if isRound, index + 1 < words.limit, words.has(index + 1, .from) { return false }
    // 2000 على 3
    if index + 2 < words.limit, words.has(index + 1, .on), words.tokens[index + 2].kind == .number {
      return false
    }
    switch before.kind {
    case .word:
      return !before.flags.contains(.latin) && (!isRound || words.tokens[index].flags.contains(.spaceBefore))
    case .punctuation:
      return !words.isAttached(index) || !words.tokens[index - 1].flags.contains(.latin) && isOpen(index - 1)
    default: return false
    }
  }

  private func isOpen(_ index: Int) -> Bool {
    words.isPunctuation(index, "(") || words.isPunctuation(index, "\"") || words.isPunctuation(index, "«")
  }

  private var quantities: QuantityParser { relative.quantities }

  /// التسعينيات، ثمانينيات القرن التاسع عشر.
  func decade(at index: Int) -> ParsedDate? {
    guard let decade = words.word(index)?.decade, !quantities.isOfLife(index + 1) else { return nil }
    let century = index + 1 < words.limit ? self.century(at: index + 1) : nil
    var hundreds = 19
    if case .point(.century(let said, false))? = century?.value { hundreds = said }
    return ParsedDate(
      value: .point(.decade(hundreds * 10 + decade / 10)), start: words.start(index),
      end: century?.end ?? index + 1,
      rule: .decade)
  }

  /// القرن العشرين، القرن الماضي، القرن الثالث قبل الميلاد.
  func century(at index: Int) -> ParsedDate? {
    guard index + 1 < words.limit, words.has(index, .centuryWord) else { return nil }
    let isAttached = !words.tokens.form(index).hasPrefix("ال")
    let result = ParsedDate(
      value: nil, start: words.tokens.span(of: index, strippingForm: isAttached ? 2 : 0).start,
      end: index + 2,
      rule: .century)
    if let shift = RelativeDirection.at(index + 1, words) {
      result.end = shift.end
      result.value = reference.map { .point(.century($0.year / 100 + shift.steps)) }
      return result
    }
    let at = words.has(index + 1, .articleAlone) ? index + 2 : index + 1
    let digits = words.plainDigits(at).map { ($0.value, at + 1) }
    guard let (number, end) = digits ?? OrdinalParser(words).parse(at: at),
      (1...30).contains(number)
    else { return nil }
    result.end = end
    result.value = .point(.century(number - 1))
    if end < words.limit, words.has(end, .gregorianAdjective) {
      result.end = end + 1
    } else if end < words.limit, words.has(end, .hijriAdjective) {
      result.end = end + 1
      result.hijri = result.value
      result.value = nil
    } else if let end = beforeChrist(end) {
      result.end = end
      result.value = .point(.century(number - 1, isBeforeChrist: true))
    }
    return result
  }

  /// Past ميلاديا; م belongs to digits only where it is attached to them.
  private func afterMark(_ index: Int) -> Int {
    guard let (meaning, end) = phrases.at(index, in: words),
      case .gregorianMark = meaning,
      !words.has(index, .letterMeem) || words.isAttached(index)
    else { return index }
    return end
  }

  /// قبل الميلاد، ق.م; where it ends.
  func beforeChrist(_ index: Int) -> Int? {
    var cursor = Cursor(words, at: index)
    if cursor.accept(.before, .birth) { return cursor.index }
    guard cursor.accept(.letterQaf) else { return nil }
    _ = cursor.accept(mark: ".")
    return cursor.accept(.letterMeem) ? cursor.index : nil
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
      value: year.flatMap { HijriCalendar.gregorian(year: $0, month: month, day: day) },
      hijri: CalendarValue(year: year, month: month, day: day), start: start, end: end, rule: .hijriDate)
  }

  /// 1445 هـ; a year without a word for it only from our days.
  private func hijriYear(_ year: Int, from first: Int = 1300, _ start: Int, _ end: Int)
    -> ParsedDate?
  {
    guard (first...1500).contains(year),
      let (meaning, next) = phrases.at(end, in: words),
      case .hijriMark = meaning
    else { return nil }
    return hijriDate(year, nil, nil, start: start, end: next)
  }
}
