import Isnad
import SystemPackage

/// Flags documents and quotes that mention what is on a list, and counts at the end who spoke of what.
public struct Watchlist: StatefulTransform {
  public struct Options: StageOptions {
    public var terms: [String] = []
    public var file: String?
    public var only = false
    public init() {}

    public static var fields: [OptionField<Options>] {
      [
        OptionField("terms", \.terms, help: "Names and words to look for."),
        OptionField(
          "file", \.file,
          help: "A list of them: one a line, with a category behind a tab if you like; # begins a note."),
        OptionField("only", \.only, help: "Documents that mention nothing of the list are left out."),
      ]
    }
  }

  public static let description = StageDescription(
    name: "watchlist", summary: "Flags what mentions people, organisations or terms of a list.",
    requires: [TokenLayer.name], uses: [QuoteLayer.name], provides: [AlertLayer.name],
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

  /// Documents by term, and mentions by speaker and term.
  public struct State: Sendable, Codable {
    var documents = 0
    var flagged = 0
    var byTerm: [String: Int] = [:]
    var bySpeaker: [String: [String: Int]] = [:]
  }

  /// Lines of the summary for each of its two parts, at the most.
  private static let longest = 10

  private let terms: WatchTerms
  private let only: Bool

  public init(options: Options, context: StageContext) throws {
    var terms = WatchTerms()
    for term in options.terms { terms.add(WatchTerms.Term(text: term, category: nil)) }
    if let file = options.file { terms.add(list: try Self.read(context.resolve(file), context)) }
    self.terms = terms
    only = options.only
  }

  private static func read(_ path: FilePath, _ context: StageContext) throws -> String {
    do {
      let file = try FileDescriptor.open(path, .readOnly)
      defer { try? file.close() }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while bytes.count <= context.maxDocumentBytes {
        let got = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
        if got == 0 { break }
        bytes += chunk[..<got]
      }
      return String(decoding: bytes, as: UTF8.self)
    } catch let error as Errno {
      throw Diagnostic(.unreadable, "the list '\(path)' can't be read: \(error).", at: context.place)
    }
  }

  public func makeState() -> State { State() }

  public func process(_ document: inout Document, state: inout State) throws {
    guard let tokens = document.tokens else { return }
    let quotes = document.quotes ?? []
    var alerts: [Alert] = []
    terms.matches(in: tokens) { term, span in
      // The innermost quote begins last.
      let quote = quotes.last { $0.span.contains(span) }
      alerts.append(
        Alert(
          span: span, term: term.text, category: term.category, quote: quote?.id, speaker: quote?.speakerName)
      )
    }
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
