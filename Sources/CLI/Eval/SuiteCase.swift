import Isnad
import IsnadStages

/// What a case of a number suite wants, and what an extracted number offers.
enum SuiteCase {
  private static let weekdays = [
    "السبت", "الأحد", "الاحد", "الاثنين", "الإثنين", "الثلاثاء", "الثلثاء", "الأربعاء", "الاربعاء", "الخميس",
    "الجمعة", "الجمعه",
  ]
  /// Characters of a date that a grain of it has.
  private static let precision = [
    "year": 4, "month": 7, "week": 10, "day": 10, "hour": 13, "minute": 16, "second": 19,
  ]
  /// The family of a dimension in the suites.
  static let families = [
    "cardinal": "num", "decimal": "num", "fraction": "num", "counted": "num", "ordinal": "ord",
    "percentage": "pct",
    "range": "range", "money": "money", "quantity": "qty", "duration": "dur", "date": "dt", "time": "clock",
    "datetime": "dt", "date_range": "dtrange", "datetime_range": "dtrange",
  ]

  /// The family, and the values of which any will do; none where the case can't be scored.
  static func wanted(_ expected: JSONValue, in item: JSONValue) -> (family: String, values: [SuiteValue]) {
    let (kind, value) = cut(expected["canon"]?.string ?? "")
    let source = item["source"]?.string ?? ""
    switch kind {
    case "num": return ("num", value == "?" ? [] : [.number(Double(value))])
    case "ord", "pct", "mul": return (kind, [.number(Double(value))])
    case "indef", "score": return (kind, [.text(value)])
    case "dur": return ("dur", SuiteValue.seconds(value).map { [.number($0)] } ?? [])
    case "money": return ("money", money(value))
    case "qty":
      let parts = value.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      return ("qty", [SuiteValue.measure(parts[0], parts.count > 1 ? Double(parts[1]) : nil)])
    case "range":
      let ends = value.dropFirst().split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
      let high = ends.count > 1 ? ends[1].prefix { $0 != "]" && $0 != ")" } : ""
      return ("range", [.bounds(nil, Double(ends.first ?? ""), Double(high))])
    case "hijri": return ("hijri", [.text(value)] + (source == "TRoboto/Maha" ? [.dateUpTo(value)] : []))
    case "date", "datetime": return ("dt", [.date(value)])
    case "clock": return ("clock", [.text(value)])
    case "time": return time(expected, item, source)
    case "timex": return timex(expected, value)
    case "span":
      let names = [
        "cardinal": "num", "ordinal": "ord", "duration": "dur", "date": "dt", "datetime": "dt",
        "time": "clock", "percentage": "pct",
      ]
      return (names[value] ?? (value.hasSuffix("_range") ? "dtrange" : value), [.anything])
    default: return (kind, [.text(value)])
    }
  }

  private static func cut(_ text: String) -> (String, String) {
    guard let colon = text.firstIndex(of: ":") else { return (text, "") }
    return (String(text[..<colon]), String(text[text.index(after: colon)...]))
  }

  private static func money(_ text: String) -> [SuiteValue] {
    let (name, value) = cut(text)
    let currency = SuiteValue.currency(name)
    if let dots = value.firstRange(of: "..") {
      return [.bounds(currency, Double(value[..<dots.lowerBound]), Double(value[dots.upperBound...]))]
    }
    let amount = Double(value)
    var values: [SuiteValue] = [.money(currency, amount)]
    if currency == "pound" { values += [.money("gbp", amount), .money("egp", amount)] }
    if currency == "cent" { values.append(.money("usd", amount.map { $0 / 100 })) }
    return values
  }

  private static func time(_ expected: JSONValue, _ item: JSONValue, _ source: String) -> (
    String, [SuiteValue]
  ) {
    func prefix(_ name: String, _ count: Int) -> String {
      String((expected[name]?.string ?? "").prefix(count))
    }
    if expected["type"]?.string?.hasSuffix("range") ?? false {
      return ("dtrange", [.dates(prefix("start_time", 10), prefix("end_time", 10))])
    }
    var count = expected["grain"]?.string.flatMap { precision[$0] } ?? 16
    let isMaha = source == "TRoboto/Maha"
    if isMaha { count = item["dimension"]?.string == "date" ? 10 : 16 }
    let date = prefix("value_time", count)
    var values: [SuiteValue] = [.date(date)]
    if isMaha { values.append(.dateUpTo(date)) }
    let text = item["text"]?.string ?? ""
    if source == "facebook/duckling", weekdays.contains(where: text.contains) {
      values += [-7, 7].map { .date(shifted(date, $0)) }
    }
    return ("dt", values)
  }

  private static func shifted(_ date: String, _ days: Int) -> String {
    CivilDate(iso: date).map { $0.adding(days: days).iso + date.dropFirst(10) } ?? date
  }

