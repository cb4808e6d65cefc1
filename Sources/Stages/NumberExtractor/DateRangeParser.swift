import Isnad
import IsnadArabic

/// Reads what lies between two dates or two times of a day: من 3 إلى 9 نيسان، من الجمعة حتى الأحد، 6-11 مساء.
struct DateRangeParser {
  let words: TokenWords
  let dates: DateParser
  let clocks: ClockParser

  /// A range that من or بين opens, or two days of a month in figures (13-15 يوليو).
  func parse(at index: Int, limit: Int) -> FoundNumber? {
    let tokens = words.tokens
    guard tokens[index].kind == .word else { return days(words.start(index), index, .dashOrTo, limit) }
    if let first = RangeJoint.afterBetween(index, words, limit) {
      // بين عامي 2006 و2015
      let at = first < limit && words.has(first, .dualYear) ? first + 1 : first
      return found(tokens[index].start, at, .between, limit)
    }
    if words.has(index, .from) { return found(tokens[index].start, index + 1, .to, limit) }
    guard words.means(index) else { return nil }
    return days(words.start(index), index, .dashOrTo, limit)
  }

  private func found(_ start: Int, _ first: Int, _ joint: RangeJoint, _ limit: Int) -> FoundNumber? {
    guard first < limit else { return nil }
    if let years = years(start, first, joint, limit) { return years }
    if let low = dates.whole(at: first, limit), let range = whole(start, low, joint, limit) { return range }
    return days(start, first, joint, limit) ?? times(start, first, joint, limit)
  }

  // MARK: After a date or a time

  /// A second date after one: الجمعة حتى الأحد، يوليو 13-15، نوفمبر بين 19 و20.
  func extend(_ low: ParsedDate, limit: Int) -> FoundNumber? {
    if let range = whole(low.start, low, .to, limit) ?? weekdays(of: low, limit) { return range }
    guard let iso = low.iso, iso.utf8.count == (low.rule == .month ? 7 : 10), low.rule != .numericDate,
      low.end < limit
    else { return nil }
    var from: Int?
    var second: Int?
    if low.rule == .month {
      guard let first = RangeJoint.afterBetween(low.end, words, limit),
        let (day, end) = dates.day(at: first, limit)
      else { return nil }
      (from, second) = (day, RangeJoint.between.pass(end, words, limit))
    } else {
      (from, second) = (Int(iso.suffix(2)), RangeJoint.dashOrTo.pass(low.end, words, limit))
    }
    guard let from, let second, let (day, end) = dates.day(at: second, limit), from < day, day <= 31,
      !dates.isCounting(end - 1, limit), words.tokens[second].kind == .number || low.rule == .month
    else { return nil }
    let month = iso.prefix(7)
    return range(
      low.start, "\(month)-\(CivilDate.padded(from, 2))/\(month)-\(CivilDate.padded(day, 2))", end)
  }

  /// الأسبوع المقبل بين الأربعاء والجمعة
  private func weekdays(of week: ParsedDate, _ limit: Int) -> FoundNumber? {
    guard week.rule == .relativePeriod, let iso = week.iso, iso.utf8.count == 21, week.end < limit,
      let monday = CivilDate(iso: iso)
    else { return nil }
    let isFrom = words.has(week.end, .from)
    guard let first = isFrom ? week.end + 1 : RangeJoint.afterBetween(week.end, words, limit), first < limit,
      let low = words.word(first)?.weekday,
      let second = (isFrom ? RangeJoint.to : .between).pass(first + 1, words, limit),
      let high = words.word(second)?.weekday, low < high
    else { return nil }
    return range(
      week.start, monday.adding(days: low - 1).iso + "/" + monday.adding(days: high - 1).iso, second + 1)
  }

  /// A second time after one; a date before both goes with each.
  func extend(_ low: ClockParser.Clock, on day: String = "", limit: Int) -> FoundNumber? {
    guard let second = RangeJoint.dashOrTo.pass(low.end, words, limit) else { return nil }
    return times(low, second, on: day, limit)
  }

  // MARK: Dates

  /// 2006 إلى 2015: two years in order, which count nothing.
  private func years(_ start: Int, _ first: Int, _ joint: RangeJoint, _ limit: Int) -> FoundNumber? {
    if let old = yearsBeforeChrist(start, first, joint, limit) { return old }
    guard let low = words.plainDigits(first), let second = joint.pass(first + 1, words, limit),
      let high = words.plainDigits(second), low.count == 4, high.count == 4, 1800...2100 ~= low.value,
      1800...2100 ~= high.value, low.value < high.value, !dates.isCounting(second, limit),
      !words.isPunctuation(second + 1, "%"),
      // موسم 2017-2018 مقلقا: years that lie so near count nothing.
      high.value - low.value <= 10
        || CountedNoun(words).range(after: second + 1, value: ExactDecimal(high.value), limit: limit) == nil
    else { return nil }
    return range(start, "\(low.value)/\(high.value)", second + 1)
  }

  /// بين عامي 1186 و1155 قبل الميلاد: they fall, and EDTF has a year 0.
  private func yearsBeforeChrist(_ start: Int, _ first: Int, _ joint: RangeJoint, _ limit: Int)
    -> FoundNumber?
  {
    guard let low = words.plainDigits(first), (2...4).contains(low.count),
      let second = joint.pass(first + 1, words, limit), let high = words.plainDigits(second),
      low.value > high.value,
      high.value > 0, let end = dates.beforeChrist(second + 1, limit)
    else { return nil }
    return range(
      start, "-\(CivilDate.iso(year: low.value - 1))/-\(CivilDate.iso(year: high.value - 1))", end)
  }

