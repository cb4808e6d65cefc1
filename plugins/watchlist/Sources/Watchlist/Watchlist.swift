import Isnad
import SystemPackage

/// Flags documents and quotes that mention what is on a list, and counts at the end who spoke of what.
public struct Watchlist: StatefulTransform {
  /// Whether a story that many outlets tell is told of again.
  public enum Story: String, OptionChoice {
    case each, once
  }

  public struct Options: StageOptions {
    @StageOption("terms", help: "Names and words to look for.")
    public var terms: [String] = []

    @StageOption(
      "file",
      help:
        "A list of them: one a line, with a category and a kind behind tabs if you like; # begins a note. In a file of YAML (.yaml) an entry may have conditions.",
      .path())
    public var file: String? = nil

    @StageOption("only", help: "Documents that mention nothing of the list are left out.")
    public var only = false

    @StageOption(
      "story",
      help:
        "once: of articles that tell one story, the first alone is told of for each entry of the list; 'deduplicate' with action: mark before it says which tell one."
    )
    public var story = Story.each

    public init() {}
  }

  public static let description = StageDescription(
    name: "watchlist", summary: "Flags what mentions people, organisations or terms of a list.",
    requires: [TokenLayer.name], uses: [EntityLayer.name, QuoteLayer.name, FigureLayer.name],
    provides: [AlertLayer.name],
    examples: [
      StageExample(
        "Whatever the spelling", text: "وصل الوفد إلى الامارات، وللإمارات موقف.",
        options: "terms: [الإمارات]",
        expect: [
          ExpectedAnnotation(AlertLayer.name, "الامارات", ["term": "الإمارات"]),
          ExpectedAnnotation(AlertLayer.name, "لإمارات", ["term": "الإمارات"]),
        ]),
      StageExample(
        "Several words", text: "زار وزير الخارجية وزارة العدل.",
        options: "terms: [وزارة العدل, العدل والمساواة]",
        expect: [ExpectedAnnotation(AlertLayer.name, "وزارة العدل", ["term": "وزارة العدل"])]),
      StageExample(
        "Nothing of it", text: "الطقس جميل.", options: "terms: [الإمارات]", nothingIn: [AlertLayer.name]),
    ])

  /// Documents by term, mentions by speaker and term, and which stories were told of.
  public struct State: Sendable, Codable {
    var documents = 0
    var flagged = 0
    var byTerm: [String: Int] = [:]
    var bySpeaker: [String: [String: Int]] = [:]
    /// Fingerprints of a story and an entry, the latest last.
    var told: OrderedSet<UInt64>?
  }

  /// Lines of the summary for each of its two parts, at the most.
  private static let longest = 10
  /// Stories that are remembered, and how many of the oldest go at once.
  private static let mostTold = 50_000
  private static let forgotten = 5_000

  private let list: [Watched]
  /// Of the entries that are terms, by their places in the list.
  private let terms: WatchTerms
  /// What must stand beside an entry, by its place in the list.
  private let about: [Int: WatchTerms]
  private let only: Bool
  private let story: Story

  public init(options: Options, context: StageContext) throws {
    var list = options.terms.map { Watched(term: $0) }
    if let file = options.file {
      let path = context.resolve(file)
      let isYAML = ["yaml", "yml"].contains(path.extension ?? "")
      list += try WatchedFile.read(try Self.read(path, context), file: path.string, isYAML: isYAML)
    }
    var terms = WatchTerms()
    var about: [Int: WatchTerms] = [:]
    for (place, watched) in list.enumerated() {
      if let term = watched.term { _ = terms.add(term, place) }
      if let words = watched.about {
        var own = WatchTerms()
        if own.add(words, place) { about[place] = own }
      }
    }
    self.list = list
    self.terms = terms
    self.about = about
    only = options.only
    story = options.story
  }

  private static func read(_ path: FilePath, _ context: StageContext) throws -> String {
    do {
      return String(decoding: try WholeFile.read(path, limit: context.maxDocumentBytes), as: UTF8.self)
    } catch {
      throw Diagnostic(.unreadable, "the list '\(path)' can't be read: \(error).", at: context.place)
    }
  }

  public func makeState() -> State { State() }

  public func process(_ document: inout Document, state: inout State) throws {
    guard let tokens = document.tokens else { return }
    var alerts = found(in: document, tokens)
    if story == .once { alerts = untold(alerts, document, &state) }
    try provide(alerts.map(\.alert), in: &document, &state)
  }

