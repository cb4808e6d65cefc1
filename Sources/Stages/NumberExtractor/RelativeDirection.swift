import Isnad
import IsnadArabic

/// What follows a date and moves it: الماضي one step back, بعد المقبل two steps on, الجاري none.
enum RelativeDirection {
  private static let past = WordSet(
    "الماضي الماضية الماض المنصرم المنصرمة الفائت الفائتة الفايت الفايتة السابق السابقة")
  private static let future = WordSet(
    "المقبل المقبلة القادم القادمة الآتي الآتية التالي التالية الجاي الجاية")
  private static let present = WordSet("الجاري الجارية الحالي الحالية هذا هذه هاد هاي هذي")
  private static let relative = WordSet("الذي التي اللي الي")

  private static let pastTwo = WordSet("الماضيين الماضيان المنصرمين الفائتين")
  private static let futureTwo = WordSet("المقبلين المقبلان القادمين القادمان")

  /// The same after two days: المقبلين.
  static func ofTwo(_ index: Int, _ words: TokenWords, _ limit: Int) -> Int? {
    guard index < limit, words.tokens[index].kind == .word else { return nil }
    return pastTwo.contains(words.tokens[index]) ? -1 : futureTwo.contains(words.tokens[index]) ? 1 : nil
  }

  static func at(_ index: Int, _ words: TokenWords, _ limit: Int) -> (steps: Int, end: Int)? {
    var at = index
    if at + 1 < limit, relative.contains(words.tokens[at]) { at += 1 }
    guard at < limit, words.tokens[at].kind == .word else { return nil }
    let token = words.tokens[at]
    if past.contains(token) { return (-1, at + 1) }
    if future.contains(token) { return (1, at + 1) }
    if at + 1 < limit {
      if words.tokens.matches(at, "قبل"), past.contains(words.tokens[at + 1]) { return (-2, at + 2) }
      if words.tokens.matches(at, "بعد"), future.contains(words.tokens[at + 1]) { return (2, at + 2) }
    }
    return at == index && present.contains(token) ? (0, at + 1) : nil
  }
}
