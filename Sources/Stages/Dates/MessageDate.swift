/// A date as nearly all feeds write it, by RFC 822 with four figures for the year: `Sun, 07 Apr 2024 10:00:00 +0300`. Its
/// parts stand at fixed places, so it costs a small part of what ``WrittenDate`` takes. Whatever differs is left to that.
enum MessageDate {
  private static let weekdays = "MonTueWedThuFriSatSun"
  private static let months = "JanFebMarAprMayJunJulAugSepOctNovDec"

  /// In ISO 8601, with the zone; nil for a date in any other form.
  static func iso(_ text: String) -> String? {
    // 28 bytes with a day of one figure and GMT; 31 with two and figures for the zone.
    guard (28...31).contains(text.utf8.count) else { return nil }
    return text.utf8.withContiguousStorageIfAvailable(read) ?? nil
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    func isFigure(_ at: Int) -> Bool { bytes[at] &- UInt8(ascii: "0") < 10 }
    func isBlank(_ at: Int) -> Bool { bytes[at] == UInt8(ascii: " ") }
    func pair(_ at: Int) -> Int? {
      guard isFigure(at), isFigure(at + 1) else { return nil }
      return Int(bytes[at] - UInt8(ascii: "0")) * 10 + Int(bytes[at + 1] - UInt8(ascii: "0"))
    }
    guard index(of: bytes, at: 0, in: weekdays) != nil, bytes[3] == UInt8(ascii: ","), isBlank(4) else {
      return nil
    }
    // `at` is the blank behind the day.
    let at = isBlank(6) ? 6 : 7
    guard isFigure(5), let day = at == 6 ? Int(bytes[5] - UInt8(ascii: "0")) : pair(5), isBlank(at),
      bytes.count > at + 18, let month = index(of: bytes, at: at + 1, in: months), isBlank(at + 4),
      let century = pair(at + 5), let rest = pair(at + 7), isBlank(at + 9),
      let hour = pair(at + 10), bytes[at + 12] == UInt8(ascii: ":"), let minute = pair(at + 13),
      bytes[at + 15] == UInt8(ascii: ":"), let second = pair(at + 16), isBlank(at + 18)
    else { return nil }
    let year = century * 100 + rest
    guard year >= 1700, WrittenDate.isDay(year, month + 1, day), hour < 24, minute < 60, second <= 60,
      let zone = zone(bytes[(at + 19)...])
    else { return nil }
    return WrittenTime(hour: hour, minute: minute, second: second, zone: zone)
      .iso(after: CivilDate(year: year, month: month + 1, day: day))
  }

  /// Which of the names of three letters stands there.
  private static func index(of bytes: UnsafeBufferPointer<UInt8>, at place: Int, in names: String) -> Int? {
    var index = 0
    var matched = 0
    for (letter, byte) in names.utf8.enumerated() {
      if letter % 3 == 0 { (index, matched) = (letter / 3, 0) }
      if byte == bytes[place + letter % 3] { matched += 1 }
      if matched == 3 { return index }
    }
    return nil
  }

  /// Minutes east of Greenwich: `+0300`, `GMT`, `UTC`.
  private static func zone(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    if bytes.elementsEqual("GMT".utf8) || bytes.elementsEqual("UTC".utf8) { return 0 }
    guard bytes.count == 5, let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    else { return nil }
    var figures = 0
    for byte in bytes.dropFirst() {
      guard byte &- UInt8(ascii: "0") < 10 else { return nil }
      figures = figures * 10 + Int(byte - UInt8(ascii: "0"))
    }
    let minutes = figures / 100 * 60 + figures % 100
    guard minutes <= 14 * 60 else { return nil }
    return sign == UInt8(ascii: "-") ? -minutes : minutes
  }
}
