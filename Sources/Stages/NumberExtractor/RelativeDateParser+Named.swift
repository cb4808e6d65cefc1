import Isnad
import IsnadArabic

// Periods that are told from the date that the text has named last: اليوم التالي، العام نفسه، ذلك الشهر.
extension RelativeDateParser {
  /// اليوم التالي، الشهر السابق، العام نفسه: told from the date that the text named last, and from the
  /// document's where there is none.
  func fromNamed(
    _ unit: DurationUnit, _ at: Int, _ start: Int, _ found: (steps: Int, end: Int)?, _ limit: Int
  ) -> Period? {
    let isSame = at + 1 < limit && Self.same.contains(words.tokens[at + 1])
    guard isSame || found.map({ Self.anaphoric.contains(words.tokens[$0.end - 1]) }) == true else {
      return nil
    }
    let (steps, end) = isSame ? (0, at + 2) : found ?? (0, at + 2)
    // الأمين العام السابق is a man.
    if unit == .year, steps < 0, at > 0, words.tokens.matches(at, "العام"), words.hasArticle(at - 1) {
      return nil
    }
    // الشهر نفسه من العام الماضي is a month of another year; اليوم التالي للحرب what comes after it.
    guard !isToIt(end, limit), !isSame || end >= limit || !words.tokens.matches(end, "من"),
      unit != .day || isTimed(at)
    else { return nil }
    return Period(
      unit: unit, day: day(of: unit, steps), start: start, end: end, isShown: false, fromNamed: steps)
  }

  /// Whether a day stands where a time is told: في اليوم التالي, but not خطة اليوم التالي.
  private func isTimed(_ index: Int) -> Bool {
    index == 0 || words.tokens[index].flags.contains(.lineBefore)
      || Self.beforeTimes.contains(words.tokens[index - 1])
  }

  private func isToIt(_ index: Int, _ limit: Int) -> Bool {
    guard index < limit, words.tokens[index].kind == .word else { return false }
    return Self.toIt.contains(words.tokens[index]) || words.tokens.form(index).hasPrefix("لل")
  }

  /// ذلك العام, but not أعلن ذلك العام الماضي and أكرر ذلك اليوم: an object and a time of its own.
  func that(_ unit: DurationUnit, _ index: Int, _ start: Int, _ limit: Int) -> Period? {
    guard RelativeDirection.at(index + 2, words, limit) == nil, unit != .day || isTimed(index) else {
      return nil
    }
    return Period(unit: unit, day: nil, start: start, end: index + 2, isShown: true, fromNamed: 0)
  }

  static let distant = WordSet("ذلك تلك ذاك لذلك بذلك لتلك بتلك")
  static let anaphoric = WordSet("التالي السابق التالية السابقة")
  private static let same = WordSet("نفسه نفسها ذاته ذاتها")
  private static let beforeTimes = WordSet(
    "في وفي منذ حتى إلى صباح مساء فجر ظهر عصر ليل صباحا مساء بحلول خلال")
  private static let toIt = WordSet("له لها عليه عليها لذلك")
}
