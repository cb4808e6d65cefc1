/// A day that bears a name: when it falls in a year, and what it is called.
enum Holiday: Sendable, Equatable {
  /// The same day of every Gregorian year.
  case fixed(month: Int, day: Int)
  /// The same day of every Islamic year.
  case hijri(month: Int, day: Int)
  /// So many days from Easter Sunday of the Western churches.
  case easter(Int)
  /// So many days from Easter Sunday of the Eastern churches.
  case easternEaster(Int)
  /// Such a weekday (1 for Monday) of a month.
  case weekday(Int, nth: Int, month: Int)

  /// The day on which it falls in a Gregorian year; nil for those of the Islamic year.
  func day(in year: Int) -> CivilDate? {
    switch self {
    case .fixed(let month, let day): return CivilDate(year: year, month: month, day: day)
    case .hijri: return nil
    case .easter(let days): return Self.easter(year).adding(days: days)
    case .easternEaster(let days): return Self.easternEaster(year).adding(days: days)
    case .weekday(let weekday, let nth, let month):
      let first = CivilDate(year: year, month: month, day: 1)
      return first.adding(days: (weekday - first.weekday + 7) % 7 + 7 * (nth - 1))
    }
  }

  /// By the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 1991, chapter 8).
  private static func easter(_ year: Int) -> CivilDate {
    let (golden, century, rest) = (year % 19, year / 100, year % 100)
    let correction = (century - (century + 8) / 25 + 1) / 3
    let moon = (19 * golden + century - century / 4 - correction + 15) % 30
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7
    let late = (golden + 11 * moon + 22 * sunday) / 451
    return CivilDate(year: year, month: 3, day: 22).adding(days: moon + sunday - 7 * late)
  }

  /// By Meeus's Julian computus, moved to the Gregorian calendar.
  private static func easternEaster(_ year: Int) -> CivilDate {
    let moon = (19 * (year % 19) + 15) % 30
    let sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    let julian = CivilDate(year: year, month: 3, day: 22).adding(days: moon + sunday)
    return julian.adding(days: year / 100 - year / 400 - 2)
  }

  /// - Parameter text: as the tables have it: `12-25`, `hijri 10-01`, `easter -2`, `eastern-easter +1`, `weekday 4 of 4-11`.
  init?(_ text: String) {
    let parts = text.split(separator: " ").map(String.init)
    switch (parts.first, parts.count) {
    case (_?, 1):
      guard let (month, day) = Self.pair(parts[0], 1...12, 1...31) else { return nil }
      self = .fixed(month: month, day: day)
    case ("hijri"?, 2):
      guard let (month, day) = Self.pair(parts[1], 1...12, 1...30) else { return nil }
      self = .hijri(month: month, day: day)
    case ("easter"?, 2), ("eastern-easter"?, 2):
      guard let days = Int(parts[1]), (-100...100).contains(days) else { return nil }
      self = parts[0] == "easter" ? .easter(days) : .easternEaster(days)
    case ("weekday"?, 4):
      guard let weekday = Int(parts[1]), (1...7).contains(weekday), parts[2] == "of",
        let (nth, month) = Self.pair(parts[3], 1...4, 1...12)
      else { return nil }
      self = .weekday(weekday, nth: nth, month: month)
    default: return nil
    }
  }

  private static func pair(
    _ text: String, _ first: ClosedRange<Int>, _ second: ClosedRange<Int>
  ) -> (Int, Int)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard parts.count == 2, first.contains(parts[0]), second.contains(parts[1]) else { return nil }
    return (parts[0], parts[1])
  }
}
