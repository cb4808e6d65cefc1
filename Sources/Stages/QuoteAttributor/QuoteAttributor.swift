import Isnad
import IsnadArabic

/// Finds what people said, and who said it.
public struct QuoteAttributor: Transform {
  public struct Options: StageOptions {
    @StageOption("kinds", help: "Kinds to find; without it all.")
    public var kinds: [QuoteKind] = []

    @StageOption(
      "cues",
      help:
        "Files with reporting words of your own: a line has a word, a tab, and past, present, participle, nominal or particle.",
      .path())
    public var cues: [String] = []

    @StageOption(
      "model",
      help:
        "Who speaks, as learnt from annotated articles: news is built in; else a file that 'make quotes-model' has made.",
      .path(or: ["news"]))
    public var model = "news"

    @StageOption("min-confidence", help: "Quotes that are less certain are left out.", in: 0...1)
    public var minConfidence = 0.0

    public init() {}
  }

  public static let description = StageDescription(
    name: "quote-attributor", content: StageContent.quoteAttributor,
    summary: "Finds who said what: cue, content, speaker, resolved to a name.",
    requires: [TokenLayer.name, SentenceLayer.name], uses: [EntityLayer.name], provides: [QuoteLayer.name],
    examples: QuoteExamples.all, rules: QuoteRule.texts)

  /// What made its annotations.
  static let signature = description.signature

  let lexicon: SpeechLexicon
  let names: NameLexicon
  private let model: QuoteModel
  private let kinds: Set<Quote.Kind>
  private let minConfidence: Double

  public init(options: Options, context: StageContext) throws {
    var lexicon = try SpeechLexicon.of(context)
    for path in options.cues { try CueFile(context.resolve(path), context).add(to: &lexicon) }
    self.lexicon = lexicon
    names = try NameLexicon.embedded.get()
    model = try QuoteModel.named(options.model, context)
    kinds = Set(options.kinds.map(\.kind))
    minConfidence = options.minConfidence
  }

  public func process(_ document: inout Document) throws {
    guard let tokens = document.tokens, let sentences = document.sentences else { return }
    let speech = SpeechTokens(tokens, lexicon, names, document.entities ?? [], sentences)
    let drafts = try QuoteScanner(speech, sentences: sentences).scan()
    var quotes = SpeakerResolver(speech, text: document.text, model).quotes(from: drafts)
    if !kinds.isEmpty || minConfidence > 0 {
      quotes.removeAll { !kinds.isEmpty && !kinds.contains($0.kind) || $0.confidence < minConfidence }
    }
    document[QuoteLayer.self] = quotes
  }
}

/// The kinds as an option.
public struct QuoteKind: OptionValue {
  let kind: Quote.Kind

  public static var typeName: String { Quote.Kind.allCases.map(\.rawValue).joined(separator: " | ") }
  public static var schema: JSONValue {
    .object([.init("enum", .array(Quote.Kind.allCases.map { .string($0.rawValue) }))])
  }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> QuoteKind {
    let text = try String.decode(node)
    guard let kind = Quote.Kind(rawValue: text) else {
      throw OptionError("must be one of \(typeName), not '\(text)'", at: node.place)
    }
    return QuoteKind(kind: kind)
  }
  public var yaml: String? { kind.rawValue }
}
