import Isnad
import IsnadArabic

/// Joins numbers with what they are numbers of, where, when, and on whose word.
public struct FigureLinker: Transform {
  public struct Options: StageOptions {
    @StageOption("events", help: "Events to keep; without it all figures, those of no event too.")
    public var events: [FigureEvent] = []

    @StageOption("named", help: "Leaves out figures whose event the text does not say.")
    public var named = false

    public init() {}
  }

  public static let description = StageDescription(
    name: "figure-linker", content: StageContent.figureLinker,
    summary:
      "Says of every number that counts or measures what it is a number of, where, when, and on whose word.",
    requires: [TokenLayer.name, SentenceLayer.name, NumberLayer.name],
    uses: [EntityLayer.name, QuoteLayer.name], provides: [FigureLayer.name],
    examples: FigureExamples.all, rules: FigureRule.all)

  /// What made its annotations.
  static let signature = description.signature

  let lexicon: WordLexicon
  private let language: Language
  private let words: FigureWords
  private let sources: SourceWords
  private let events: Set<Figure.Event>
  private let isNamed: Bool

  public init(options: Options, context: StageContext) throws {
    lexicon = try EventLexicon.of(context)
    language = try Language.of(context)
    words = FigureWords(language)
    sources = SourceWords(language)
    events = Set(options.events.map(\.event))
    isNamed = options.named || !events.isEmpty
  }

  public func process(_ document: inout Document) throws {
    guard let tokens = document.tokens, let sentences = document.sentences, let numbers = document.numbers
    else { return }
    let text = FigureText(
      document.text, tokens, sentences, numbers, entities: document.entities ?? [],
      quotes: document.quotes ?? [], lexicon, language, words)
    var figures = text.isEmpty ? [] : FigureScanner(text, sources).scan()
    if isNamed {
      figures.removeAll { figure in figure.event.map { !events.isEmpty && !events.contains($0) } ?? true }
      let kept = Set(figures.map(\.id))
      for index in figures.indices {
        if let whole = figures[index].partOf, !kept.contains(whole) { figures[index].partOf = nil }
      }
    }
    document[FigureLayer.self] = figures
  }
}

/// An event as an option.
public struct FigureEvent: OptionValue {
  let event: Figure.Event

  public static var typeName: String { Figure.Event.allCases.map(\.rawValue).joined(separator: " | ") }
  public static var schema: JSONValue {
    .object([.init("enum", .array(Figure.Event.allCases.map { .string($0.rawValue) }))])
  }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> FigureEvent {
    let text = try String.decode(node)
    guard let event = Figure.Event(rawValue: text) else {
      throw OptionError("must be one of \(typeName), not '\(text)'", at: node.place)
    }
    return FigureEvent(event: event)
  }
  public var yaml: String? { event.rawValue }
}
