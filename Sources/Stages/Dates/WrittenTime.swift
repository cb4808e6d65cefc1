import IsnadArabic

/// A time of day as publications write it, with its zone.
struct WrittenTime {
  /// 24 is the end of the day.
  var hour: Int
  var minute: Int
  var second = 0
  /// Minutes east of Greenwich; nil where it is not said.
  var zone: Int?

  /// RFC 822's names of zones and some others, in minutes.
  private static let zones: [String: Int] = [
    "UT": 0, "GMT": 0, "UTC": 0, "Z": 0, "CET": 60, "CEST": 120, "EET": 120,
    "EEST": 180, "AST": 180, "MSK": 180, "BST": 60, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420,
  ].merging(
    Language.own[.zone].flatMap { entry in
      Int(entry.value).map { minutes in entry.words.map { (normalize($0), minutes) } } ?? []
    }, uniquingKeysWith: { known, _ in known })
  private static let normalize = Normalizer(.matchForm)
  private static let mornings = DateWords(.beforeNoon)
  private static let evenings = DateWords(.afterNoon)

  init(hour: Int, minute: Int, second: Int, zone: Int?) {
    (self.hour, self.minute, self.second, self.zone) = (hour, minute, second, zone)
  }

  /// `10:00`, `10:00:00`, `10:00 PM`, with `Z`, `+03:00`, `+0300` or a zone's name behind; nil for anything else.
  init?(_ text: String) {
    var words = text.split(separator: " ").map(String.init)[...]
    guard let first = words.popFirst(), let read = Self.clock(first) else { return nil }
    self = read.time
    guard read.rest.isEmpty || take(read.rest) else { return nil }
    while let word = words.popFirst() {
      guard take(word) else { return nil }
    }
  }

  /// The figures at a word's beginning, and what stands behind them.
  static func clock(_ word: String) -> (time: WrittenTime, rest: String)? {
    // Figures, full stops and colons.
    let figures = word.utf8.prefix { $0 &- 0x30 < 11 || $0 == UInt8(ascii: ".") }
    guard figures.contains(UInt8(ascii: ":")) else { return nil }
    let clock = Substring(figures)
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts[0].count <= 2, let hour = Int(parts[0]),
      parts[1].count == 2,
      let minute = Int(parts[1].prefix { $0 != "." }),
      let second = parts.count == 3 ? Int(parts[2].prefix { $0 != "." }) : 0, (0...24).contains(hour),
      (0...59).contains(minute), (0...60).contains(second), hour < 24 || minute == 0 && second == 0
    else { return nil }
    let rest = word[clock.endIndex...]
    return (WrittenTime(hour: hour, minute: minute, second: second, zone: nil), String(rest))
  }

  /// Takes a word behind the figures: half of the day, or a zone. False for any other.
  mutating func take(_ word: String) -> Bool {
    let small = word.lowercased()
    if Self.mornings.contains(small) {
      if hour == 12 { hour = 0 }
    } else if Self.evenings.contains(small) {
      if hour < 12 { hour += 12 }
    } else if zone == nil, let minutes = Self.offset(word) {
      zone = minutes
    } else {
      // The name beside its figures: +0300 (MSK).
      return Self.zones[Self.normalize(word.uppercased().filter { $0 != "(" && $0 != ")" })] != nil
    }
    return true
  }

  static func offset(_ zone: String) -> Int? {
    if zone.utf8.first != UInt8(ascii: "+"), zone.utf8.first != UInt8(ascii: "-") {
      let name = zone.uppercased()
      if let known = zones[name] ?? zones[normalize(name)] { return known }
      guard name.hasPrefix("GMT") || name.hasPrefix("UTC") else { return nil }
      return offset(String(zone.dropFirst(3)))
    }
    let digits = zone.dropFirst().filter { $0 != ":" }
    guard let sign = zone.first, sign == "+" || sign == "-", (1...4).contains(digits.count),
      digits.count != 3,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(digits)
    else { return nil }
    let minutes = digits.count <= 2 ? value * 60 : value / 100 * 60 + value % 100
    guard minutes <= 14 * 60 else { return nil }
    return sign == "-" ? -minutes : minutes
  }

  /// `10:00:00+03:00`.
  var iso: String {
    func padded(_ value: Int) -> String { CivilDate.padded(value, 2) }
    let time = "\(padded(hour)):\(padded(minute)):\(padded(second))"
    guard let zone else { return time }
    if zone == 0 { return time + "Z" }
    return time + (zone < 0 ? "-" : "+") + padded(abs(zone) / 60) + ":" + padded(abs(zone) % 60)
  }

  /// With its day; that of 24:00 is the next one.
  func iso(after day: CivilDate) -> String {
    guard hour == 24 else { return day.iso + "T" + iso }
    return day.adding(days: 1).iso + "T" + WrittenTime(hour: 0, minute: 0, second: 0, zone: zone).iso
  }
}
