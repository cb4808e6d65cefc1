import Isnad
import IsnadArabic

extension NumberRule {
  static let distanceFromDateText = RuleDeclaration(
    "distance-from-date", "So long before or after a date that is named.",
    opens: [.word(.beforeDistance), .word(.after)],
    finds: [
      RuleExample("وصل بعد ثلاثة أيام من 1 مايو 2024.", "بعد ثلاثة أيام من 1 مايو 2024", "2024-05-04")
    ], leaves: ["وصل بعد ثلاثة أيام."])
}

extension DateParser {
  /// بعد ثلاثة أيام من 7 أكتوبر، قبل أسبوع من رمضان.
  func distanceFromDate(at index: Int) -> ParsedDate? {
    guard let distance = relative.distance(from: index), distance.end + 1 < words.limit,
      words.has(distance.end, .from), relative.fromNow(distance.end) == nil,
      let base = named(at: distance.end + 1), base.rule != .bareYear
    else { return nil }
    let result = ParsedDate(
      value: nil, start: words.tokens[index].start, end: base.end, rule: .distanceFromDate)
    if case .point(.month(let year?, let month))? = base.hijri, distance.parts.count == 1,
      distance.parts[0].1 == .month,
      let count = distance.parts[0].0.int, (0...1000).contains(count)
    {
      let months = year * 12 + month - 1 + distance.sign * count
      return hijriDate(months / 12, months % 12 + 1, nil, start: result.start, end: base.end)
    }
    guard let day = base.value?.day,
      let moved = RelativeDateParser.day(distance.parts, sign: distance.sign, from: day)
    else {
      guard let first = base.value?.first else { return result }
      return first.year == nil && !first.isOfYears ? result : nil
    }
    result.value = .day(moved)
    if base.hijri != nil, let date = HijriCalendar.date(of: moved) {
      result.hijri = .day(year: date.year, month: date.month, day: date.day)
    }
    return result
  }
}
