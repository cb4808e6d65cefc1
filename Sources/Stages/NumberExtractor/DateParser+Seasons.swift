import Isnad
import IsnadArabic

// Seasons of a year: صيف 2014، الشتاء المقبل، هذا الصيف، ربيع العام الماضي. EDTF numbers them 21 (spring) to 24.
extension DateParser {
  func seasonOfYear(at index: Int, _ limit: Int) -> ParsedDate? {
    let isShown = words.tokens.matches(index, "هذا")
    let at = isShown ? index + 1 : index
    guard at < limit, let season = Self.seasons.first(where: { $0.words.contains(words.tokens[at]) }) else {
      return nil
    }
    let result = ParsedDate(iso: nil, start: words.tokens[index].start, end: at + 1, rule: "season")
    if words.hasArticle(at) {
      guard let shift = RelativeDirection.at(at + 1, words, limit) ?? (isShown ? (0, at + 1) : nil) else {
        return nil
      }
      result.end = shift.end
      result.iso = reference.map { CivilDate.iso(year: season.year($0, shift.steps)) + "-\(season.number)" }
      return result
    }
    if let (year, end) = year(at: at + 1, limit) {
      result.end = end
      result.iso = CivilDate.iso(year: year) + "-\(season.number)"
      return result
    }
    guard let period = relativeYear(at: at + 1, limit) else { return nil }
    result.end = period.end
    result.iso = period.day.map { CivilDate.iso(year: $0.year) + "-\(season.number)" }
    return result
  }

  static let seasonWords = "ربيع الربيع صيف الصيف خريف الخريف شتاء الشتاء"

  private struct Season: Sendable {
    /// In EDTF.
    let number: Int
    let words: WordSet
    /// Of its three months.
    let firstMonth: Int

    /// The year in which such a season begins: the one that a day lies in, the last or the next one, or more steps away.
    func year(_ day: CivilDate, _ steps: Int) -> Int {
      switch steps.signum() {
      case 1: (day.month < firstMonth ? day.year : day.year + 1) + steps - 1
      case -1: (day.month >= firstMonth + 3 ? day.year : day.year - 1) + steps + 1
      // A winter goes on into the next year.
      default: firstMonth == 12 && day.month < 3 ? day.year - 1 : day.year
      }
    }
  }

  private static let seasons = [
    Season(number: 21, words: WordSet("ربيع الربيع"), firstMonth: 3),
    Season(number: 22, words: WordSet("صيف الصيف"), firstMonth: 6),
    Season(number: 23, words: WordSet("خريف الخريف"), firstMonth: 9),
    Season(number: 24, words: WordSet("شتاء الشتاء"), firstMonth: 12),
  ]
}
