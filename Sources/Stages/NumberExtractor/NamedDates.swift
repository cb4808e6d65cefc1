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
  // In EDTF as they were found: few are ever asked for.
  private var day = ""
  private var month = ""
  private var year = ""

  /// Remembers a date in EDTF; what is less exact leaves the last exact one.
  mutating func note(_ iso: String?) {
    // A season is no month.
    guard let iso, iso.utf8.count != 7 || Int(iso.suffix(2)).map({ $0 <= 12 }) == true,
      iso.utf8.first != UInt8(ascii: "-"), !iso.utf8.contains(UInt8(ascii: "X"))
    else { return }
    // 2024, 2014/2024; 2024-05, 2024-05/2024-06; all else has a day.
    let length = iso.utf8.count
    year = iso
    if length != 4 && length != 9 { month = iso }
    if length == 10 || length > 15 { day = iso }
  }

  /// EDTF; nil where the text has named no such date yet.
  func iso(of anaphor: DateAnaphor) -> String? {
    switch anaphor.unit {
    case .day: return CivilDate(iso: Self.last(day))?.adding(days: anaphor.steps).iso
    case .week:
      guard let day = CivilDate(iso: Self.last(day)) else { return nil }
      let monday = day.adding(days: 1 - day.weekday + 7 * anaphor.steps)
      return monday.iso + "/" + monday.adding(days: 6).iso
    case .month:
      guard let moved = CivilDate(iso: Self.last(month).prefix(7) + "-01")?.adding(months: anaphor.steps)
      else {
        return nil
      }
      return iso(moved.year, moved.month, anaphor.day)
    default:
      return Int(Self.last(year).prefix(4)).flatMap { iso($0 + anaphor.steps, anaphor.month, anaphor.day) }
    }
  }

  /// Of an interval its end.
  private static func last(_ iso: String) -> String { iso.split(separator: "/").last.map(String.init) ?? "" }

  /// Nil for a day that its month does not have.
  private func iso(_ year: Int, _ month: Int?, _ day: Int?) -> String? {
    if let month, let day, day > CivilDate.days(inMonth: month, year: year) { return nil }
    return CivilDate.iso(year: year, month: month, day: day)
  }
}
