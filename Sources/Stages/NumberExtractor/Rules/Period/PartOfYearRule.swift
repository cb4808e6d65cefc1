import Isnad
import IsnadArabic

extension NumberRule {
  static let partOfYearText = RuleDeclaration(
    "part-of-year", "A quarter or half of a year.",
    opens: [.meaning(.fraction)],
    finds: [
      RuleExample("في الربع الأول من عام 2023.", "الربع الأول من عام 2023", "2023-01-01/2023-03-31")
    ], leaves: ["في الربع الأخير من المباراة."])
}

extension DateParser {
  /// النصف الثاني من عام 2023، الربع الثالث 2016: six months or three, from first to last day.
  func partOfYear(at index: Int) -> ParsedDate? {
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
    var cursor = Cursor(words, at: index + 2)
    _ = cursor.accept(either: .from, or: .inside)
    guard let told = relative.period(.year, at: cursor.index) else { return nil }
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
}
