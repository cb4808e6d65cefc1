import Isnad

/// Keeps a share of the documents. Which ones, their ids alone decide: the choice is the same in any
/// order, with any number of workers, and in the next run.
public struct SampleStage: Transform {
  public struct Options: StageOptions {
    @StageOption("share", help: "How many go on: 0.05, or 5%.", required: true)
    public var share = Share(1)

    @StageOption("seed", help: "Another number is another choice.")
    public var seed = 0

    public init() {}
  }

  public static let description = StageDescription(
    name: "sample", content: StageContent.selection,
    summary: "Keeps a share of the documents, always the same ones.",
    examples: [
      StageExample("All", text: "نص", options: "share: 100%"),
      StageExample("None", text: "نص", options: "share: 0", filtered: "sample"),
    ])

  /// Up to which fingerprint documents go on.
  private let limit: Double
  private let seed: UInt64
  private let reason: String

  public init(options: Options, context: StageContext) {
    limit = options.share.value * Double(UInt64.max)
    seed = Fingerprint.of(String(options.seed))
    reason = context.id
  }

  public func process(_ document: inout Document) {
    let draw = Fingerprint.finish(Fingerprint.joined(seed, Fingerprint.of(document.id)))
    if Double(draw) >= limit { document.filter(reason: reason) }
  }
}

/// A share from 0 to 1, or in per cent.
public struct Share: OptionValue, Hashable {
  public let value: Double

  public init(_ value: Double) { self.value = value }

  public static var typeName: String { "number from 0 to 1, or a percentage such as 5%" }
  public static var schema: JSONValue {
    .object([
      .init(
        "anyOf",
        .array([
          .object([
            .init("type", .string("number")), .init("minimum", .integer(0)), .init("maximum", .integer(1)),
          ]),
          .object([.init("type", .string("string")), .init("pattern", .string("^[0-9]+(\\.[0-9]+)?%$"))]),
        ]))
    ])
  }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> Share {
    let text = node.scalar?.text ?? ""
    let number = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
    guard let number, (0...1).contains(number) else {
      throw OptionError(
        "must be a number from 0 to 1 or a percentage such as 5%, not '\(text)'", at: node.place)
    }
    return Share(number)
  }

  public var yaml: String? { String(value) }
}
