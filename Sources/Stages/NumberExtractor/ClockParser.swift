import Isnad

/// Reads times of day: 17:30, الساعة الخامسة والنصف مساء.
struct ClockParser {
  let words: TokenWords
  let phrases: NumberPhrases

  /// Which hour of the day an hour of the clock is: 2 ليلا is early, 10 ليلا late, 11 ظهرا before noon.
  enum Half: String, Sendable {
    case morning, noon, evening, night

    func hour(_ hour: Int) -> Int {
      let isLate: Bool
      switch self {
      case .morning: isLate = false
      case .noon: return hour < 10 ? hour + 12 : hour
      case .evening: isLate = true
      case .night: isLate = hour > 4 && hour < 12
      }
      return isLate ? (hour < 12 ? hour + 12 : hour) : hour == 12 ? 0 : hour
    }

    var isLate: Bool { self != .morning }
  }

  struct Clock {
    var hour: Int
    let minute: Int?
    let second: Int?
    var end: Int
    var start: Int
    /// Said with it.
    var half: Half?
    var zone: ZoneOffset?
    /// Nothing shows that it is a time but what stands beside it.
    var isBare = false

    var iso: String {
      var text = "T" + CivilDate.padded(hour, 2)
      text += ":" + CivilDate.padded(minute ?? 0, 2)
      if let second { text += ":" + CivilDate.padded(second, 2) }
      return text + (zone?.iso ?? "")
    }
  }

  func parse(at index: Int, inRange: Bool = false) -> Clock? {
    let tokens = words.tokens
    if let noon = noon(at: index) { return noon }
    if let (half, end) = halfFirst(index) {
      // مساء اليوم الساعة 7، بعد الظهر 7:00
      guard end < words.limit, tokens[end].kind == .number || isHourWord(end),
        var clock = parse(at: end),
        clock.half == nil, clock.hour <= 12
      else { return nil }
      clock.start = tokens[index].start
      clock.half = half
      clock.hour = half.hour(clock.hour)
      return clock
    }
    if tokens[index].kind == .word, isHourWord(index) {
      // الساعة الـ 12
      let named = index + 2 < words.limit && words.has(index + 1, .articleAlone) ? index + 2 : index + 1
      return hour(at: named, start: words.start(index), isNamed: true)
    }
    return hour(at: index, start: nil, isNamed: false, inRange: inRange)
  }

  /// An hour that only the other end of a range shows to be one: 6 in 6-11 مساء, الثانية in من الثانية إلى الرابعة عصرا.
  func bareHour(at index: Int) -> Clock? {
    guard index < words.limit, words.stripped(index) == 0,
      var clock = hour(at: index, start: words.start(index), isNamed: true), clock.hour > 0,
      words.tokens[clock.end - 1].kind == .number || clock.minute != nil || !isCounting(clock.end)
    else { return nil }
    clock.isBare = clock.half == nil
    return clock
  }

  private func isCounting(_ index: Int) -> Bool {
    index < words.limit && words.stripped(index) == 0 && words.word(index)?.noun != nil
  }

  /// الساعة, with or without clitics.
  private func isHourWord(_ index: Int) -> Bool {
    words.has(index, .hourWord)
  }

  private func hour(at index: Int, start: Int?, isNamed: Bool, inRange: Bool = false) -> Clock? {
    guard index < words.limit else { return nil }
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
        return finish(from, hour.value, minute.value, second, end)
      }
      guard isNamed || halfDay(index + 1) != nil, inRange || !words.isPunctuation(index - 1, "-")
      else {
        return nil
      }
      return rest(from, hour.value, index + 1)
    }
    // الساعة 8.15
    if let (hour, minute) = dotted(index), isNamed || halfDay(index + 1) != nil {
      return finish(from, hour, minute, nil, index + 1)
    }
    // الخامسة، الحادية عشرة
    guard let word = words.word(index), words.stripped(index) == 0 || !isNamed else { return nil }
    guard var value = word.ordinal ?? (isNamed ? Self.small(word.cardinal) : nil) ?? (isOne(index) ? 1 : nil)
    else { return nil }
    guard isNamed || word.isDefinite && !isAdjective(index) else { return nil }
    var end = index + 1
    if end < words.limit, words.stripped(end) == 0, words.cardinal(end) == .ten, value <= 2 {
      value += 10
      end += 1
    }
    guard let clock = rest(from, value, end) else { return nil }
    // Without الساعة an ordinal is a time only where the half of the day is said, or the half of an hour.
    // الثانية والنصف may be a second and a half.
    let isHour = word.ordinal != 2 && words.tokens.ends(index, "ه")
    return isNamed || clock.half != nil || isHour && clock.minute != nil ? clock : nil
  }

  /// الساعات الأولى من صباح الجمعة، الجلسة الثانية مساء: an ordinal that goes with a noun before it.
  private func isAdjective(_ index: Int) -> Bool {
    guard index > 0, words.tokens[index - 1].kind == .word, words.hasArticle(index - 1),
      words.word(index - 1)?.weekday == nil, words.word(index - 1)?.ordinal == nil
    else { return false }
    return words.tokens.ends(index - 1, "ه") || words.tokens.ends(index - 1, "ات")
  }

  private func isOne(_ index: Int) -> Bool { words.has(index, .theOne) }

  private static func small(_ cardinal: NumberWord.Cardinal?) -> Int? {
    switch cardinal {
    case .unit(let value)?: value
    case .ten?: 10
    default: nil
    }
  }

  /// والنصف، إلا ربعا، و18 دقيقة.
  private func rest(_ start: Int, _ hour: Int, _ index: Int) -> Clock? {
    guard hour <= 24 else { return nil }
    var hour = hour
    var minute: Int?
    var end = index
    var cursor = Cursor(words, at: index)
    let sign = cursor.accept(.except) ? -1 : cursor.acceptAnd() ? 1 : 0
    if sign != 0, !cursor.isAtEnd {
      if let fraction = words.word(cursor.index)?.fraction, fraction.numerator == 1,
        [2, 3, 4].contains(fraction.denominator)
      {
        minute = sign * 60 / fraction.denominator
        end = cursor.index + 1
        // الخامسة والنصف إلا ثلاث دقائق
        cursor.move(to: end)
        if cursor.accept(.except), let more = minutes(at: cursor.index) {
          minute = (minute ?? 0) - more.value
          end = more.end
        }
      } else if let found = minutes(at: cursor.index) {
        minute = sign * found.value
        end = found.end
      }
    }
    if let value = minute, value < 0 {
      minute = 60 + value
      hour = (hour + 23) % 24
    }
    return finish(start, hour, minute, nil, end)
  }

  private func finish(_ start: Int, _ hour: Int, _ minute: Int?, _ second: Int?, _ end: Int)
    -> Clock
  {
    var clock = Clock(hour: hour, minute: minute, second: second, end: end, start: start)
    if let half = halfDay(end) {
      clock.hour = half.half.hour(hour)
      clock.half = half.half
      clock.end = half.end
    }
    if let (zone, end) = ZoneWords.zone(at: clock.end, words) {
      clock.zone = zone
      clock.end = end
    }
    return clock
  }
}
