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
    var cursor = Cursor(words, at: index)
    let isShown = cursor.accept(.thisFeminine)
    let minutes = cursor.accept(.theHour) ? 60 : cursor.accept(.theMinute) ? 1 : 0
    let found = RelativeDirection.at(cursor.index, words)
    guard minutes > 0, found != nil || isShown, found?.steps != 0,
      let moved = time.adding(minutes: minutes * (found?.steps ?? 0))
    else { return nil }
    return ParsedDate(
      value: .point(.minute(moved.day, moved.minute)), start: words.tokens[index].start,
      end: found?.end ?? cursor.index, rule: .relativeHour
    )
  }
}
