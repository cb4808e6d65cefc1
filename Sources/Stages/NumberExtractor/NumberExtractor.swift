import Isnad
import IsnadArabic

/// Finds numbers, amounts, dates and times, and says what they are worth.
public struct NumberExtractor: Transform {
  public struct Options: StageOptions {
    @StageOption("kinds", help: "Kinds to find; without it all are found.")
    public var kinds: [NumberKind] = []

    @StageOption(
      "region",
      help:
        "The country (ISO 3166, such as EG) whose currency a bare جنيه، ريال، دينار is, whose weekend is meant and, for US, who writes the month first. A document's metadata.country goes before it."
    )
    public var region: String? = nil

    @StageOption(
      "date", help: "The day (2024-05-31) from which أمس is told where a document has no metadata.date.")
    public var date: String? = nil

    @StageOption(
      "time-zone",
      help:
        "The offset (+03:00, Z) of the clock by which a document was written; a metadata.date with another one is moved to it."
    )
    public var timeZone: String? = nil

    @StageOption(
      "prefer", help: "Where a weekday or a month by itself lies from the document's date: past | future.")
    public var prefer: DatePreference = .past

    public init() {}
  }

  public static let description = StageDescription(
    name: "number-extractor", content: StageContent.numberExtractor,
    summary: "Finds numbers, amounts of money, measures, dates and times.",
    requires: [TokenLayer.name], uses: [EntityLayer.name], provides: [NumberLayer.name],
    examples: NumberExamples.all,
    rules: NumberRule.allCases.map(\.text))

  private let vocabulary: NumberVocabulary
  private let region: String?
  private let kinds: Set<NumberMention.Kind>
  private let date: ReferenceTime?
  private let zone: ZoneOffset?
  private let prefersFuture: Bool
  private let maxNumbers: Int

  public init(options: Options, context: StageContext) throws {
    vocabulary = try NumberVocabulary.of(context)
    if let region = options.region, vocabulary.currencies.regions[region] == nil {
      throw Diagnostic(
        .invalidOption, "'region' of 'number-extractor' knows no country '\(region)'.", at: context.place,
        suggestion: "It knows \(vocabulary.currencies.regions.keys.sorted().joined(separator: ", ")).")
    }
    zone = options.timeZone.flatMap(ZoneOffset.init)
    if let text = options.timeZone, zone == nil {
      throw Diagnostic(
        .invalidOption,
        "'time-zone' of 'number-extractor' must be an offset such as +03:00 or Z, not '\(text)'.",
        at: context.place)
    }
    date = options.date.flatMap { ReferenceTime(iso: $0) }
    if let text = options.date, date == nil {
      throw Diagnostic(
        .invalidOption, "'date' of 'number-extractor' must be a day such as 2024-05-31, not '\(text)'.",
        at: context.place)
    }
    region = options.region
    prefersFuture = options.prefer == .future
    kinds = Set(options.kinds.map(\.kind))
    maxNumbers = context.maxAnnotations
  }

  public func process(_ document: inout Document) throws {
    guard let tokens = document.tokens else { return }
    let country = document.metadata["country"]?.string ?? region
    let scanner = NumberScanner(
      TokenWords(tokens, vocabulary), phrases: vocabulary.phrases,
      currency: country.flatMap { vocabulary.currencies.regions[$0] } ?? vocabulary.currencies.anywhere,
      text: document.text,
      time: document.metadata["date"]?.string.flatMap { ReferenceTime(iso: $0, zone: zone) } ?? date,
      calendar: CalendarHabits(prefersFuture: prefersFuture, region: country),
      names: document.entities ?? [])
    var numbers = try scanner.scan(atMost: maxNumbers)
    if !kinds.isEmpty { numbers.removeAll { !kinds.contains($0.kind) } }
    for index in numbers.indices { numbers[index].id = index + 1 }
    document[NumberLayer.self] = numbers
  }

  private static let signature = description.signature

  static func by(_ rule: NumberRule) -> Provenance { Provenance(stage: signature, rule: rule.name) }
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

/// Where a weekday or a month that stands by itself lies.
public enum DatePreference: String, OptionValue, CaseIterable {
  case past, future

  public static var typeName: String { allCases.map(\.rawValue).joined(separator: " | ") }
  public static var schema: JSONValue {
    .object([.init("enum", .array(allCases.map { .string($0.rawValue) }))])
  }
  public static func decode(_ node: YAMLNode) throws(OptionError) -> DatePreference {
    let text = try String.decode(node)
    guard let value = DatePreference(rawValue: text) else {
      throw OptionError("must be one of \(typeName), not '\(text)'", at: node.place)
    }
    return value
  }
  public var yaml: String? { rawValue }
}