  private static func timex(_ expected: JSONValue, _ value: String) -> (String, [SuiteValue]) {
    let readings =
      [expected["future"], expected["past"]].compactMap { $0 } + (expected["values"]?.array ?? [])
    let type = expected["type"]?.string ?? ""
    func first(_ names: [String], of reading: JSONValue) -> String? {
      names.lazy.compactMap { reading[$0]?.string }.first { !$0.isEmpty }
    }
    if type.hasSuffix("range") {
      return (
        "dtrange",
        readings.compactMap { reading in
          guard let start = first(["startDate", "startDateTime", "start"], of: reading),
            let end = first(["endDate", "endDateTime", "end"], of: reading)
          else { return nil }
          return .dates(String(start.prefix(10)), String(end.prefix(10)))
        }
      )
    }
    var texts = readings.flatMap { reading in
      ["date", "dateTime", "time", "value"].compactMap { reading[$0]?.string }.filter { !$0.isEmpty }
        .map { $0.replacing(" ", with: "T") }
    }
    if type == "date" { texts.append(value.replacing("XXXX", with: "-")) }
    return type == "time"
      ? ("clock", texts.map { .text(String($0.prefix(5))) })
      : ("dt", texts.map { .date(String($0.prefix(16))) })
  }

  // MARK: What was found

  /// An extracted number as the values that it can be taken for, its own family first.
  static func found(_ number: JSONValue) -> [SuiteValue.Found] {
    let kind = number["kind"]?.string ?? ""
    let value = number["value"]?.double
    let (low, high) = (number["min"]?.double, number["max"]?.double)
    let isRange = value == nil && (low != nil || high != nil)
    let plain = ["cardinal", "counted", "decimal", "fraction"]
    if isRange, plain.contains(kind) || kind == "quantity" || kind == "range" {
      let currency = number["currency"]?.string
      return [("range", .bounds(nil, low, high))]
        + (currency.map { [("money", .bounds(SuiteValue.currency($0), low, high))] } ?? [])
    }
    switch kind {
    case "money": return money(number, value, low, high)
    case _ where plain.contains(kind):
      var found: [SuiteValue.Found] = value == nil ? [] : [("num", .number(value))]
      found += open(number, value).map { ("range", .bounds(nil, $0, $1)) }
      if kind == "counted" { found.append(("qty", SuiteValue.measure(number["unit"]?.string, value))) }
      return found
    case "ordinal": return [("ord", .number(value))]
    case "percentage": return [("pct", .number(value))] + (value.map { [("num", .number($0 / 100))] } ?? [])
    case "multiple": return [("mul", .number(value))]
    case "indefinite": return [("indef", .text(value.map { "\(whole($0))s" } ?? ""))]
    case "score":
      guard let low, let high else { return [("score", .text(""))] }
      return [("score", .text("\(whole(low))-\(whole(high))"))]
    case "quantity":
      return [("qty", SuiteValue.measure(number["unit"]?.string, value)), ("num", .number(value))]
    case "duration":
      let seconds = number["iso"]?.string.flatMap { $0.isEmpty ? nil : SuiteValue.seconds($0) }
      return [("dur", seconds.map { .number($0) } ?? .unknown)] + (value.map { [("num", .number($0))] } ?? [])
    case "date", "datetime", "time": return date(number, kind)
    default: return [(kind.isEmpty ? "?" : kind, .unknown)]
    }
  }

  private static func money(
    _ number: JSONValue, _ value: Double?, _ low: Double?, _ high: Double?
  ) -> [SuiteValue.Found] {
    let name = [number["currency"]?.string, number["unit"]?.string].compactMap { $0 }.first { !$0.isEmpty }
    let currency = SuiteValue.currency(name)
    guard let value else {
      return [("money", .bounds(currency, low, high)), ("range", .bounds(nil, low, high))]
    }
    return [("money", .money(currency, value)), ("num", .number(value))]
      + open(number, value).map { ("money", .bounds(currency, $0, $1)) }
  }

  /// More than so much is a range without an end.
  private static func open(_ number: JSONValue, _ value: Double?) -> [(Double?, Double?)] {
    switch number["modifier"]?.string {
    case "more-than", "at-least": [(value, nil)]
    case "less-than", "at-most": [(nil, value)]
    default: []
    }
  }

  /// Without what stands behind the point; of what no number can hold the text that it has.
  private static func whole(_ value: Double) -> String {
    Int(exactly: value.rounded(.towardZero)).map(String.init) ?? String(value)
  }

  private static func date(_ number: JSONValue, _ kind: String) -> [SuiteValue.Found] {
    let iso = number["iso"]?.string ?? ""
    var found: [SuiteValue.Found] = []
    if let hijri = number["hijri"]?.string, !hijri.isEmpty { found.append(("hijri", .text(hijri))) }
    let clock = iso.lastIndex(of: "T").map { String(iso[iso.index(after: $0)...].prefix(5)) }
    if let slash = iso.firstIndex(of: "/") {
      found.append(
        (
          "dtrange",
          .dates(String(iso[..<slash].prefix(10)), String(iso[iso.index(after: slash)...].prefix(10)))
        ))
    } else if kind == "time" || iso.hasPrefix("T") {
      found.append(("clock", .text(clock ?? String(iso.prefix(5)))))
    } else if !iso.isEmpty {
      // XXXX-10-07 and --10-07 are the same day.
      found.append(("dt", .date(iso.hasPrefix("XXXX") ? "-" + iso.dropFirst(4) : iso)))
      if let clock { found.append(("clock", .text(clock))) }
    }
    return found.isEmpty ? [("dt", .unknown)] : found
  }
}
