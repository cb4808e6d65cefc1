import Isnad
import IsnadArabic

extension NumberRule {
  static let dayOfMonthText = RuleDeclaration(
    "day-of-month", "The day of a month that is said elsewhere.",
    opens: [.word(.dayWord), .meaning(.weekday)],
    finds: [
      RuleExample("يسافر يوم 27.", "27", "2024-05-27")
    ], leaves: ["قرأ 27 صفحة."])
}

extension DateParser {
  /// يوم 27 without a month: the nearest day of that number; يوم 24 من الشهر ذاته is told from another.
  func dayAlone(at index: Int) -> ParsedDate? {
    guard words.has(index, .dayWord), let digits = words.plainDigits(index + 1), index + 1 < words.limit,
      digits.count <= 2, (1...31).contains(digits.value), !isCounting(index + 1),
      index + 2 >= words.limit || !words.has(index + 2, .from),
      dayAndMonth(at: index + 1) == nil, numeric(at: index + 1) == nil
    else { return nil }
    let nearest = reference.flatMap { reference in
      [0, -1, 1].map { reference.adding(months: $0) }
        .filter { digits.value <= CivilDate.days(inMonth: $0.month, year: $0.year) }
        .map { CivilDate(year: $0.year, month: $0.month, day: digits.value) }
        .min { abs($0.dayNumber - reference.dayNumber) < abs($1.dayNumber - reference.dayNumber) }
    }
    return ParsedDate(
      value: nearest.map(CalendarValue.day) ?? .day(year: nil, month: nil, day: digits.value),
      start: words.tokens[index + 1].start,
      end: index + 2, rule: .dayOfMonth)
  }
}

extension DateParser {
  /// الجمعة 15: a day of this month or the one beside it, where the weekday fits; else the 15 is another
  /// number.
  func numbered(_ weekday: Int, at index: Int) -> ParsedDate? {
    guard let reference, index + 1 < words.limit else { return nil }
    let next = words.has(index + 1, .inside) ? index + 2 : index + 1
    guard next < words.limit, let (day, end) = day(at: next),
      words.tokens[next].kind == .number || day >= 11,
      !isCounting(end - 1), !words.isAttached(end) || words.tokens[end].kind == .punctuation,
      !words.isPunctuation(end, "-"), !words.isPunctuation(end, "/"), !words.isPunctuation(end, ":"),
      !words.isPunctuation(end, "%"), !words.isPunctuation(end, "٪"),
      end >= words.limit || phrases.at(end, in: words) == nil,
      // الأحد 3 من المحتجين, but الأحد 13 من الجاري
      end + 1 >= words.limit || !words.has(end, .from)
        || RelativeDirection.at(end + 1, words) != nil,
      CountedNoun(words).range(after: end, value: ExactDecimal(day)) == nil
    else { return nil }
    let days = [0, -1, 1].map { reference.adding(months: $0) }
      .filter { day <= CivilDate.days(inMonth: $0.month, year: $0.year) }
      .map { CivilDate(year: $0.year, month: $0.month, day: day) }
      .filter { $0.weekday == weekday }
    guard let date = nearest(days) else { return nil }
    return ParsedDate(value: .day(date), start: words.start(index), end: end, rule: .dayOfMonth)
  }
}
