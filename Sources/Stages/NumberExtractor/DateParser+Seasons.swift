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
      result.iso = reference.map { CivilDate.iso(year: $0.year + shift.steps) + "-\(season.number)" }
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

  private static let seasons: [(number: Int, words: WordSet)] = [
    (21, WordSet("ربيع الربيع")), (22, WordSet("صيف الصيف")), (23, WordSet("خريف الخريف")),
    (24, WordSet("شتاء الشتاء")),
  ]
}
