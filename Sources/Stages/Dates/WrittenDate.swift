import IsnadArabic

/// A date in words or figures, in whatever order its language has: `Sun, 07 Apr 2024 10:00 GMT`, `April 7, 2024`,
/// `27 نيسان/أبريل 2024`, `28 رمضان 1445 هـ`, `27/04/2024 08:26`. A word that is not known makes it none.
struct WrittenDate {
  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var time: WrittenTime?
  private var isHijri = false
  private let order: DateOrder

  /// Words that a date may hold and that say nothing.
  private static let idle = DateWords(.idleInDate)
  /// Signs that say as little.
  private static let signs: Set<String> = ["|", "-", "–", "—", "•", "·"]
  private static let sameDay = DateWords(.sameDay)

  /// - Parameter text: with single blanks and ASCII's figures.
  init?(_ text: String, order: DateOrder) {
    self.order = order
    let words = Self.words(text)
    guard words.count <= 24, read(words[...]) else { return nil }
  }

  /// Cuts at blanks, commas and brackets, and at strokes and dashes beside letters: `07-Apr-2024`, `نيسان/أبريل`.
  private static func words(_ text: String) -> [String] {
    let bytes = text.utf8
    var words: [String] = []
    var start = bytes.startIndex
    var at = start
    while at < bytes.endIndex {
      var next = bytes.index(after: at)
      let isArabic =
        bytes[at] == 0xD8 && next < bytes.endIndex && (bytes[next] == 0x8C || bytes[next] == 0x9B)
      guard isArabic || " ,()[]".utf8.contains(bytes[at]) else {
        at = next
        continue
      }
      if start < at { add(text[start..<at], to: &words) }
      if isArabic { next = bytes.index(after: next) }
      (start, at) = (next, next)
    }
    if start < at { add(text[start..<at], to: &words) }
    return words
  }

  private static func add(_ piece: Substring, to words: inout [String]) {
    let bytes = piece.utf8
    func isStroke(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") }
    let isZone =
      bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-")
      || bytes.contains(UInt8(ascii: ":")) || bytes.starts(with: "GMT".utf8) || bytes.starts(with: "UTC".utf8)
    if !isZone, bytes.contains(where: isStroke),
      bytes.contains(where: { $0 >= 0x80 || ($0 | 0x20) &- UInt8(ascii: "a") < 26 })
    {
      words += bytes.split(whereSeparator: isStroke).map { String(Substring($0)) }
    } else {
      words.append(String(piece))
    }
  }

  private static func isFigure(_ byte: UInt8?) -> Bool { byte.map { $0 &- 0x30 < 10 } ?? false }

  /// Reads the words; false where one is not known or a part is missing.
  private mutating func read(_ words: ArraySlice<String>) -> Bool {
    var words = words
    var figures: [(value: Int, width: Int)] = []
    /// Whether the last word was a time or belonged to one.
    var isBehindTime = false
    while let word = words.first {
      let small = word.lowercased()
      let begins = Self.isFigure(word.utf8.first)
      if (word.utf8.first ?? 0) >= 0x41,
        let found = MonthNames.month(
          Self.bare(small), { words.dropFirst().first.map { Self.bare($0.lowercased()) } })
      {
        words = words.dropFirst(found.count)
        let isOther = found.calendar == .hijri
        if month == nil {
          (month, isHijri) = (found.month, isOther)
        } else if isHijri, !isOther {
          // Where both calendars stand, this one is more certain.
          figures = Array(figures.suffix(1))
          (month, isHijri) = (found.month, false)
        } else if isOther, !isHijri {
          return finish(figures.count > 2 ? Array(figures.dropLast()) : figures)
        } else if month != found.month {
          return false
        }
        continue
      }
      words = words.dropFirst()
      if Self.sameDay.contains(small) {
        if month != nil, !isHijri { return finish(figures) }
      } else if begins, let clock = WrittenTime.clock(word) {
        guard time == nil else { return false }
        time = clock.time
        isBehindTime = true
        if !clock.rest.isEmpty, time?.take(clock.rest) == false { return false }
        continue
      } else if word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        guard word.utf8.count <= 4, let value = Int(word) else { return false }
        figures.append((value, word.utf8.count))
      } else if begins, let day = Self.ordinal(small) {
        figures.append((day, 1))
      } else if begins, let parts = Self.parts(word) {
        guard set(parts) else { return false }
      } else if isBehindTime, time?.take(word) == true {
        continue
      } else if Self.signs.contains(small) || Self.idle.contains(small)
        || MonthNames.isWeekday(Self.bare(small))
      {
        continue
      } else {
        return false
      }
      isBehindTime = false
    }
    return finish(figures)
  }

