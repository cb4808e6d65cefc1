import Isnad
import IsnadArabic

/// Reads what lies between two dates or two times of a day: من 3 إلى 9 نيسان، من الجمعة حتى الأحد، 6-11 مساء.
struct DateRangeParser {
  let words: TokenWords
  let dates: DateParser
  let clocks: ClockParser

  /// A range that من or بين opens, or two days of a month in figures (13-15 يوليو).
  func parse(at index: Int) -> FoundNumber? {
    let tokens = words.tokens
    guard tokens[index].kind == .word else { return days(words.start(index), index, .dashOrTo) }
    if let first = RangeJoint.afterBetween(index, words) {
      // بين عامي 2006 و2015
      let at = first < words.limit && words.has(first, .dualYear) ? first + 1 : first
      return found(tokens[index].start, at, .between)
    }
    if words.has(index, .from) { return found(tokens[index].start, index + 1, .to) }
    guard words.means(index) else { return nil }
    return days(words.start(index), index, .dashOrTo)
  }

  private func found(_ start: Int, _ first: Int, _ joint: RangeJoint) -> FoundNumber? {
    guard first < words.limit else { return nil }
    if let years = years(start, first, joint) { return years }
    if let low = dates.whole(at: first), let range = whole(start, low, joint) { return range }
    return days(start, first, joint) ?? times(start, first, joint)
  }

  // MARK: After a date or a time

  /// A second date after one: الجمعة حتى الأحد، يوليو 13-15، نوفمبر بين 19 و20.
  func extend(_ low: ParsedDate) -> FoundNumber? {
    if let range = whole(low.start, low, .to) ?? weekdays(of: low) { return range }
    guard case .point(let point)? = low.value, low.rule != .numericDate, low.end < words.limit else {
      return nil
    }
    let (year, month): (Int?, Int?)
    var from: Int?
    var second: Int?
    switch point {
    case .month(let itsYear, let itsMonth) where low.rule == .month:
      (year, month) = (itsYear, itsMonth)
      guard let first = RangeJoint.afterBetween(low.end, words),
        let (day, end) = dates.day(at: first)
      else { return nil }
      (from, second) = (day, RangeJoint.between.pass(end, words))
    case .day(let itsYear, let itsMonth, let day) where low.rule != .month:
      (year, month) = (itsYear, itsMonth)
      (from, second) = (day, RangeJoint.dashOrTo.pass(low.end, words))
    default: return nil
    }
    guard let from, let second, let (day, end) = dates.day(at: second), from < day, day <= 31,
      !dates.isCounting(end - 1), words.tokens[second].kind == .number || low.rule == .month
    else { return nil }
    return range(
      low.start,
      .interval(.day(year: year, month: month, day: from), .day(year: year, month: month, day: day)), end)
  }

  /// الأسبوع المقبل بين الأربعاء والجمعة
  private func weekdays(of week: ParsedDate) -> FoundNumber? {
    guard week.rule == .relativePeriod, case .interval(let first, _)? = week.value,
      let monday = first.civilDate, week.end < words.limit
    else { return nil }
    let isFrom = words.has(week.end, .from)
    guard let first = isFrom ? week.end + 1 : RangeJoint.afterBetween(week.end, words), first < words.limit,
      let low = words.word(first)?.weekday,
      let second = (isFrom ? RangeJoint.to : .between).pass(first + 1, words),
      let high = words.word(second)?.weekday, low < high
    else { return nil }
    return range(
      week.start, .days(monday.adding(days: low - 1), monday.adding(days: high - 1)), second + 1)
  }

  /// A second time after one; a date before both goes with each.
  func extend(_ low: ClockParser.Clock, on day: CalendarValue? = nil) -> FoundNumber? {
    guard let second = RangeJoint.dashOrTo.pass(low.end, words) else { return nil }
    return times(low, second, on: day)
  }

  // MARK: Dates

  /// 2006 إلى 2015: two years in order, which count nothing.
  private func years(_ start: Int, _ first: Int, _ joint: RangeJoint) -> FoundNumber? {
    if let old = yearsBeforeChrist(start, first, joint) { return old }
    guard let low = words.plainDigits(first), let second = joint.pass(first + 1, words),
      let high = words.plainDigits(second), low.count == 4, high.count == 4, 1800...2100 ~= low.value,
      1800...2100 ~= high.value, low.value < high.value, !dates.isCounting(second),
      !words.isPunctuation(second + 1, "%"),
      // موسم 2017-2018 مقلقا: years that lie so near count nothing.
      high.value - low.value <= 10
        || CountedNoun(words).range(after: second + 1, value: ExactDecimal(high.value)) == nil
    else { return nil }
    return range(start, .interval(.year(low.value), .year(high.value)), second + 1)
  }

  /// بين عامي 1186 و1155 قبل الميلاد: they fall, and EDTF has a year 0.
  private func yearsBeforeChrist(_ start: Int, _ first: Int, _ joint: RangeJoint)
    -> FoundNumber?
  {
    guard let low = words.plainDigits(first), (2...4).contains(low.count),
      let second = joint.pass(first + 1, words), let high = words.plainDigits(second),
      low.value > high.value,
      high.value > 0, let end = dates.beforeChrist(second + 1)
    else { return nil }
    return range(
      start, .interval(.year(1 - low.value), .year(1 - high.value)), end)
  }

