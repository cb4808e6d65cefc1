import Isnad
import IsnadArabic

extension NumberRule {
  static let monthText = RuleDeclaration(
    "month", "A month, and its year where one is said.",
    opens: [
      .meaning(.month), .meaning(.hijriMonth), .phrase(.month), .phrase(.hijriMonth), .word(.monthWord),
    ],
    finds: [
      RuleExample("في أكتوبر 2023.", "أكتوبر 2023", "2023-10")
    ], leaves: ["قال دي مايو إنه مستعد."])
}

extension DateParser {
  /// فبراير 14 2010، مارس 2015، شهر مايو.
  func monthFirst(at index: Int, needsDay: Bool = false) -> ParsedDate? {
    var at = index
    var isNamed = false
    if words.has(at, .monthWord), at + 1 < words.limit {
      at += 1
      isNamed = true
    }
    if isNamed, let (month, end) = monthNumber(at: at) {
      return finish(words.start(index), month, day: nil, isHijri: false, end)
    }
    guard let month = month(at: at) else { return nil }
    let start = isNamed ? words.start(index) : words.start(at)
    if needsDay, words.word(month.end)?.ordinal != nil, let (day, end) = day(at: month.end) {
      return finish(start, month.month, day: day, isHijri: month.isHijri, end)
    }
    if let digits = words.plainDigits(month.end), digits.count <= 2, (1...31).contains(digits.value),
      !isCounting(month.end)
    {
      return finish(start, month.month, day: digits.value, isHijri: month.isHijri, month.end + 1)
    }
    guard !needsDay else { return nil }
    // صفر is zero before it is a month, محرم forbidden, رجب a name; but في شعبان.
    if month.isHijri && month.end == at + 1 && !isNamed && year(at: month.end) == nil
      && RelativeDirection.at(month.end, words) == nil
      && (month.month == 2 || at == 0 || words.stripped(at) != 0
        || !words.has(at - 1, .beforeMonth))
    {
      return nil
    }
    // لويجي دي مايو is a name.
    if at > 0, words.has(at - 1, .di), words.has(at, .may) { return nil }
    // ماي is a month in the Maghreb and an English name elsewhere, آب and أوت may be other words, and
    // باب is a door before it is ب with August.
    if !isNamed && month.end == at + 1 && year(at: month.end) == nil
      && relativeYear(at: month.end) == nil, isOtherWord(at)
    {
      guard
        RelativeDirection.at(month.end, words) != nil
          || at > 0 && words.stripped(at) == 0 && words.has(at - 1, .beforeMonth)
      else { return nil }
    }
    return finish(start, month.month, day: nil, isHijri: month.isHijri, month.end)
  }

  /// A month whose name, without what is attached to it, may be another word.
  private func isOtherWord(_ index: Int) -> Bool {
    let form = words.tokens[index].form
    let forms = words.tokens.forms
    return words.vocabulary.monthsOfTwoSenses.contains(
      Fingerprint.of(forms.span, from: form.start + words.stripped(index), to: form.end))
  }

  func finish(_ start: Int, _ month: Int, day: Int?, isHijri: Bool, _ end: Int)
    -> ParsedDate?
  {
    let said = saidYear(month: month, day: day, isHijri: isHijri, at: end)
    if isHijri {
      return hijriDate(said.year, month, day, steps: said.steps, start: start, end: said.end)
    }
    if let day, day > CivilDate.days(inMonth: month, year: said.year) { return nil }
    let year =
      said.year ?? nearestYear(month: month, day: day, isAhead: day == nil && isAhead(end - 1))
    return ParsedDate(
      value: day.map { .day(year: year, month: month, day: $0) } ?? .month(year: year, month: month),
      start: start,
      end: said.end,
      rule: day == nil ? .month : .dayMonth,
      yearless: said.year == nil ? day.map { (month, $0) } : nil,
      anaphor: said.fromNamed.map { DateAnaphor(unit: .year, steps: $0, month: month, day: day) })
  }
}
