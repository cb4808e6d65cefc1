/// The key of a quote, a figure or a mention in the archive: the day in its upper bits, so that keys ascend with the
/// date of the document, and a number that is given once in its lower ones.
///
/// 53 bits, which programs that know numbers as doubles keep whole.
struct ArchivePlace: Hashable, Sendable, Comparable {
  private static let bits = 36
  /// Days before this one, and documents without a date, are day 0.
  private static let epoch = days(1850, 1, 1)
  private static let lastDay = 1 << 17 - 1

  let value: Int64

  init(_ value: Int64) { self.value = value }

  /// - Parameters:
  ///   - date: `2024-04-01`, with anything behind.
  ///   - number: below 2^36.
  init(date: String?, number: Int64) {
    value = Int64(Self.day(date)) << Self.bits | number
  }

  /// Below all places of a day and of those after it.
  static func beginning(of date: String) -> ArchivePlace { ArchivePlace(Int64(day(date)) << bits) }

  static func < (one: ArchivePlace, other: ArchivePlace) -> Bool { one.value < other.value }

  /// The month as `2024-04`; nil for what has no date.
  var month: String? {
    guard let date = Self.date(Int(value >> Self.bits)) else { return nil }
    return String(date.prefix(7))
  }

  /// The day as `2024-04-01`; nil for what has no date.
  var date: String? { Self.date(Int(value >> Self.bits)) }

  /// Below all places that have a day.
  static let firstDay: Int64 = 1 << bits

  static let dayExpression = "place >> \(bits)"

  static func date(_ day: Int) -> String? {
    guard day > 0 else { return nil }
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let shifted = day + epoch + 719_468
    let era = shifted / 146_097
    let inEra = shifted - era * 146_097
    let yearOfEra = (inEra - inEra / 1_460 + inEra / 36_524 - inEra / 146_096) / 365
    let dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The number of a day; 0 for what is none.
  static func day(_ date: String?) -> Int {
    guard let parts = date.map({ Array($0.utf8.prefix(10)) }), parts.count == 10, parts[4] == 0x2D,
      parts[7] == 0x2D, let year = number(parts[0..<4]), let month = number(parts[5..<7]),
      let day = number(parts[8..<10]), (1...12).contains(month), (1...31).contains(day)
    else { return 0 }
    return min(max(0, days(year, month, day) - epoch), lastDay)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value
  }

  /// Days since 1970-01-01 (Hinnant).
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