  /// من 3 إلى 9 نيسان 2024، 13-15 يوليو: two days of one month.
  private func days(_ start: Int, _ first: Int, _ joint: RangeJoint) -> FoundNumber? {
    if joint == .dashOrTo, let years = years(start, first, joint) { return years }
    // من الجمعة 2 إلى الأحد 4 مارس
    let at = words.word(first)?.weekday != nil && first + 1 < words.limit ? first + 1 : first
    guard words.tokens[at].kind == .number || words.word(at)?.ordinal != nil,
      let (day, end) = dates.day(at: at), let second = joint.pass(end, words),
      let high = dates.whole(at: second), Self.dayRules.contains(high.rule),
      case .point(let end)? = high.value, case .day(let year, let month, let last) = end, day < last,
      high.hijri == nil
    else { return nil }
    return range(start, .interval(.day(year: year, month: month, day: day), end), high.end)
  }

  private static let dayRules: [NumberRule] = [.dayMonth, .numericDate, .dayOfRelativeMonth]

  private func whole(_ start: Int, _ low: ParsedDate, _ joint: RangeJoint) -> FoundNumber? {
    guard let second = joint.pass(low.end, words), let high = dates.parse(at: second),
      high.rule != .bareYear || low.value.map({ $0.first == $0.last && $0.first.isOfYears }) == true
    else { return nil }
    guard let from = low.value?.first, let until = high.value?.last else {
      return range(start, nil, high.end)
    }
    guard let pair = Self.inOrder(from, low, until, high) else { return nil }
    return range(start, .interval(pair.from, pair.until), high.end)
  }

  /// The year stands with the second date and holds for both; a first weekday comes before the second.
  private static func inOrder(
    _ from: CalendarPoint, _ low: ParsedDate, _ until: CalendarPoint, _ high: ParsedDate
  ) -> (from: CalendarPoint, until: CalendarPoint)? {
    var from = from
    // من 12/8/2015 حتى 22 أكتوبر
    if let open = high.yearless, low.yearless == nil, case .day(let year?, _, _) = from {
      let isLater = !([open.month, open.day].lexicographicallyPrecedes(from.partsOfYear))
      return (from, .day(year: isLater ? year : year + 1, month: open.month, day: open.day))
    }
    let isOpen = from.year == nil && !from.isOfYears
    if isOpen || low.yearless != nil, let year = until.year, !from.isOfYears {
      let count = from.partsOfYear.count
      let isBefore = !until.partsOfYear.prefix(count).lexicographicallyPrecedes(from.partsOfYear)
      from = from.with(year: isBefore ? year : year - 1)
    }
    if (from.year == nil && !from.isOfYears) != (until.year == nil && !until.isOfYears) { return nil }
    if from.isInOrder(before: until) { return (from, until) }
    if high.rule == .weekday, let day = until.civilDate?.adding(days: 7),
      from.isInOrder(before: CalendarPoint(day))
    {
      return (from, CalendarPoint(day))
    }
    // من كانون الأول إلى آذار, the last one of each: the first lies a year back.
    guard low.rule == .month, let year = from.year else { return nil }
    from = from.with(year: year - 1)
    return from.isInOrder(before: until) ? (from, until) : nil
  }

  private func range(_ start: Int, _ value: CalendarValue?, _ end: Int) -> FoundNumber {
    var mention = NumberMention(
      span: TextSpan(start, words.tokens[end - 1].end), kind: .date, by: NumberExtractor.by(.dateRange))
    mention.iso = value?.edtf
    var found = FoundNumber(mention: mention, end: end)
    found.details.calendar = value
    return found
  }

  // MARK: Times of a day

  /// من الساعة الثانية إلى الخامسة مساء, 6-11 مساء: one of the two must be told to be a time.
  func times(_ start: Int, _ first: Int, _ joint: RangeJoint, on day: CalendarValue? = nil)
    -> FoundNumber?
  {
    guard let low = clocks.parse(at: first) ?? clocks.bareHour(at: first),
      let second = joint.pass(low.end, words), var found = times(low, second, on: day)
    else { return nil }
    found.mention.span.start = start
    return found
  }

  private func times(_ low: ClockParser.Clock, _ second: Int, on day: CalendarValue?) -> FoundNumber? {
    guard
      var high = clocks.parse(at: second, inRange: true) ?? clocks.bareHour(at: second),
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
    let isTime = day == nil
    var mention = NumberMention(
      span: TextSpan(low.start, words.tokens[high.end - 1].end), kind: isTime ? .time : .date,
      by: NumberExtractor.by(isTime ? .clockRange : .dateRange))
    let date = day?.edtf ?? ""
    mention.iso = "\(date)\(low.iso)/\(date)\(high.iso)"
    var found = FoundNumber(mention: mention, end: high.end)
    found.details.calendar = day
    return found
  }
}
