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
  private var month: CivilDate?
  private var year: Int?

  /// Remembers a date in EDTF; of an interval its end. What is less exact leaves the last exact one.
  mutating func note(_ iso: String?) {
    guard let last = iso?.split(separator: "/").last, last.utf8.first != UInt8(ascii: "X") else { return }
    let bytes = last.utf8.count
    if bytes >= 10, let date = CivilDate(iso: String(last)) {
      day = date
      month = date
      year = date.year
    } else if bytes == 7, let date = CivilDate(iso: last + "-01") {
      month = date
      year = date.year
    } else if bytes == 4, let number = Int(last) {
      year = number
    }
  }

  /// EDTF; nil where the text has named no such date yet.
  func iso(of anaphor: DateAnaphor) -> String? {
    switch anaphor.unit {
    case .day: return day?.adding(days: anaphor.steps).iso
    case .week:
      guard let day else { return nil }
      let monday = day.adding(days: 1 - day.weekday + 7 * anaphor.steps)
      return monday.iso + "/" + monday.adding(days: 6).iso
    case .month:
      guard let moved = month?.adding(months: anaphor.steps) else { return nil }
      return iso(moved.year, moved.month, anaphor.day)
    default:
      return year.flatMap { iso($0 + anaphor.steps, anaphor.month, anaphor.day) }
    }
  }

  /// Nil for a day that its month does not have.
  private func iso(_ year: Int, _ month: Int?, _ day: Int?) -> String? {
    if let month, let day, day > CivilDate.days(inMonth: month, year: year) { return nil }
    return CivilDate.iso(year: year, month: month, day: day)
  }
}