  private static func bare(_ word: String) -> String {
    guard let last = word.utf8.last, last < 0x80 ? ".:,".utf8.contains(last) : last == 0x8C else {
      return word
    }
    var word = word
    while let last = word.last, ".:،,".contains(last) { word.removeLast() }
    return word
  }

  /// `7th`.
  private static func ordinal(_ word: String) -> Int? {
    guard let suffix = ["st", "nd", "rd", "th"].first(where: word.hasSuffix) else { return nil }
    return Int(word.dropLast(suffix.count)).flatMap { (1...31).contains($0) ? $0 : nil }
  }

  /// The three figures of `27/04/2024`.
  private static func parts(_ word: String) -> [Int]? {
    for separator: Character in ["/", "-", "."] {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.utf8.count) }) else { continue }
      let values = parts.compactMap { Int($0) }
      if values.count == 3, values.allSatisfy({ $0 >= 0 }) { return values }
    }
    return nil
  }

  private mutating func set(_ parts: [Int]) -> Bool {
    var (first, second, third) = (parts[0], parts[1], parts[2])
    // Of two calendars the other one.
    if month != nil, !isHijri { return (1300...1499).contains(max(first, third)) }
    if first > 31 {
      (year, month, day) = (first, second, third)
    } else {
      if third < 100 { third += third < 50 ? 2000 : 1900 }
      if first > 12 || order == .dayFirst || first == second {
        // The day is first.
      } else if second > 12 || order == .monthFirst {
        swap(&first, &second)
      } else {
        return false
      }
      // A habit that the figures deny.
      if second > 12, first <= 12 { swap(&first, &second) }
      (year, month, day) = (third, second, first)
    }
    isHijri = year.map { (1300...1499).contains($0) } ?? false
    return true
  }

  /// Sorts the figures beside a month's name.
  private mutating func finish(_ figures: [(value: Int, width: Int)]) -> Bool {
    guard month != nil else { return false }
    guard year == nil else { return figures.isEmpty && isReal }
    var rest = figures
    if let place = rest.lastIndex(where: { $0.width == 4 }) {
      year = rest.remove(at: place).value
    } else {
      // The day stands before the month, or behind it in English; the year is the last of both.
      guard rest.count == 2, rest[1].width == 2 else { return false }
      let short = rest.removeLast().value
      year = isHijri ? 1400 + short : short + (short < 50 ? 2000 : 1900)
    }
    guard rest.count <= 1 else { return false }
    day = rest.first?.value
    return isReal
  }

  private var isReal: Bool {
    guard let year, let month else { return false }
    if isHijri {
      return HijriCalendar.years.contains(year) && (1...12).contains(month) && (1...30).contains(day ?? 1)
    }
    return Self.isDay(year, month, day ?? 1) && year >= 1700
  }

  static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    (1000...9999).contains(year) && (1...12).contains(month)
      && (1...CivilDate.days(inMonth: month, year: year)).contains(day)
  }

  /// In ISO 8601; nil for a month of the Islamic calendar, which is part of two others.
  var iso: String? {
    guard let year, let month else { return nil }
    guard let day else { return isHijri ? nil : CivilDate.iso(year: year, month: month) }
    var date = CivilDate(year: year, month: month, day: day)
    if isHijri {
      guard let start = HijriCalendar.dayNumber(year: year, month: month) else { return nil }
      date = CivilDate(dayNumber: start + day - 1)
    }
    return time.map { $0.iso(after: date) } ?? date.iso
  }
}
