import Isnad
import IsnadArabic

extension NumberRule {
  static let relativeHourText = RuleDeclaration(
    "relative-hour", "This, the last or the next hour or minute.",
    opens: [.word(.theHour), .word(.theMinute), .word(.thisFeminine)],
    finds: [
      RuleExample("خلال الساعة الماضية.", "الساعة الماضية", "2024-05-15T11:00")
    ], leaves: ["باع الساعة الذهبية."])
}

extension RelativeDateParser {
  /// الساعة القادمة، الدقيقة الماضية، هذه اللحظة; nil where the document does not say when in the day it
  /// was written.
  func hour(at index: Int) -> ParsedDate? {
    guard let time, time.minute != nil else { return nil }
    let isShown = words.has(index, .thisFeminine)
    let at = isShown ? index + 1 : index
    guard at < words.limit, let minutes = minutes(at) else { return nil }
    let found = RelativeDirection.at(at + 1, words)
    guard found != nil || isShown, found?.steps != 0,
      let moved = time.adding(minutes: minutes * (found?.steps ?? 0))
    else { return nil }
    return ParsedDate(
      value: .point(.minute(moved.day, moved.minute)), start: words.tokens[index].start,
      end: found?.end ?? at + 1, rule: .relativeHour
    )
  }

  private func minutes(_ index: Int) -> Int? {
    words.has(index, .theHour) ? 60 : words.has(index, .theMinute) ? 1 : nil
  }
}
