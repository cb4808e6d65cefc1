import Isnad

/// Numbers of documents.
///
/// Where the gold marks numerals (`surface`), one counts as found where a predicted span covers it and has its
/// value. Where it is an output corrected by hand, spans count exactly, and values where spans agree.
struct NumberScore {
  private static let modifiers = [
    "نحو": "approximately", "حوالي": "approximately", "قرابة": "approximately", "زهاء": "approximately",
    "تقريبا": "approximately", "أكثر من": "more-than", "اكثر من": "more-than", "أقل من": "less-than",
    "على الأقل": "at-least", "ما لا يقل عن": "at-least",
  ]
  private static let values = ["kind", "value", "min", "max", "unit", "currency", "iso", "hijri", "modifier"]

  private var numerals = (all: 0, found: 0, modifiers: 0, right: 0)
  private var missed: [String] = []
  private var byKind: [String: (spans: Counts, values: Int)] = [:]

  init(_ gold: [JSONValue], _ predictions: PredictionFile) {
    for record in gold {
      guard let numbers = record["numbers"]?.array else { continue }
      let guess = predictions[record["id"]?.string ?? ""]?["numbers"]?.array ?? []
      if numbers.contains(where: { $0["surface"] != nil }) {
        let index = SpanIndex(guess.map(Self.span))
        for number in numbers { numeral(number, guess, index, record["id"]?.string ?? "") }
      } else {
        mentions(numbers, guess)
      }
    }
  }

  // MARK: Numerals

  /// How many predictions over a numeral are looked at.
  private static let depth = 64

  private static func span(_ number: JSONValue) -> Range<Int>? {
    guard let start = number["start"]?.int, let end = number["end"]?.int, start <= end else { return nil }
    return start..<end
  }

  private mutating func numeral(_ gold: JSONValue, _ guess: [JSONValue], _ index: SpanIndex, _ id: String) {
    numerals.all += 1
    let over = Self.span(gold).map {
      index.spans(from: $0.lowerBound, to: $0.upperBound, limit: Self.depth)
    }
    let hit = over?.lazy.map { guess[$0] }.first { Self.hasValue(gold["value"] ?? .null, $0) }
    guard let hit else {
      missed.append("\(id): \u{2068}\(gold["surface"]?.string ?? "")\u{2069}")
      return
    }
    numerals.found += 1
    guard let modifier = gold["modifier"]?.string.flatMap({ Self.modifiers[$0] }) else { return }
    numerals.modifiers += 1
    if hit["modifier"]?.string == modifier { numerals.right += 1 }
  }

  private static func hasValue(_ value: JSONValue, _ number: JSONValue) -> Bool {
    let iso = number["iso"]?.string ?? ""
    let isNumeric = value.string.map { text in
      let digits = text.replacing(".", with: "")
      return !digits.isEmpty && digits.unicodeScalars.allSatisfy { $0.properties.numericType != nil }
    }
    if let text = value.string, isNumeric == false {
      let date = iso.replacing("XXXX", with: "-")
      return !date.isEmpty && date.contains(text)
    }
    guard let wanted = value.double ?? value.string.flatMap(Double.init) else { return true }
    let isNear = ["value", "min", "max"].contains { name in
      number[name]?.double.map { abs($0 - wanted) < 1e-6 * max(1, abs(wanted)) } ?? false
    }
    return isNear || Int(exactly: wanted.rounded(.towardZero)).map { iso.hasPrefix(String($0)) } ?? false
  }

  // MARK: Whole mentions

  private mutating func mentions(_ gold: [JSONValue], _ guess: [JSONValue]) {
    func place(_ number: JSONValue) -> String { "\(number["start"]?.int ?? -1):\(number["end"]?.int ?? -1)" }
    let there = Dictionary(guess.map { (place($0), $0) }) { a, _ in a }
    for number in gold {
      let kind = number["kind"]?.string ?? ""
      byKind[kind, default: (Counts(), 0)].spans.gold += 1
      guard let hit = there[place(number)] else { continue }
      byKind[kind, default: (Counts(), 0)].spans.right += 1
      if Self.values.allSatisfy({ (number[$0] ?? .null) == (hit[$0] ?? .null) }) {
        byKind[kind, default: (Counts(), 0)].values += 1
      }
    }
    for number in guess { byKind[number["kind"]?.string ?? "", default: (Counts(), 0)].spans.predicted += 1 }
  }

  var table: ScoreTable {
    if numerals.all > 0 {
      var table = ScoreTable(title: "numbers", headings: ["gold", "right", "%"])
      table.rows.append(
        (
          "numerals",
          [String(numerals.all), String(numerals.found), Percent.share(numerals.found, numerals.all)]
        ))
      table.rows.append(
        (
          "modifiers",
          [
            String(numerals.modifiers), String(numerals.right),
            Percent.share(numerals.right, numerals.modifiers),
          ]
        ))
      if !missed.isEmpty { table.notes.append("missed: \(missed.prefix(20).joined(separator: ", "))") }
      return table
    }
    var table = ScoreTable(title: "numbers", headings: Counts.headings + ["value %"])
    for (kind, row) in byKind.sorted(by: { $0.key < $1.key }) {
      table.rows.append((kind, row.spans.cells + [Percent.share(row.values, row.spans.right)]))
    }
    let all = byKind.values.reduce(Counts()) { $0 + $1.spans }
    let values = byKind.values.reduce(0) { $0 + $1.values }
    table.rows.append(("all", all.cells + [Percent.share(values, all.right)]))
    return table
  }
}
