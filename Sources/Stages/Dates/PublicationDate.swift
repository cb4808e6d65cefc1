/// Dates of publication as feeds, pages and tables write them, in ISO 8601.
enum PublicationDate {
  private static let months: [String] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  /// RFC 822's names of zones, in minutes.
  private static let zones: [String: Int] = [
    "UT": 0, "GMT": 0, "UTC": 0, "Z": 0, "CET": 60, "CEST": 120, "EET": 120,
    "EEST": 180, "AST": 180, "MSK": 180, "BST": 60, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420,
  ]

  /// - Parameter text: ISO 8601, also with a space for its T; RFC 822 as in feeds (`Sun, 07 Apr 2024 10:00:00
  ///   +0300`); seconds or milliseconds since 1970.
  /// - Returns: `2024-04-07`, `2024-04-07T10:00:00` or `2024-04-07T10:00:00+03:00`; nil for anything else.
  static func iso(_ text: String) -> String? {
    let text = text.trimmedSpace
    guard text.utf8.count <= 64, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return iso8601(text) ?? rfc822(text) ?? epoch(text)
  }

  private static func iso8601(_ text: String) -> String? {
    let text = expanded(text)
    let date = text.prefix(10)
    let parts = date.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), isDay(year, month, day)
    else { return nil }
    let rest = text.dropFirst(10)
    guard let mark = rest.first else { return String(date) }
    guard mark == "T" || mark == "t" || mark == " " else { return nil }
    return time(rest.dropFirst().trimmed).map { date + "T" + $0 }
  }

  /// `20240407T100000` as `2024-04-07T10:00:00`, all else as it is.
  private static func expanded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count >= 15, bytes[8] == UInt8(ascii: "T"),
      (bytes[..<8] + bytes[9..<15]).allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else { return text }
    func part(_ from: Int, _ to: Int) -> String { String(decoding: bytes[from..<to], as: UTF8.self) }
    let day = [part(0, 4), part(4, 6), part(6, 8)].joined(separator: "-")
    let clock = [part(9, 11), part(11, 13), part(13, 15)].joined(separator: ":")
    return day + "T" + clock + part(15, bytes.count)
  }

  /// `Sun, 07 Apr 2024 10:00:00 +0300`: the weekday and the seconds may be missing, the year may have two digits.
  private static func rfc822(_ text: String) -> String? {
    var words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" && !text.contains(":") })[
      ...]
    if words.first?.first?.isLetter == true { words = words.dropFirst() }
    guard words.count >= 3, let day = Int(words[words.startIndex]),
      let month = months.firstIndex(of: words[words.startIndex + 1].prefix(3).lowercased()),
      var year = Int(words[words.startIndex + 2])
    else { return nil }
    if year < 100 { year += year < 50 ? 2000 : 1900 }
    guard isDay(year, month + 1, day) else { return nil }
    let date = "\(year)-\(padded(month + 1))-\(padded(day))"
    let rest = words.dropFirst(3).joined(separator: " ")
    if rest.isEmpty { return date }
    return time(rest).map { date + "T" + $0 }
  }

  /// `10:00`, `10:00:00`, with `Z`, `+03:00`, `+0300` or a zone's name behind.
  private static func time(_ text: String) -> String? {
    let clock = text.prefix { $0.isNumber || $0 == ":" || $0 == "." }
    let parts = clock.split(separator: ":")
    guard parts.count == 2 || parts.count == 3, parts[0].count <= 2, let hour = Int(parts[0]),
      let minute = Int(parts[1]),
      let second = parts.count == 3 ? Int(parts[2].prefix { $0 != "." }) : 0, (0...23).contains(hour),
      (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    let time = "\(padded(hour)):\(padded(minute)):\(padded(second))"
    let zone = text.dropFirst(clock.count).trimmed
    if zone.isEmpty { return time }
    guard let minutes = offset(zone) else { return nil }
    if minutes == 0 { return time + "Z" }
    return time + (minutes < 0 ? "-" : "+") + padded(abs(minutes) / 60) + ":" + padded(abs(minutes) % 60)
  }

  private static func offset(_ zone: String) -> Int? {
    if let known = zones[zone.uppercased()] { return known }
    let digits = zone.dropFirst().filter { $0 != ":" }
    guard let sign = zone.first, sign == "+" || sign == "-", digits.count == 4 || digits.count == 2,
      let value = Int(digits)
    else { return nil }
    let minutes = digits.count == 2 ? value * 60 : value / 100 * 60 + value % 100
    guard minutes <= 14 * 60 else { return nil }
    return sign == "-" ? -minutes : minutes
  }

  private static func epoch(_ text: String) -> String? {
    guard text.count == 10 || text.count == 13, let value = Int(text), value > 0 else { return nil }
    let seconds = text.count == 13 ? value / 1000 : value
    let second = seconds % 86400
    let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0) }.joined(separator: ":")
    return CivilDate(dayNumber: seconds / 86400).iso + "T" + clock + "Z"
  }

  private static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    (1000...9999).contains(year) && (1...12).contains(month)
      && (1...CivilDate.days(inMonth: month, year: year)).contains(day)
  }

  private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}

extension Substring {
  fileprivate var trimmed: String { String(self).trimmedSpace }
}
