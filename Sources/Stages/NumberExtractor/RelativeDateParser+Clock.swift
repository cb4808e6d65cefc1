import Isnad
import IsnadArabic

// Hours and nights that are told from when the document was written: الساعة الماضية، هذه الدقيقة، الليلة.
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

  /// الليلة، هذه الليلة، الليلة الماضية، ليلة أمس: from six in the evening to six in the morning.
  func night(at index: Int) -> ParsedDate? {
    let tokens = words.tokens
    let isShown = words.has(index, .thisFeminine)
    let at = isShown ? index + 1 : index
    guard at < words.limit else { return nil }
    var end = at + 1
    let steps: Int
    if words.has(at, .night) {
      guard end < words.limit, words.has(end, .yesterday), !isShown else { return nil }
      steps = -1
      end += 1
      if end < words.limit, words.word(end)?.weekday != nil, words.stripped(end) == 0 { end += 1 }
    } else {
      guard words.has(at, .theNight) else { return nil }
      let isBefore = end + 1 < words.limit && words.has(end, .before)
      if !isShown, end < words.limit, words.has(isBefore ? end + 1 : end, .lastNight) {
        steps = isBefore ? -2 : -1
        end += isBefore ? 2 : 1
      } else if let found = RelativeDirection.at(end, words), !isShown {
        steps = found.steps
        end = found.end
      } else {
        // الليلة الأولى is one of several, عشرة في الليلة a rate.
        let isOther = end < words.limit && tokens[end].kind == .word && words.hasArticle(end)
        // تلك الليلة is one that the text tells of.
        let isAnother = index > 0 && (words.has(index - 1, .inside) || words.has(index - 1, .thoseWord))
        guard isShown || !isOther && !isAnother else { return nil }
        steps = 0
      }
    }
    let value = reference.map { day in
      CalendarValue.interval(
        .minute(day.adding(days: steps), 18 * 60), .minute(day.adding(days: steps + 1), 6 * 60))
    }
    return ParsedDate(value: value, start: tokens[index].start, end: end, rule: .night)
  }
}
