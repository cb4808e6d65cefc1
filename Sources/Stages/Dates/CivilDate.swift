import Isnad

/// A day of the Gregorian calendar.
public struct CivilDate: Sendable, Equatable {
  var year: Int
  var month: Int
  var day: Int

  /// The date at the start of an ISO 8601 text; nil where there is none, or where no month has that day.
  public init?(iso text: String) {
    let parts = text.utf8.prefix(10).split(separator: UInt8(ascii: "-")).map { Int(Substring($0)) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, year: year)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Days since 1970-01-01, by Howard Hinnant's days_from_civil.
  var dayNumber: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day so many days after 1970-01-01, by civil_from_days.
  init(dayNumber: Int) {
    let z = dayNumber + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// 1 for Monday to 7 for Sunday.
  var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }

  public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

  /// The same day so many months on, or the last one of a shorter month.
  func adding(months: Int) -> CivilDate {
    let count = year * 12 + month - 1 + months
    let (newYear, newMonth) =
      count >= 0 ? (count / 12, count % 12 + 1) : ((count - 11) / 12, (count % 12 + 12) % 12 + 1)
    return CivilDate(
      year: newYear, month: newMonth, day: min(day, Self.days(inMonth: newMonth, year: newYear)))
  }

  /// Such as 2024-05-31.
  public var iso: String { Self.iso(year: year, month: month, day: day) }

  static func days(inMonth month: Int, year: Int?) -> Int {
    switch month {
    case 2: year.map { $0 % 4 == 0 && ($0 % 100 != 0 || $0 % 400 == 0) ? 29 : 28 } ?? 29
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// EDTF with XXXX for a year that is not said.
  static func iso(year: Int?, month: Int? = nil, day: Int? = nil) -> String {
    var text = year.map { padded($0, 4) } ?? "XXXX"
    if let month { text += "-" + padded(month, 2) }
    if let day { text += "-" + padded(day, 2) }
    return text
  }

  static func padded(_ value: Int, _ width: Int) -> String {
    var digits = String(value)
    while digits.utf8.count < width { digits = "0" + digits }
    return digits
  }
}
