import Isnad

/// When a document was written: what أمس, الجمعة and قبل ساعتين are told from.
struct ReferenceTime: Sendable, Equatable {
  let day: CivilDate
  /// Minutes since midnight; nil where only the day is known, which midnight sharp says as well.
  let minute: Int?

  /// - Parameters:
  ///   - text: `2024-05-31`, `2024-05-31T22:30`, with seconds and offset if need be.
  ///   - zone: the offset to which an instant that bears its own is moved.
  init?(iso text: String, zone: ZoneOffset? = nil) {
    guard let day = CivilDate(iso: text) else { return nil }
    let clock = text.utf8.dropFirst(10).map { $0 }
    guard clock.count >= 6, clock[0] == UInt8(ascii: "T") || clock[0] == UInt8(ascii: " "),
      clock[3] == UInt8(ascii: ":"), let hour = Self.digits(clock[1...2]),
      let minute = Self.digits(clock[4...5]),
      hour < 24, minute < 60
    else {
      self.day = day
      self.minute = nil
      return
    }
    var total = hour * 60 + minute
    let own = clock[6...].firstIndex {
      $0 == UInt8(ascii: "Z") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
    }
    if let zone, let own, let offset = ZoneOffset(String(decoding: clock[own...], as: UTF8.self)) {
      total += zone.minutes - offset.minutes
    }
    let days = Self.days(of: total)
    self.day = day.adding(days: days)
    self.minute = hour + minute == 0 ? nil : total - days * 1440
  }

  /// So many minutes on or back.
  func adding(minutes: Int) -> (day: CivilDate, minute: Int)? {
    guard let minute else { return nil }
    let total = minute + minutes
    let days = Self.days(of: total)
    return (day.adding(days: days), total - days * 1440)
  }

  /// Whole days of so many minutes, rounded down.
  private static func days(of minutes: Int) -> Int {
    minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.reduce(Optional(0)) { sum, byte in
      sum.flatMap { byte >= 0x30 && byte <= 0x39 ? $0 * 10 + Int(byte - 0x30) : nil }
    }
  }
}

/// How far a zone is from Greenwich: `Z`, `+03:00`, `-0530`.
struct ZoneOffset: Sendable, Equatable {
  /// East of Greenwich.
  let minutes: Int

  init(minutes: Int) { self.minutes = minutes }

  init?(_ text: String) {
    if text == "Z" || text == "z" {
      minutes = 0
      return
    }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let value = Int(digits), value / 100 <= 14, value % 100 < 60
    else { return nil }
    minutes = (sign == "-" ? -1 : 1) * (value / 100 * 60 + value % 100)
  }

  /// As ISO 8601 has it after a time.
  var iso: String {
    if minutes == 0 { return "Z" }
    let size = abs(minutes)
    return (minutes < 0 ? "-" : "+") + CivilDate.padded(size / 60, 2) + ":" + CivilDate.padded(size % 60, 2)
  }
}
