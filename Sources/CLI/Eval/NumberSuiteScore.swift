import Isnad

/// Cases of number suites: a text and the values that must be found in it.
///
/// `value`: every expected value was found, its span may differ. `strict`: each at exactly its span, with unit and
/// modifier where the case has them, and nothing else of the same family.
struct NumberSuiteScore {
  private static let modifiers = [
    "approx": "approximately", ">": "more-than", ">=": "at-least", "<": "less-than", "<=": "at-most",
  ]

  private var rows: [String: (cases: Int, value: Int, strict: Int)] = [:]
  private var missing = 0
  private(set) var failures: [String] = []

  /// - Parameter fails: how many cases that are not met are kept.
  init(_ items: [JSONValue], _ predictions: PredictionFile, fails: Int) {
    for item in items {
      var verdict: (value: Bool, strict: Bool)? = (false, false)
      if let prediction = predictions[item["id"]?.string ?? ""] {
        verdict = Self.judge(item, prediction["numbers"]?.array ?? [])
      } else {
        missing += 1
      }
      guard let verdict else { continue }
      let dimension = item["dimension"]?.string ?? ""
      rows[dimension, default: (0, 0, 0)].cases += 1
      rows[dimension, default: (0, 0, 0)].value += verdict.value ? 1 : 0
      rows[dimension, default: (0, 0, 0)].strict += verdict.strict ? 1 : 0
      if !verdict.strict, failures.count < fails { failures.append(Self.failure(item, predictions)) }
    }
  }

  private static func failure(_ item: JSONValue, _ predictions: PredictionFile) -> String {
    let wanted = (item["expected"]?.array ?? []).map { $0["canon"]?.string ?? "" }
    let got = (predictions[item["id"]?.string ?? ""]?["numbers"]?.array ?? []).map { number in
      let value = [number["value"], number["iso"]].compactMap { $0 }.filter { !$0.isNull }.map(JSONText.flat)
      return
        "\(number["kind"]?.string ?? "") \u{2068}\(number["text"]?.string ?? "")\u{2069} \(value.joined(separator: " "))"
    }
    return
      "\(item["id"]?.string ?? ""): \u{2068}\(item["text"]?.string ?? "")\u{2069} | wanted \(wanted) | got \(got)"
  }

  // MARK: One case

  /// Nil for a case that has nothing to compare.
  private static func judge(_ item: JSONValue, _ numbers: [JSONValue]) -> (value: Bool, strict: Bool)? {
    let view = numbers.map { ($0, SuiteCase.found($0)) }
    let expected = item["expected"]?.array ?? []
    guard !expected.isEmpty else {
      let bad = Set(
        (item["negative_for"]?.array ?? []).compactMap(\.string).map { SuiteCase.families[$0] ?? $0 })
      let isClean = !view.contains { number in number.1.first.map { bad.contains($0.family) } ?? false }
      return (isClean, isClean)
    }
    var (value, strict) = (true, true)
    var used: Set<Int> = []
    var families: Set<String> = []
    for wanted in expected {
      let (family, values) = SuiteCase.wanted(wanted, in: item)
      families.insert(family)
      guard !values.isEmpty else { return nil }
      let place = Self.place(wanted)
      var hit: Int?
      for (index, (number, found)) in view.enumerated() where !used.contains(index) {
        guard
          found.contains(where: { found in
            found.family == family && values.contains { $0.accepts(found.value) }
          })
        else { continue }
        let its = Self.place(number)
        if values[0] == .anything, let place, let its, !(its.start < place.end && place.start < its.end) {
          continue
        }
        let isExact = place.map { place in its.map { $0 == place } ?? false } ?? false
        if hit == nil || isExact { hit = index }
      }
      guard let hit else {
        (value, strict) = (false, false)
        continue
      }
      used.insert(hit)
      if !agrees(view[hit].0, wanted, place, item) { strict = false }
    }
    let isExtra = view.enumerated().contains { index, number in
      !used.contains(index) && number.1.first.map { families.contains($0.family) } ?? false
    }
    return (value, strict && !isExtra && value)
  }

  private static func place(_ value: JSONValue) -> (start: Int, end: Int)? {
    guard let start = value["start"]?.int, let end = value["end"]?.int else { return nil }
    return (start, end)
  }

  /// Span, unit and modifier.
  private static func agrees(
    _ number: JSONValue, _ wanted: JSONValue, _ place: (start: Int, end: Int)?, _ item: JSONValue
  ) -> Bool {
    if let place, let its = Self.place(number), its != place {
      // Spans of this source leave out modifier and noun.
      let isWider =
        item["source"]?.string?.hasPrefix("microsoft") ?? false && its.start <= place.start
        && place.end <= its.end
      if !isWider { return false }
    }
    if wanted["type"]?.string == "counted", let unit = wanted["unit"]?.string, !unit.isEmpty,
      stem(number["unit"]?.string ?? "") != stem(unit)
    {
      return false
    }
    if let modifier = wanted["modifier"]?.string, !modifier.isEmpty {
      return (modifiers[modifier] ?? modifier) == number["modifier"]?.string
    }
    return true
  }

  /// Three letters without the article tell a noun from another.
  private static func stem(_ noun: String) -> [Unicode.Scalar] {
    let scalars = noun.unicodeScalars
    return Array((noun.hasPrefix("ال") ? scalars.dropFirst(2) : scalars[...]).prefix(3))
  }

  var table: ScoreTable {
    var table = ScoreTable(title: "numbers", headings: ["cases", "value", "strict"])
    func cells(_ row: (cases: Int, value: Int, strict: Int)) -> [String] {
      [String(row.cases), Percent.share(row.value, row.cases), Percent.share(row.strict, row.cases)]
    }
    for (dimension, row) in rows.sorted(by: { $0.key < $1.key }) {
      table.rows.append((dimension, cells(row)))
    }
    let all = rows.values.reduce((cases: 0, value: 0, strict: 0)) {
      ($0.cases + $1.cases, $0.value + $1.value, $0.strict + $1.strict)
    }
    table.rows.append(("all", cells(all)))
    if missing > 0 { table.notes.append("cases without a prediction: \(missing)") }
    return table
  }
}
