import Isnad
import IsnadArabic

extension NumberRule {
  static let periodSpanText = RuleDeclaration(
    "period-span", "So many days, months or years up to the article's date, or from it.",
    opens: [.word(.spanNoun), .word(.last), .number],
    finds: [
      RuleExample("خلال السنوات العشر الماضية.", "السنوات العشر الماضية", "2014/2024")
    ], leaves: ["مرت السنوات العشر بسرعة."])
}

/// Reads spans of time that reach up to the document's date or away from it: السنوات العشر الماضية،
/// اليومين المقبلين، آخر ثلاثة أشهر.
///
/// With the document's date they are dates with both ends; days and weeks are whole ones before or after
/// today, months and years reach into the present one. Without it, and for hours, they are durations.
struct PeriodSpanParser {
  let words: TokenWords
  let quantities: QuantityParser
  let reference: CivilDate?

  func parse(at index: Int) -> FoundNumber? {
    guard words.tokens[index].kind == .word, index + 1 < words.limit else { return nil }
    if words.has(index, .last) { return last(at: index) }
    guard let noun = words.spanNoun(index) else { return nil }
    let start = words.tokens.span(of: index, strippingForm: noun.stripped).start
    if let count = noun.count {
      guard let (steps, end) = direction(index + 1) else { return nil }
      return span(start, ExactDecimal(count), noun, steps, end)
    }
    let at = words.has(index + 1, .articleAlone) ? index + 2 : index + 1
    guard at < words.limit else { return nil }
    if words.has(at, .fewWord) {
      guard let (steps, end) = direction(at + 1), var found = span(start, 3, noun, steps, end) else {
        return nil
      }
      found.mention.modifier = .approximately
      return found
    }
    guard words.tokens[at].kind == .number || words.stripped(at) == 0 && words.word(at)?.isDefinite == true,
      let number = CardinalParser(words).parse(at: at),
      let (steps, end) = direction(number.end)
    else { return nil }
    return span(start, number.value, noun, steps, end)
  }

  /// 3 أيام القادمة: a number of days with a direction after it.
  func directed(_ found: FoundNumber) -> FoundNumber? {
    guard found.details.duration.count == 1, let (count, unit) = found.details.duration.first,
      let (steps, end) = direction(found.end)
    else { return nil }
    return span(found.mention.span.start, count, Noun(unit: unit), steps, end)
  }

  /// آخر عشر سنوات; not آخر ثلاثة أيام من الشهر.
  private func last(at index: Int) -> FoundNumber? {
    guard words.stripped(index + 1) == 0 || words.tokens[index + 1].kind == .number,
      let found = quantities.parse(at: index + 1), found.details.duration.count == 1,
      let (count, unit) = found.details.duration.first, count > 1,
      found.end >= words.limit || !words.has(found.end, .from) && !words.has(found.end, .inside)
    else { return nil }
    return span(words.tokens[index].start, count, Noun(unit: unit), -1, found.end)
  }

  private func direction(_ index: Int) -> (steps: Int, end: Int)? {
    guard index < words.limit, words.tokens[index].kind == .word else { return nil }
    if words.has(index, .spanPast) { return (-1, index + 1) }
    return words.has(index, .spanFuture) ? (1, index + 1) : nil
  }

  private func span(_ start: Int, _ value: ExactDecimal, _ noun: Noun, _ steps: Int, _ end: Int)
    -> FoundNumber?
  {
    guard let value = value.times(ExactDecimal(noun.size)) else { return nil }
    var mention = NumberMention(
      span: TextSpan(start, words.tokens[end - 1].end), kind: .duration, value: value,
      by: NumberExtractor.by(.periodSpan))
    mention.unit = noun.unit.unit
    var calendar: CalendarValue?
    if let reference, !noun.unit.isClock, let count = value.int, (1...Self.longest).contains(count),
      Self.longest < reference.year
    {
      mention.kind = .date
      calendar = Self.interval(count, noun.unit, steps, from: reference)
      mention.iso = calendar?.edtf
    } else {
      mention.iso = QuantityParser.iso([(value, noun.unit)])
    }
    var found = FoundNumber(mention: mention, end: end)
    found.details.calendar = calendar
    return found
  }

  private static func interval(_ count: Int, _ unit: DurationUnit, _ steps: Int, from day: CivilDate)
    -> CalendarValue
  {
    let isPast = steps < 0
    switch unit {
    case .year:
      return isPast
        ? .interval(.year(day.year - count), .year(day.year))
        : .interval(.year(day.year), .year(day.year + count))
    case .month:
      let other = day.adding(months: steps * count)
      let ends = [other, day].map { CalendarPoint.month(year: $0.year, month: $0.month) }
      return isPast ? .interval(ends[0], ends[1]) : .interval(ends[1], ends[0])
    case .week:
      let monday = day.adding(days: 1 - day.weekday)
      return isPast
        ? .days(monday.adding(days: -7 * count), monday.adding(days: -1))
        : .days(monday.adding(days: 7), monday.adding(days: 7 * count + 6))
    default:
      return isPast
        ? .days(day.adding(days: -count), day.adding(days: -1))
        : .days(day.adding(days: 1), day.adding(days: count))
    }
  }

  /// A definite noun of time: in the dual it says its number, العقد is ten years.
  struct Noun: Sendable {
    let unit: DurationUnit
    var count: Int?
    var size = 1
    var stripped = 0

    init(unit: DurationUnit) { self.unit = unit }

    init(_ value: SpanValue) { (unit, count, size) = (value.unit, value.count, value.size) }
  }

  /// The most units of a span that is told from today: its years keep four digits.
  private static let longest = 1000

}
