import Isnad
import IsnadArabic

/// Reads dates that are said from where the writer stands: أمس، الأسبوع الماضي، قبل عامين.
///
/// Without the document's date they stay null; قبل عامين is a duration then.
struct RelativeDateParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let quantities: QuantityParser
  let reference: CivilDate?

  func parse(at index: Int, limit: Int) -> ParsedDate? {
    guard words.tokens[index].kind == .word else { return nil }
    return period(at: index, limit) ?? namedDay(at: index, limit) ?? distance(at: index, limit)
  }

  // MARK: Days

  /// أمس، أول من أمس، بعد غد، اليوم; with the weekday that may stand after it.
  private func namedDay(at index: Int, _ limit: Int) -> ParsedDate? {
    guard let first = words.phraseFirst[index],
      let (meaning, phraseEnd) = phrases.at(index, in: words.tokens, limit: limit, first: first),
      case .day(let offset) = meaning
    else { return nil }
    var end = phraseEnd
    let isNamedTwice = end < limit && words.word(end)?.weekday != nil && words.stripped(end) == 0
    // اليوم العالمي is a day of its own, مرتين في اليوم a rate.
    if offset == 0 && !isNamedTwice {
      guard !quantities.isNamed(end, limit), index == 0 || !words.tokens.matches(index - 1, "في") else {
        return nil
      }
    }
    if isNamedTwice { end += 1 }
    return ParsedDate(
      iso: reference?.adding(days: offset).iso, start: start(index, first), end: end, rule: "relative-day")
  }

  private func start(_ index: Int, _ first: UInt64) -> Int {
    let stripped = first == words.tokens[index].fingerprint ? 0 : 2
    return words.tokens.span(of: index, strippingForm: stripped).start
  }

  // MARK: Periods

  /// الأسبوع الماضي، هذا الشهر، السنة بعد المقبلة; الخامس من الشهر المقبل.
  private func period(at index: Int, _ limit: Int) -> ParsedDate? {
    let isShown = Self.demonstratives.contains(words.tokens[index])
    let at = isShown ? index + 1 : index
    guard at < limit, let (unit, stripped) = Self.periods.unit(words.tokens[at], words.tokens) else {
      return nil
    }
    let shift: (steps: Int, end: Int)
    if let found = RelativeDirection.at(at + 1, words, limit) {
      // اليوم التالي, الشهر السابق له are told from one that the text names.
      let isAnaphoric = Self.anaphoric.contains(words.tokens[found.end - 1])
      if isAnaphoric && (unit == .day || found.end < limit && Self.toIt.contains(words.tokens[found.end])) {
        return nil
      }
      shift = found
    } else if isShown {
      shift = (0, at + 1)
    } else {
      return nil
    }
    return ParsedDate(
      iso: reference.map { Self.iso(of: unit, shift.steps, from: $0) },
      start: words.tokens.span(of: index, strippingForm: isShown ? 0 : stripped).start, end: shift.end,
      rule: "relative-period")
  }

  /// The month that a relative period names, for the day of it before من.
  func month(at index: Int, _ limit: Int) -> (month: CivilDate, end: Int)? {
    guard index < limit, let reference else { return nil }
    let isShown = Self.demonstratives.contains(words.tokens[index])
    let at = isShown ? index + 1 : index
    guard at < limit, let (unit, stripped) = Self.periods.unit(words.tokens[at], words.tokens),
      unit == .month,
      stripped == 0
    else { return nil }
    if let found = RelativeDirection.at(at + 1, words, limit) {
      return (reference.adding(months: found.steps), found.end)
    }
    return isShown ? (reference, at + 1) : nil
  }

  private static let demonstratives = WordSet("هذا هذه هذي هاي هاد لهذا لهذه بهذا بهذه")
  private static let periods = PeriodWords()
  private static let anaphoric = WordSet("التالي السابق التالية السابقة")
  private static let toIt = WordSet("له لها عليه عليها لذلك")

  private static func iso(of unit: DurationUnit, _ steps: Int, from day: CivilDate) -> String {
    switch unit {
    case .year: return CivilDate.iso(year: day.year + steps)
    case .month:
      let month = day.adding(months: steps)
      return CivilDate.iso(year: month.year, month: month.month)
    case .week:
      let monday = day.adding(days: 1 - day.weekday + 7 * steps)
      return monday.iso + "/" + monday.adding(days: 6).iso
    default: return day.adding(days: steps).iso
    }
  }

  // MARK: Distances

  /// قبل عامين، منذ تسعة أيام، بعد أسبوع وثلاثة أيام; not بعد يومين من الهجوم, which starts elsewhere.
  private func distance(at index: Int, _ limit: Int) -> ParsedDate? {
    guard let reference, index + 1 < limit else { return nil }
    let sign = Self.before.contains(words.tokens[index]) ? -1 : words.tokens.matches(index, "بعد") ? 1 : 0
    guard sign != 0, let (parts, durationEnd) = parts(at: index + 1, limit) else { return nil }
    var end = durationEnd
    if end < limit, words.tokens.matches(end, "من") {
      guard end + 1 < limit, words.tokens.matches(end + 1, "الان") || words.tokens.matches(end + 1, "اليوم")
      else { return nil }
      end += 2
    } else if end < limit, words.tokens.matches(end, "علي") || words.tokens.matches(end, "عن") {
      return nil
    }
    // بعد ثلاث سنوات هجرية
    if end < limit, Self.hijri.contains(words.tokens[end]), parts.count == 1, parts[0].1 == .year,
      let count = parts[0].0.int, (0...1000).contains(count), let today = HijriCalendar.date(of: reference)
    {
      let year = today.year + sign * count
      return ParsedDate(
        iso: HijriCalendar.gregorian(year: year, month: today.month, day: today.day),
        hijri: CivilDate.iso(year: year, month: today.month, day: today.day),
        start: words.tokens[index].start, end: end + 1, rule: "relative-distance")
    }
    var day = reference
    var finest = DurationUnit.year
    for (value, unit) in parts {
      guard let count = value.int, (0...10_000).contains(count) else { return nil }
      switch unit {
      case .year: day = day.adding(months: 12 * sign * count)
      case .month: day = day.adding(months: sign * count)
      case .week: day = day.adding(days: 7 * sign * count)
      case .day: day = day.adding(days: sign * count)
      default: return nil
      }
      if unit.isSmaller(than: finest) { finest = unit }
    }
    guard (1...9999).contains(day.year) else { return nil }
    let iso =
      finest == .year
      ? CivilDate.iso(year: day.year)
      : finest == .month ? CivilDate.iso(year: day.year, month: day.month) : day.iso
    return ParsedDate(iso: iso, start: words.tokens[index].start, end: end, rule: "relative-distance")
  }

  private static let before = WordSet("قبل منذ")
  private static let hijri = WordSet("هجرية هجري هجريين هجريان هجريتين هجريتان")

  private func parts(at index: Int, _ limit: Int) -> (parts: [(ExactDecimal, DurationUnit)], end: Int)? {
    guard words.word(index)?.indefinite == nil else { return nil }
    if let found = quantities.parse(at: index, limit: limit), found.mention.kind == .duration,
      !found.duration.isEmpty
    {
      return (found.duration, found.end)
    }
    guard words.stripped(index) == 0, let noun = words.word(index)?.noun, noun.isSingular,
      case .duration(let unit) = noun.measure, !quantities.isNamed(index + 1, limit)
    else { return nil }
    return ([(1, unit)], index + 1)
  }
}

/// The definite nouns of calendar periods, with and without a preposition before them.
private struct PeriodWords: Sendable {
  private var table = FingerprintTable<DurationUnit>()

  init() {
    let normalize = Normalizer(.matchForm)
    for (unit, words) in [
      (DurationUnit.day, "اليوم"), (.week, "الأسبوع الإسبوع"), (.month, "الشهر"), (.year, "العام السنة"),
    ] {
      for word in words.split(separator: " ") { table[Fingerprint.of(normalize(String(word)))] = unit }
    }
  }

  func unit(_ token: Token, _ tokens: Tokens) -> (unit: DurationUnit, stripped: Int)? {
    if let unit = table[token.fingerprint] { return (unit, 0) }
    var found: (DurationUnit, Int)?
    Clitics.readings(of: token, in: tokens.forms.span) { reading in
      if let unit = table[reading.fingerprint] { found = (unit, reading.stripped) }
      return found != nil
    }
    return found
  }
}
