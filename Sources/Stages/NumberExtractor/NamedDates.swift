import Isnad

/// A date that is told from the last one that the text names: في اليوم التالي، في العام نفسه، 15 من ذلك الشهر.
struct DateAnaphor {
  let unit: DurationUnit
  /// −1 for السابق, 1 for التالي, 0 for نفسه.
  let steps: Int
  /// Of the year or month that is meant.
  var month: Int?
  var day: Int?
}

/// The last day, month and year that a text has named, for what is told from them.
struct NamedDates {
  private var day: CivilDate?
  private var month: (year: Int, month: Int)?
  private var year: Int?

  /// Remembers a date, of an interval its end; what is less exact leaves the last exact one.
  mutating func note(_ value: CalendarValue) {
    guard !value.isOpen, let year = value.last.year, year > 0, value.first.year.map({ $0 > 0 }) == true else {
      return
    }
    let isInterval = value.first != value.last
    switch value.last {
    case .day(_, let month?, let day):
      self.day = CivilDate(year: year, month: month, day: day)
      self.month = (year, month)
    case .minute(let day, _):
      self.day = day
      month = (day.year, day.month)
    case .month(_, let month): self.month = (year, month)
    // A season is no month.
    case .season: guard isInterval else { return }
    case .day, .year, .decade, .century: break
    }
    self.year = year
  }

  /// Nil where the text has named no such date yet.
  func value(of anaphor: DateAnaphor) -> CalendarValue? {
    switch anaphor.unit {
    case .day: return day.map { .day($0.adding(days: anaphor.steps)) }
    case .week:
      guard let day else { return nil }
      let monday = day.adding(days: 1 - day.weekday + 7 * anaphor.steps)
      return .days(monday, monday.adding(days: 6))
    case .month:
      guard let month else { return nil }
      let moved = CivilDate(year: month.year, month: month.month, day: 1).adding(months: anaphor.steps)
      return Self.value(moved.year, moved.month, anaphor.day)
    default: return year.flatMap { Self.value($0 + anaphor.steps, anaphor.month, anaphor.day) }
    }
  }

  /// Nil for a day that its month does not have.
  private static func value(_ year: Int, _ month: Int?, _ day: Int?) -> CalendarValue? {
    if let month, let day, day > CivilDate.days(inMonth: month, year: year) { return nil }
    return CalendarValue(year: year, month: month, day: day)
  }
}