  /// Alerts in the order of the text, with the entries that they are of.
  private func found(in document: Document, _ tokens: Tokens) -> [(place: Int, alert: Alert)] {
    let quotes = document.quotes ?? []
    var found: [(place: Int, alert: Alert)] = []
    func add(_ place: Int, _ span: TextSpan, in given: Quote? = nil) {
      let watched = list[place]
      // The innermost quote begins last.
      let inner = given ?? quotes.last { $0.span.contains(span) }
      if let speaker = watched.speaker {
        guard let name = inner?.speakerName, speaker.matches(name) else { return }
      }
      if let words = about[place] {
        guard has(words, tokens, within: watched.speaker == nil ? nil : inner?.span) else { return }
      }
      found.append(
        (
          place,
          Alert(
            span: span, term: watched.name, category: watched.category, quote: inner?.id,
            speaker: inner?.speakerName)
        ))
    }
    if !terms.isEmpty { terms.matches(in: tokens) { place, span in add(place, span) } }
    for (place, watched) in list.enumerated() where watched.term == nil {
      if let person = watched.person {
        for entity in document.entities ?? [] where entity.label == .person && person.matches(entity.name) {
          add(place, entity.span)
        }
      } else if let above = watched.above {
        for figure in document.figures ?? [] where above.matches(figure) { add(place, figure.span) }
      } else {
        for quote in quotes { add(place, quote.span, in: quote) }
      }
    }
    return found.sorted { ($0.alert.span.start, $0.place) < ($1.alert.span.start, $1.place) }
  }

  /// Whether words stand in a part of the text, or anywhere in it.
  private func has(_ words: WatchTerms, _ tokens: Tokens, within part: TextSpan?) -> Bool {
    var isThere = false
    words.matches(in: tokens) { _, span in
      if part?.contains(span) ?? true { isThere = true }
    }
    return isThere
  }

  /// Those of entries for which this story was not told of before; `deduplicate` has said which story it is.
  private func untold(
    _ alerts: [(place: Int, alert: Alert)], _ document: Document, _ state: inout State
  ) -> [(place: Int, alert: Alert)] {
    let story = Fingerprint.of(document.metadata["duplicate_of"]?.string ?? document.id)
    var told = state.told ?? []
    state.told = nil
    defer { state.told = told }
    let keys = Set(alerts.map { Fingerprint.joined(story, Fingerprint.of($0.alert.term)) }).subtracting(told)
    let new = alerts.filter { keys.contains(Fingerprint.joined(story, Fingerprint.of($0.alert.term))) }
    told.formUnion(keys.sorted())
    if told.count > Self.mostTold { told.removeFirst(Self.forgotten) }
    return new
  }

  private func provide(_ alerts: [Alert], in document: inout Document, _ state: inout State) throws {
    document[AlertLayer.self] = alerts
    state.documents += 1
    if alerts.isEmpty {
      if only { document.filter(reason: "nothing of the watchlist") }
      return
    }
    let found = Set(alerts.map(\.term))
    document.metadata["watchlist"] = .array(found.sorted().map { .string($0) })
    state.flagged += 1
    for term in found { state.byTerm[term, default: 0] += 1 }
    for alert in alerts {
      if let speaker = alert.speaker { state.bySpeaker[speaker, default: [:]][alert.term, default: 0] += 1 }
    }
  }

  public func summary(of state: State) -> String? {
    var lines = ["watchlist: \(state.flagged) of \(state.documents) documents mention something of the list."]
    for (term, count) in Self.largest(state.byTerm) {
      lines.append("  \(term): \(count) \(count == 1 ? "document" : "documents")")
    }
    let totals = state.bySpeaker.mapValues { $0.values.reduce(0, +) }
    if !totals.isEmpty { lines.append("  Who spoke of it:") }
    for (speaker, _) in Self.largest(totals) {
      let terms = Self.largest(state.bySpeaker[speaker] ?? [:]).map { "\($0.key) ×\($0.value)" }
      lines.append("    \(speaker): \(terms.joined(separator: " · "))")
    }
    return lines.joined(separator: "\n")
  }

  private static func largest(_ counts: [String: Int]) -> ArraySlice<(key: String, value: Int)> {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(longest)
  }
}
