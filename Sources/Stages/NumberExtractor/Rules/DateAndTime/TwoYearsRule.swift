import Isnad
import IsnadArabic

extension NumberRule {
  static let twoYearsText = RuleDeclaration(
    "two-years", "A year and the next one: a season or a school year.",
    opens: [.digits],
    finds: [
      RuleExample("موسم 2003/2004 كان جيدا.", "2003/2004", "2003/2004")
    ], leaves: ["القانون رقم 46/2019."])
}

extension DateParser {
  /// 2017/2018, 2017/18, 2003/ 2004: a season or a school year, no fraction.
  func season(at index: Int) -> ParsedDate? {
    guard isJoined(index + 1, by: "/") || isSpacedPair(index), let a = words.plainDigits(index), a.count == 4,
      (1900...2100).contains(a.value), let b = words.plainDigits(index + 2),
      b.count == 4 && b.value == a.value + 1 || b.count == 2 && b.value == (a.value + 1) % 100,
      !words.isPunctuation(index + 3, "/") || !words.isAttached(index + 3),
      !words.isPunctuation(index - 1, "/")
    else { return nil }
    return ParsedDate(
      value: .interval(.year(a.value), .year(a.value + 1)), start: words.tokens[index].start, end: index + 3,
      rule: .twoYears)
  }

  /// Two years of four digits with a stroke or a dash, and a blank beside it.
  private func isSpacedPair(_ index: Int) -> Bool {
    (words.isPunctuation(index + 1, "/") || words.isPunctuation(index + 1, "-"))
      && words.plainDigits(index + 2)?.count == 4
  }
}
