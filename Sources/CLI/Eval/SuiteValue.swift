import Isnad
import IsnadStages

/// A value of a number suite, or of what was extracted, in a form in which the two can be compared.
enum SuiteValue: Equatable {
  case number(Double?)
  case text(String)
  case date(String)
  /// A date to which what is not said may have been added.
  case dateUpTo(String)
  case money(String, Double?)
  case bounds(String?, Double?, Double?)
  case quantity(String, Double?)
  /// Two dates; a suite's end is not in it, EDTF's is.
  case dates(String, String)
  case anything, unknown

  /// A value with what it is a value of: `num`, `ord`, `pct`, `money`, `qty`, `dur`, `dt`, `clock`, …
  typealias Found = (family: String, value: SuiteValue)

  /// Whether what was found is what was wanted. Numbers agree within a millionth.
  func accepts(_ found: SuiteValue) -> Bool {
    switch (self, found) {
    case (.anything, _): true
    case (.dateUpTo(let date), .date(let text)), (.dateUpTo(let date), .text(let text)):
      text.unicodeScalars.count >= 4 && date.hasPrefix(text)
    case (.number(let a), .number(let b)): Self.isNear(a, b)
    case (.money(let wanted, let a), .money(let currency, let b)):
      // A bare ريال claims no currency.
      !Self.isCode(currency) && !["usd", "eur", "gbp"].contains(wanted)
        ? Self.isNear(a, b) : wanted == currency && Self.isNear(a, b)
    case (.quantity(let wanted, let a), .quantity(let unit, let b)): wanted == unit && Self.isNear(a, b)
    case (.date(let wanted), .date(let date)): date.hasPrefix(wanted)
    case (.bounds(let wanted, let a, let b), .bounds(let currency, let c, let d)):
      (wanted == nil || currency == nil || wanted == currency) && Self.areNear(a, c) && Self.areNear(b, d)
    case (.dates(let a, let b), .dates(let c, let d)): a == c && (b == d || b == Self.dayAfter(d))
    case (.text(let a), .text(let b)): a == b
    default: false
    }
  }

  private static func isNear(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return false }
    return abs(a - b) <= 1e-6 * max(1, abs(a), abs(b))
  }

  private static func areNear(_ a: Double?, _ b: Double?) -> Bool { a == nil && b == nil || isNear(a, b) }

  private static func isCode(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (0x61...0x7A).contains($0) }
  }

  // MARK: Units

  /// Seconds of an ISO 8601 duration; a month has 30 days, a year 365.
  static func seconds(_ iso: String) -> Double? {
    var total = 0.0
    for part in iso.split(separator: "+", omittingEmptySubsequences: false) {
      var rest = part.hasPrefix("-") ? part.dropFirst() : part
      guard rest.hasPrefix("P"), rest.count > 1 else { return nil }
      rest = rest.dropFirst()
      let time = rest.firstIndex(of: "T")
      total += sum(
        rest[..<(time ?? rest.endIndex)],
        ["Y": 31_536_000, "M": 2_592_000, "W": 604_800, "D": 86_400, "Q": 7_776_000])
      if let time { total += sum(rest[rest.index(after: time)...], ["H": 3600, "M": 60, "S": 1]) }
    }
    return total
  }

  private static func sum(_ text: Substring, _ units: [Character: Double]) -> Double {
    var (total, digits) = (0.0, "")
    for character in text {
      if character.isASCII && character.isNumber || character == "." || character == "-" && digits.isEmpty {
        digits.append(character)
      } else {
        if let unit = units[character], let value = Double(digits) { total += value * unit }
        digits = ""
      }
    }
    return total
  }

  static func currency(_ name: String?) -> String {
    let name = (name ?? "").lowercased()
    return ["$": "usd", "dollar": "usd", "€": "eur", "£": "gbp", "¢": "cent"][name] ?? name
  }

  private static let units = [
    "kilometre": "km", "metre": "m", "centimetre": "cm", "millimetre": "mm", "litre": "l", "millilitre": "ml",
    "gram": "g", "kilogram": "kg", "kilometer": "km", "meter": "m", "centimeter": "cm", "millimeter": "mm",
    "liter": "l", "milliliter": "ml", "tonne": "t", "ton": "t", "celsius": "cel", "°c": "cel",
    "km_per_hour": "km/h", "percentage_point": "pp", "pound": "lb", "ounce": "oz", "mile": "mi", "foot": "ft",
    "inch": "in", "yard": "yd",
  ]
  private static let bases: [String: (String, Double)] = [
    "kg": ("g", 1000), "mg": ("g", 0.001), "t": ("g", 1e6), "km": ("m", 1000), "dm": ("m", 0.1),
    "decimetre": ("m", 0.1), "cm": ("m", 0.01), "mm": ("m", 0.001), "ml": ("l", 0.001),
    "hectolitre": ("l", 100),
    "hl": ("l", 100),
  ]

  /// In the base unit: 0.5 kg and 500 g are the same.
  static func measure(_ unit: String?, _ value: Double?) -> SuiteValue {
    let name = (unit ?? "").lowercased()
    let short = units[name] ?? name
    let (base, factor) = bases[short] ?? (short, 1)
    return .quantity(base, value.map { $0 * factor })
  }

  // MARK: Days

  private static func dayAfter(_ date: String) -> String? {
    CivilDate(iso: date).map { $0.adding(days: 1).iso }
  }
}
