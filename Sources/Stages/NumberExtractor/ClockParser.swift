import Isnad

/// Reads times of day: 17:30, الساعة الخامسة والنصف مساء.
struct ClockParser {
  let words: TokenWords
  let phrases: NumberPhrases

  struct Clock {
    let hour: Int
    let minute: Int?
    let second: Int?
    let end: Int
    let start: Int

    var iso: String {
      var text = "T" + CivilDate.padded(hour, 2)
      text += ":" + CivilDate.padded(minute ?? 0, 2)
      if let second { text += ":" + CivilDate.padded(second, 2) }
      return text
    }
  }

  func parse(at index: Int, limit: Int) -> Clock? {
    let tokens = words.tokens
    if tokens[index].kind == .word, isHourWord(index) {
      let named = index + 1
      return hour(at: named, start: words.start(index), isNamed: true, limit)
    }
    return hour(at: index, start: nil, isNamed: false, limit)
  }

  /// الساعة, with or without clitics.
  private func isHourWord(_ index: Int) -> Bool {
    words.tokens.matches(index, "الساعه") || words.tokens.matches(index, "بالساعه")
      || words.tokens.matches(index, "والساعه")
  }

  private func hour(at index: Int, start: Int?, isNamed: Bool, _ limit: Int) -> Clock? {
    guard index < limit else { return nil }
    let from = start ?? words.start(index)
    // 17:30, 17:30:05
    if let hour = words.plainDigits(index), hour.value <= 24, hour.count <= 2 {
      if words.isPunctuation(index + 1, ":"), words.isAttached(index + 1), words.isAttached(index + 2),
        let minute = words.plainDigits(index + 2), minute.count == 2, minute.value < 60
      {
        var end = index + 3
        var second: Int?
        if words.isPunctuation(end, ":"), words.isAttached(end), words.isAttached(end + 1),
          let value = words.plainDigits(end + 1), value.count == 2, value.value < 60
        {
          second = value.value
          end += 2
        }
        return finish(from, hour.value, minute.value, second, end, limit)
      }
      guard isNamed || halfDay(index + 1, limit) != nil, !words.isPunctuation(index - 1, "-") else {
        return nil
      }
      return rest(from, hour.value, index + 1, limit)
    }
    // الخامسة، الحادية عشرة
    guard let word = words.word(index), words.stripped(index) == 0 || !isNamed else { return nil }
    guard var value = word.ordinal ?? (isNamed ? Self.small(word.cardinal) : nil) ?? (isOne(index) ? 1 : nil)
    else { return nil }
    guard isNamed || word.isDefinite else { return nil }
    var end = index + 1
    if end < limit, words.stripped(end) == 0, words.word(end)?.cardinal == .ten, value <= 2 {
      value += 10
      end += 1
    }
    guard let clock = rest(from, value, end, limit) else { return nil }
    // Without الساعة an ordinal is a time only where the half of the day is said.
    return isNamed || halfDay(clock.end - 1, limit) != nil || endsWithHalfDay(clock.end, end, limit)
      ? clock : nil
  }

  private func endsWithHalfDay(_ end: Int, _ from: Int, _ limit: Int) -> Bool {
    (from..<max(from, end)).contains { halfDay($0, limit) != nil }
  }

  private func isOne(_ index: Int) -> Bool { words.tokens.matches(index, "الواحده") }

  private static func small(_ cardinal: NumberWord.Cardinal?) -> Int? {
    switch cardinal {
    case .unit(let value)?: value
    case .ten?: 10
    default: nil
    }
  }

  /// والنصف، إلا ربعا، و18 دقيقة.
  private func rest(_ start: Int, _ hour: Int, _ index: Int, _ limit: Int) -> Clock? {
    guard hour <= 24 else { return nil }
    var hour = hour
    var minute: Int?
    var end = index
    if end < limit {
      var at = end
      var sign = 0
      if words.tokens.matches(at, "الا") {
        sign = -1
        at += 1
      } else if words.isConjunction(at) {
        sign = 1
        at += 1
      } else if words.stripped(at) == 2, words.beginsWithWaw(at) {
        sign = 1
      }
      if sign != 0, at < limit {
        if let fraction = words.word(at)?.fraction, fraction.numerator == 1,
          [2, 3, 4].contains(fraction.denominator)
        {
          minute = sign * 60 / fraction.denominator
          end = at + 1
        } else if let number = CardinalParser(words).parse(at: at, limit: limit),
          let value = number.value.int, value < 60,
          number.end < limit, case .duration(.minute)? = words.word(number.end)?.noun?.measure
        {
          minute = sign * value
          end = number.end + 1
        }
      }
    }
    if let value = minute, value < 0 {
      minute = 60 + value
      hour = (hour + 23) % 24
    }
    return finish(start, hour, minute, nil, end, limit)
  }

  private func halfDay(_ index: Int, _ limit: Int) -> (isEvening: Bool, end: Int)? {
    guard index < limit, words.tokens[index].kind == .word,
      let (meaning, end) = phrases.at(index, in: words.tokens, limit: limit)
    else { return nil }
    switch meaning {
    case .morning: return (false, end)
    case .evening: return (true, end)
    case .gregorianMark where words.tokens.matches(index, "م"): return (true, end)
    default: return nil
    }
  }

  private func finish(_ start: Int, _ hour: Int, _ minute: Int?, _ second: Int?, _ end: Int, _ limit: Int)
    -> Clock
  {
    guard let half = halfDay(end, limit) else {
      return Clock(hour: hour, minute: minute, second: second, end: end, start: start)
    }
    var hour = hour
    if half.isEvening && hour < 12 { hour += 12 }
    if !half.isEvening && hour == 12 { hour = 0 }
    return Clock(hour: hour, minute: minute, second: second, end: half.end, start: start)
  }
}
