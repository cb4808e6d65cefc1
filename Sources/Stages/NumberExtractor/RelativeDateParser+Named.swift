import Isnad
import IsnadArabic

// Periods that are told from the date that the text has named last: اليوم التالي، العام نفسه، ذلك الشهر.
extension RelativeDateParser {
  /// اليوم التالي، الشهر السابق، العام نفسه: told from the date that the text named last, and from the
  /// document's where there is none.
  func fromNamed(
    _ unit: DurationUnit, _ at: Int, _ start: Int, _ found: (steps: Int, end: Int)?
  ) -> Period? {
    let isSame = at + 1 < words.limit && words.has(at + 1, .sameOfNamed)
    guard isSame || found.map({ words.has($0.end - 1, .nextToNamed) }) == true else {
      return nil
    }
    let (steps, end) = isSame ? (0, at + 2) : found ?? (0, at + 2)
    // الأمين العام السابق is a man.
    if unit == .year, steps < 0, at > 0, words.has(at, .theYear), words.hasArticle(at - 1) {
      return nil
    }
    // الشهر نفسه من العام الماضي is a month of another year; اليوم التالي للحرب what comes after it.
    guard !isToIt(end), !isSame || end >= words.limit || !words.has(end, .from),
      unit != .day || isTimed(at)
    else { return nil }
    return Period(
      unit: unit, day: day(of: unit, steps), start: start, end: end, isShown: false, fromNamed: steps)
  }

  /// Whether a day stands where a time is told: في اليوم التالي, but not خطة اليوم التالي.
  private func isTimed(_ index: Int) -> Bool {
    index == 0 || words.tokens[index].flags.contains(.lineBefore)
      || words.has(index - 1, .beforeNamedDay)
  }

  private func isToIt(_ index: Int) -> Bool {
    guard index < words.limit, words.tokens[index].kind == .word else { return false }
    return words.has(index, .toIt) || words.tokens.begins(index, "لل")
  }

  /// ذلك العام, but not أعلن ذلك العام الماضي and أكرر ذلك اليوم: an object and a time of its own.
  func that(_ unit: DurationUnit, _ index: Int, _ start: Int) -> Period? {
    guard RelativeDirection.at(index + 2, words) == nil, unit != .day || isTimed(index) else {
      return nil
    }
    return Period(unit: unit, day: nil, start: start, end: index + 2, isShown: true, fromNamed: 0)
  }
}
