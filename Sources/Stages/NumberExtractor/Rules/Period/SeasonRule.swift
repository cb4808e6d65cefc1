import Isnad
import IsnadArabic

extension NumberRule {
  static let seasonText = RuleDeclaration(
    "season", "A season, and its year where one is said or told.",
    opens: [.word(.season), .word(.this)],
    finds: [
      RuleExample("بدأ ذلك في صيف 2014.", "صيف 2014", "2014-22")
    ], leaves: ["الربيع العربي حدث كبير."])
}

// EDTF numbers seasons 21 (spring) to 24.
extension DateParser {
  func seasonOfYear(at index: Int) -> ParsedDate? {
    let isShown = words.has(index, .this)
    let at = isShown ? index + 1 : index
    guard at < words.limit,
      let season = words.vocabulary.seasons[words.tokens[at].fingerprint].map(Season.init)
    else {
      return nil
    }
    let result = ParsedDate(value: nil, start: words.tokens[index].start, end: at + 1, rule: .season)
    if words.hasArticle(at) {
      guard let shift = RelativeDirection.at(at + 1, words) ?? (isShown ? (0, at + 1) : nil) else {
        return nil
      }
      result.end = shift.end
      result.value = reference.map { season.of(season.year($0, shift.steps)) }
      return result
    }
    if let (year, end) = year(at: at + 1) {
      result.end = end
      result.value = season.of(year)
      return result
    }
    guard let period = relativeYear(at: at + 1) else { return nil }
    result.end = period.end
    result.value = period.day.map { season.of($0.year) }
    return result
  }

  private struct Season: Sendable {
    /// In EDTF: 21 for spring to 24.
    let number: Int
    /// Of its three months.
    var firstMonth: Int { 3 * (number - 20) }

    func of(_ year: Int) -> CalendarValue { .point(.season(year: year, season: number)) }

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
}
