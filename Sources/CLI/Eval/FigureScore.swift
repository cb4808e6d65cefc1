import Isnad
import IsnadStages

/// Figures: of what a number is a number, where, and on whose word; each alone, and all of it.
///
/// Gold figures are numbers that carry `event`, `place` and `source` (or the figures of a corrected output). A
/// predicted figure is paired with the gold number that it overlaps. What was predicted where the gold has no number
/// counts against precision, so a second table has the figures whose numbers were found alone: there the linker is
/// measured, and not the extractor of numbers.
struct FigureScore {
  private struct Said {
    let span: Range<Int>
    let event: String?
    /// As it is said, and as its entity is called.
    let places: [String]
    let source: String?
  }

  private static let kinds: Set<String> = [
    "cardinal", "counted", "dual", "money", "percentage", "quantity", "fraction", "range", "indefinite",
    "multiple",
  ]
  /// What an event may be; other words of the gold stand for none of these.
  private static let events = Set(Figure.Event.allCases.map(\.rawValue))

  private var event = Counts()
  private var place = Counts()
  private var source = Counts()
  private var ofFound = (event: Counts(), place: Counts(), source: Counts())
  private var gold = 0
  private var found = 0
  private var predicted = 0
  private var whole = 0

  /// Whether records say anything of figures.
  static func isGold(_ record: JSONValue) -> Bool {
    record["figures"]?.array?.isEmpty == false
      || record["numbers"]?.array?.contains { $0["event"] != nil } ?? false
  }

  init(_ gold: [JSONValue], _ predictions: PredictionFile) {
    for record in gold where Self.isGold(record) {
      let guess = predictions[record["id"]?.string ?? ""]
      add(Self.wanted(record), guess.map(Self.figures) ?? [])
    }
  }

  private static func wanted(_ record: JSONValue) -> [Said] {
    if let figures = record["figures"]?.array, !figures.isEmpty { return Self.figures(record) }
    return (record["numbers"]?.array ?? []).filter { kinds.contains($0["kind"]?.string ?? "") }.compactMap {
      number in
      span(number).map {
        Said(
          span: $0, event: number["event"]?.string.flatMap { events.contains($0) ? $0 : nil },
          places: [number["place"]?.string].compactMap { $0 }, source: number["source"]?.string)
      }
    }
  }

  private static func figures(_ record: JSONValue) -> [Said] {
    var names: [String: String] = [:]
    for entity in record["entities"]?.array ?? [] {
      if let id = entity["id"]?.string { names[id] = entity["name"]?.string }
    }
    return (record["figures"]?.array ?? []).compactMap { figure in
      span(figure).map {
        let place = figure["place"]?["text"]?.string
        return Said(
          span: $0, event: figure["event"]?.string,
          places: [place, place == nil ? nil : figure["place_entity"]?.string.flatMap { names[$0] }]
            .compactMap { $0 },
          source: figure["source_name"]?.string)
      }
    }
  }

  private static func span(_ value: JSONValue) -> Range<Int>? {
    guard let start = value["start"]?.int, let end = value["end"]?.int, start < end else { return nil }
    return start..<end
  }

  private mutating func add(_ wanted: [Said], _ guess: [Said]) {
    var isTaken = [Bool](repeating: false, count: guess.count)
    var open = SpanIndex(guess.map(\.span))
    for said in wanted {
      gold += 1
      // Two spans overlap where each starts before the other ends.
      let index = open.spans(from: said.span.upperBound - 1, to: said.span.lowerBound + 1, limit: 1).first
      if let index {
        isTaken[index] = true
        open.remove(index)
      }
      let hit = index.map { guess[$0] }
      let sameEvent = said.event == hit?.event
      let places = hit?.places ?? []
      let samePlace =
        said.places.isEmpty == places.isEmpty
        && (places.isEmpty || said.places.contains { one in places.contains { Self.areSame(one, $0) } })
      let sameSource = Self.areSame(said.source, hit?.source)
      Self.count(&event, said.event, hit?.event, sameEvent)
      Self.count(&place, said.places.first, places.first, samePlace)
      Self.count(&source, said.source, hit?.source, sameSource)
      guard hit != nil else { continue }
      found += 1
      Self.count(&ofFound.event, said.event, hit?.event, sameEvent)
      Self.count(&ofFound.place, said.places.first, places.first, samePlace)
      Self.count(&ofFound.source, said.source, hit?.source, sameSource)
      if sameEvent && samePlace && sameSource { whole += 1 }
    }
    predicted += guess.count
    for index in guess.indices where !isTaken[index] {
      Self.count(&event, nil, guess[index].event, false)
      Self.count(&place, nil, guess[index].places.first, false)
      Self.count(&source, nil, guess[index].source, false)
    }
  }

  private static func count(_ counts: inout Counts, _ wanted: String?, _ said: String?, _ isSame: Bool) {
    if wanted != nil { counts.gold += 1 }
    if said != nil { counts.predicted += 1 }
    if wanted != nil, said != nil, isSame { counts.right += 1 }
  }

  /// Names of one place or of one source, or both unsaid.
  private static func areSame(_ wanted: String?, _ said: String?) -> Bool {
    switch (wanted, said) {
    case (nil, nil): true
    case (let wanted?, let said?): SpeakerNames.areSame(said, [wanted])
    default: false
    }
  }

  var tables: [ScoreTable] {
    var all = ScoreTable(title: "figures", headings: Counts.headings)
    all.rows = [("event", event.cells), ("place", place.cells), ("source", source.cells)]
    all.rows.append(("together", Counts(gold: gold, predicted: predicted, right: whole).cells))
    var those = ScoreTable(title: "figures whose numbers were found", headings: Counts.headings)
    those.rows = [
      ("event", ofFound.event.cells), ("place", ofFound.place.cells), ("source", ofFound.source.cells),
      ("together", Counts(gold: found, predicted: found, right: whole).cells),
    ]
    return [all, those]
  }
}