  /// من 3 إلى 9 نيسان 2024، 13-15 يوليو: two days of one month.
  private func days(_ start: Int, _ first: Int, _ joint: RangeJoint, _ limit: Int) -> FoundNumber? {
    if joint == .dashOrTo, let years = years(start, first, joint, limit) { return years }
    // من الجمعة 2 إلى الأحد 4 مارس
    let at = words.word(first)?.weekday != nil && first + 1 < limit ? first + 1 : first
    guard words.tokens[at].kind == .number || words.word(at)?.ordinal != nil,
      let (day, end) = dates.day(at: at, limit), let second = joint.pass(end, words, limit),
      let high = dates.whole(at: second, limit), Self.dayRules.contains(high.rule),
      let iso = high.iso, high.isDay, let last = Int(iso.suffix(2)), day < last, high.hijri == nil
    else { return nil }
    return range(start, "\(iso.prefix(8))\(CivilDate.padded(day, 2))/\(iso)", high.end)
  }

  private static let dayRules: [NumberRule] = [.dayMonth, .numericDate, .dayOfRelativeMonth]

  private func whole(_ start: Int, _ low: ParsedDate, _ joint: RangeJoint, _ limit: Int) -> FoundNumber? {
    guard let second = joint.pass(low.end, words, limit), let high = dates.parse(at: second, limit: limit),
      high.rule != .bareYear || low.iso?.utf8.count == 4
    else { return nil }
    guard let from = low.iso?.split(separator: "/").first, let until = high.iso?.split(separator: "/").last
    else {
      return range(start, nil, high.end)
    }
    guard let pair = Self.inOrder(String(from), low, String(until), high) else { return nil }
    return range(start, "\(pair.from)/\(pair.until)", high.end)
  }

  /// The year stands with the second date and holds for both; a first weekday comes before the second.
  private static func inOrder(_ from: String, _ low: ParsedDate, _ until: String, _ high: ParsedDate)
    -> (from: String, until: String)?
  {
    var (from, until) = (from, until)
    // من 12/8/2015 حتى 22 أكتوبر
    if let open = high.yearless, low.yearless == nil, !from.hasPrefix("X"), let year = Int(from.prefix(4)),
      from.utf8.count == 10
    {
      let isLater =
        from.dropFirst(5) <= CivilDate.iso(year: year, month: open.month, day: open.day).dropFirst(5)
      return (from, CivilDate.iso(year: isLater ? year : year + 1, month: open.month, day: open.day))
    }
    let isOpen = from.hasPrefix("X") || low.yearless != nil
    if isOpen, !until.hasPrefix("X"), let year = Int(until.prefix(4)), from.utf8.count >= 7 {
      let isBefore = from.dropFirst(4) <= until.dropFirst(4).prefix(from.utf8.count - 4)
      from = CivilDate.padded(isBefore ? year : year - 1, 4) + from.dropFirst(4)
    }
    if from.hasPrefix("X") != until.hasPrefix("X") { return nil }
    let length = min(from.utf8.count, until.utf8.count)
    if from.prefix(length) <= until.prefix(length) { return (from, until) }
    if high.rule == .weekday, let day = CivilDate(iso: until)?.adding(days: 7), from <= day.iso {
      return (from, day.iso)
    }
    // من كانون الأول إلى آذار, the last one of each: the first lies a year back.
    guard low.rule == .month, let year = Int(from.prefix(4)) else { return nil }
    from = CivilDate.padded(year - 1, 4) + from.dropFirst(4)
    return from.prefix(length) <= until.prefix(length) ? (from, until) : nil
  }

  private func range(_ start: Int, _ iso: String?, _ end: Int, kind: NumberMention.Kind = .date)
    -> FoundNumber
  {
    var mention = NumberMention(
      span: TextSpan(start, words.tokens[end - 1].end), kind: kind,
      by: NumberExtractor.by(kind == .time ? .clockRange : .dateRange))
    mention.iso = iso
    return FoundNumber(mention: mention, end: end)
  }

  // MARK: Times of a day

  /// من الساعة الثانية إلى الخامسة مساء, 6-11 مساء: one of the two must be told to be a time.
  func times(_ start: Int, _ first: Int, _ joint: RangeJoint, _ limit: Int, on day: String = "")
    -> FoundNumber?
  {
    guard let low = clocks.parse(at: first, limit: limit) ?? clocks.bareHour(at: first, limit),
      let second = joint.pass(low.end, words, limit), var found = times(low, second, on: day, limit)
    else { return nil }
    found.mention.span.start = start
    return found
  }

  private func times(_ low: ClockParser.Clock, _ second: Int, on day: String, _ limit: Int) -> FoundNumber? {
    guard
      var high = clocks.parse(at: second, limit: limit, inRange: true) ?? clocks.bareHour(at: second, limit),
      // 13:30 بتوقيت السعودية - 14:30 بتوقيت دبي is one time told twice.
      !(low.isBare && high.isBare), low.zone == nil || high.zone == nil,
      // 2 - 2 مساء الثلاثاء
      (low.hour, low.minute ?? 0) != (high.hour, high.minute ?? 0)
    else { return nil }
    var low = low
    // The half of the day stands with one and holds for both where it can.
    if high.half?.isLate == true, low.half == nil, low.hour < 12, low.hour + 12 <= high.hour {
      low.hour += 12
    }
    if low.half?.isLate == true, high.half == nil, high.hour < 12, high.hour + 12 >= low.hour {
      high.hour += 12
    }
    if low.zone == nil { low.zone = high.zone }
    return range(
      low.start, "\(day)\(low.iso)/\(day)\(high.iso)", high.end, kind: day.isEmpty ? .time : .date)
  }
}
