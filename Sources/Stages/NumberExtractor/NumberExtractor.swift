import Isnad
import IsnadArabic

/// Finds numbers, amounts, dates and times, and says what they are worth.
public struct NumberExtractor: Transform {
  public struct Options: StageOptions {
    public var kinds: [NumberKind] = []
    public var region: String?
    public init() {}

    public static var fields: [OptionField<Options>] {
      [
        OptionField("kinds", \.kinds, help: "Kinds to find; without it all are found."),
        OptionField(
          "region", \.region,
          help:
            "The country (ISO 3166, such as EG) whose currency a bare جنيه، ريال، دينار is; without it such a currency is left open."
        ),
      ]
    }
  }

  public static let description = StageDescription(
    name: "number-extractor", summary: "Finds numbers, amounts of money, measures, dates and times.",
    requires: [TokenLayer.name], provides: [NumberLayer.name], examples: NumberExamples.all)

  private let lexicon = NumberLexicon()
  private let phrases = NumberPhrases()
  private let starts: PhraseStarts
  private let currency: CurrencyReader
  private let kinds: Set<NumberMention.Kind>

  public init(options: Options, context: StageContext) throws {
    if let region = options.region, CurrencyCountries.regions[region] == nil {
      throw Diagnostic(
        .invalidOption, "'region' of 'number-extractor' knows no country '\(region)'.", at: context.place,
        suggestion: "It knows \(CurrencyCountries.regions.keys.sorted().joined(separator: ", ")).")
    }
    kinds = Set(options.kinds.map(\.kind))
    let phrases = phrases
    let currency = CurrencyReader(region: options.region)
    self.currency = currency
    starts = PhraseStarts { phrases.starts(with: $0) || currency.starts(with: $0) }
  }

  public func process(_ document: inout Document) throws {
    guard let tokens = document.tokens else { return }
    let scanner = NumberScanner(
      TokenWords(tokens, lexicon, starts), phrases: phrases, currency: currency, text: document.text,
      reference: document.metadata["date"]?.string.flatMap(CivilDate.init(iso:)))
    var numbers = scanner.scan()
    if !kinds.isEmpty { numbers.removeAll { !kinds.contains($0.kind) } }
    for index in numbers.indices { numbers[index].id = index + 1 }
    document[NumberLayer.self] = numbers
  }

  static func by(_ rule: String) -> Provenance { Provenance(stage: description.signature, rule: rule) }
}

/// The kinds as an option.
public struct NumberKind: OptionValue {
  let kind: NumberMention.Kind

  public static var typeName: String { NumberMention.Kind.allCases.map(\.rawValue).joined(separator: " | ") }
  public static var schema: JSONValue {
    .object([.init("enum", .array(NumberMention.Kind.allCases.map { .string($0.rawValue) }))])
  }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> NumberKind {
    let text = try String.decode(node)
    guard let kind = NumberMention.Kind(rawValue: text) else {
      throw OptionError("must be one of \(typeName), not '\(text)'", at: node.place)
    }
    return NumberKind(kind: kind)
  }
  public var yaml: String? { kind.rawValue }
}
