import Isnad

/// Which of two figures is the day where a date does not show it: 12/03/2025.
public enum DateOrder: String, OptionChoice {
  case unknown
  case dayFirst = "day-first"
  case monthFirst = "month-first"
}

/// Dates of publication as feeds, pages and tables write them, in ISO 8601.
enum PublicationDate {
  /// - Parameters:
  ///   - text: ISO 8601, also with a space for its T; RFC 822 as in feeds (`Sun, 07 Apr 2024 10:00:00 +0300`); figures
  ///     (`27/04/2024 08:26`); names of months in Arabic and English (`27 نيسان/أبريل 2024`); dates of the Islamic
  ///     calendar; seconds or milliseconds since 1970; the number of a day in a spreadsheet.
  ///   - order: for dates in figures that could be either.
  /// - Returns: `2024-04-07`, `2024-04-07T10:00:00` or `2024-04-07T10:00:00+03:00`, `2024-04` or `2024` where no more is said;
  ///   nil for anything else.
  static func iso(_ text: String, order: DateOrder = .unknown) -> String? {
    guard text.utf8.count <= 160 else { return nil }
    if let date = MessageDate.iso(text) ?? iso8601(text) { return date }
    let text = plain(text)
    guard !text.isEmpty, text.utf8.count <= 100 else { return nil }
    return iso8601(text) ?? number(text) ?? WrittenDate(text, order: order)?.iso
  }

  /// The date that a document keeps, and what has to be said of one that can't be told.
  static func kept(_ text: String, order: DateOrder) -> (date: String, problem: String?) {
    if let date = iso(text, order: order) { return (date, nil) }
    if iso(text, order: .dayFirst) != nil {
      return (
        text,
        "'date' says '\(text)', and the day is unclear; set 'date-order' of 'reader' to day-first or month-first"
      )
    }
    return (text, "'date' says '\(text.prefix(100))', which is not a known date; it stays as it is")
  }

  /// In ASCII's figures, with single blanks, without marks of direction and vowels.
  private static func plain(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.singleSpaced }
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0660...0x0669: out.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0x0660 + 0x30)))
      case 0x06F0...0x06F9: out.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0x06F0 + 0x30)))
      case 0x060C: out += ","
      case 0x2044, 0x2215: out += "/"
      case 0x2010...0x2015, 0x2212: out += "-"
      case 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x0640, 0x064B...0x0652: break
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out.singleSpaced
  }

  /// Seconds or milliseconds since 1970, `20240407`, or days since 1899-12-30, as spreadsheet programs count.
  private static func number(_ text: String) -> String? {
    guard text.utf8.allSatisfy({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }) else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let value = Int(parts[0]), value > 0
    else { return nil }
    switch parts[0].count {
    case 4 where parts.count == 1 && (1700...2100).contains(value): return text
    case 5 where (18_000...80_000).contains(value):
      return CivilDate(dayNumber: value - 25_569).iso
    case 8 where parts.count == 1:
      let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100)
      return WrittenDate.isDay(year, month, day) ? CivilDate(year: year, month: month, day: day).iso : nil
    case 10, 13:
      let seconds = parts[0].count == 13 ? value / 1000 : value
      let second = seconds % 86400
      return CivilDate(dayNumber: seconds / 86400).iso + "T"
        + WrittenTime(hour: second / 3600, minute: second / 60 % 60, second: second % 60, zone: 0).iso
    default: return nil
    }
  }

  private static func iso8601(_ text: String) -> String? {
    guard text.utf8.count >= 7, text.utf8.prefix(4).allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    let text = expanded(text)
    let date = text.prefix(10)
    let parts = date.split(separator: "-", omittingEmptySubsequences: false)
    if text.utf8.count == 7, parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]),
      let month = Int(parts[1]), WrittenDate.isDay(year, month, 1), year >= 1700
    {
      return text
    }
    guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), WrittenDate.isDay(year, month, day), year >= 1700
    else { return nil }
    let rest = text.dropFirst(10)
    guard let mark = rest.first else { return String(date) }
    guard mark == "T" || mark == "t" || mark == " " else { return nil }
    guard let time = WrittenTime(String(rest.dropFirst())) else { return nil }
    return time.iso(after: CivilDate(year: year, month: month, day: day))
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
}
