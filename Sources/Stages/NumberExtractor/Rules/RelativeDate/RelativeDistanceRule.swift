import Isnad
import IsnadArabic

extension NumberRule {
  static let relativeDistanceText = RuleDeclaration(
    "relative-distance", "So long before or after the article's date.",
    opens: [.word(.beforeDistance), .word(.after)],
    finds: [
      RuleExample("وقع قبل ثلاثة أيام.", "قبل ثلاثة أيام", "2024-05-12")
    ], leaves: ["وقع قبل الحرب."])
}

extension RelativeDateParser {
  /// How far, and to which side: قبل −1, بعد +1.
  struct Distance {
    let sign: Int
    let parts: [(ExactDecimal, DurationUnit)]
    let end: Int
    /// قبل نحو شهر
    var modifier: NumberMention.Modifier?
  }

  func distance(from index: Int) -> Distance? {
    var cursor = Cursor(words, at: index)
    let sign = cursor.accept(.beforeDistance) ? -1 : cursor.accept(.after) ? 1 : 0
    guard sign != 0, !cursor.isAtEnd else { return nil }
    var modifier: NumberMention.Modifier?
    if let (meaning, end) = words.phrase(at: cursor.index), case .modifierBefore(let said) = meaning,
      end < words.limit
    {
      modifier = said
      cursor.move(to: end)
    }
    guard let (parts, end) = parts(at: cursor.index, isBounded: modifier != nil) else { return nil }
    return Distance(sign: sign, parts: parts, end: end, modifier: modifier)
  }

  /// قبل عامين، بعد أسبوع وثلاثة أيام; not بعد يومين من الهجوم, which starts elsewhere.
  func distance(at index: Int) -> ParsedDate? {
    guard let reference, let distance = distance(from: index) else { return nil }
    var cursor = Cursor(words, at: distance.end)
    // يوما بعد يوم؛ بعد يومين فقط من الهجوم
    if index > 0, case .duration? = words.word(index - 1)?.noun?.measure { return nil }
    if cursor.accept(.only, .from) { return nil }
    if cursor.peek(.from) {
      guard let now = fromNow(cursor.index) else { return nil }
      cursor.move(to: now)
    } else if cursor.peek(.on) || cursor.peek(.about) {
      return nil
    }
    let start = words.tokens[index].start
    // بعد ثلاث سنوات هجرية
    if cursor.peek(.hijriYears), distance.parts.count == 1,
      distance.parts[0].1 == .year,
      let count = distance.parts[0].0.int, (0...1000).contains(count),
      let today = HijriCalendar.date(of: reference)
    {
      let year = today.year + distance.sign * count
      return ParsedDate(
        value: HijriCalendar.gregorian(year: year, month: today.month, day: today.day),
        hijri: .day(year: year, month: today.month, day: today.day),
        start: start, end: cursor.index + 1, rule: .relativeDistance)
    }
    guard let value = value(distance.parts, sign: distance.sign) else { return nil }
    let date = ParsedDate(value: value, start: start, end: cursor.index, rule: .relativeDistance)
    date.modifier = distance.modifier
    return date
  }

  /// من الآن after a duration; where it ends.
  func fromNow(_ index: Int) -> Int? {
    var cursor = Cursor(words, at: index)
    return cursor.accept(.from) && cursor.accept(either: .now, or: .today) ? cursor.index : nil
  }

  /// The point so far from the document's date, as exactly as its finest part tells.
  func value(_ parts: [(ExactDecimal, DurationUnit)], sign: Int) -> CalendarValue? {
    guard let time else { return nil }
    if parts.contains(where: { $0.1.isClock }) { return clock(parts, sign: sign, from: time) }
    guard let day = Self.day(parts, sign: sign, from: time.day) else { return nil }
    let finest = parts.map(\.1).min { $0.isSmaller(than: $1) }
    return finest == .year
      ? .year(day.year) : finest == .month ? .month(year: day.year, month: day.month) : .day(day)
  }

  /// A day so far from another; nil for what no calendar holds.
  static func day(_ parts: [(ExactDecimal, DurationUnit)], sign: Int, from day: CivilDate) -> CivilDate? {
    var day = day
    for (value, unit) in parts {
      guard let count = value.int, (0...10_000).contains(count) else { return nil }
      switch unit {
      case .year: day = day.adding(months: 12 * sign * count)
      case .month: day = day.adding(months: sign * count)
      case .week: day = day.adding(days: 7 * sign * count)
      case .day: day = day.adding(days: sign * count)
      default: return nil
      }
    }
    return (1...9999).contains(day.year) ? day : nil
  }

  /// قبل ساعتين, where the document says when in the day it was written.
  private func clock(_ parts: [(ExactDecimal, DurationUnit)], sign: Int, from time: ReferenceTime)
    -> CalendarValue?
  {
    var minutes = 0
    for (value, unit) in parts {
      guard let count = value.times(ExactDecimal(unit == .hour ? 60 : unit == .day ? 1440 : 1))?.int,
        [.day, .hour, .minute].contains(unit), (0...100_000).contains(count)
      else { return nil }
      minutes += count
    }
    return time.adding(minutes: sign * minutes).map { .point(.minute($0.day, $0.minute)) }
  }

  private func parts(at index: Int, isBounded: Bool)
    -> (parts: [(ExactDecimal, DurationUnit)], end: Int)?
  {
    guard words.word(index)?.indefinite == nil else { return nil }
    let one = isBounded ? quantities.oneOfTime(at: index) : nil
    if let found = one ?? quantities.parse(at: index), found.mention.kind == .duration,
      !found.details.duration.isEmpty
    {
      return (found.details.duration, found.end)
    }
    guard words.stripped(index) == 0, let noun = words.word(index)?.noun, noun.isSingular,
      case .duration(let unit) = noun.measure, noun.size == 1, !quantities.isNamed(index + 1)
    else { return nil }
    return ([(1, unit)], index + 1)
  }
}
