import Isnad

/// Takes documents out of the run by a condition, and says why.
public struct FilterStage: Transform, SelectiveStage {
  public struct Options: StageOptions {
    @StageOption("keep", help: "The documents that go on; all others are taken out.")
    public var keep: Condition? = nil

    @StageOption("drop", help: "The documents that are taken out.")
    public var drop: Condition? = nil

    @StageOption("reason", help: "Under which word the run's report counts them; the stage's id without it.")
    public var reason: String? = nil

    public init() {}
  }

  public static let description = StageDescription(
    name: "filter", content: StageContent.selection,
    summary: "Takes documents out by a condition.",
    examples: [
      StageExample(
        "Too short to be an article", text: "عاجل: زلزال في طوكيو",
        options: "drop: { count.tokens: { below: 10 } }",
        filtered: "filter"),
      StageExample(
        "Of one outlet only", text: "نص", metadata: ["outlet": .string("sana")],
        options: "{ keep: { metadata.outlet: [wafa, petra] }, reason: other-outlet }",
        filtered: "other-outlet"),
      StageExample(
        "What the condition is for goes on", text: "ارتفع سعر النفط",
        options: "keep: { text: { contains: النفط } }"),
    ])

  public static func layers(_ options: Options) -> StageLayers {
    StageLayers(requires: [options.keep, options.drop].flatMap { $0?.countedLayers ?? [] })
  }

  private let drops: Condition
  private let reason: String

  public init(options: Options, context: StageContext) throws {
    switch (options.keep, options.drop) {
    case (let keep?, nil): drops = .not(keep)
    case (nil, let drop?): drops = drop
    default:
      throw Diagnostic(
        .missingOption, "'filter' needs either 'keep' or 'drop'.", at: context.place,
        suggestion: "For example: keep: { metadata.language: ar }")
    }
    reason = options.reason ?? context.id
  }

  public func process(_ document: inout Document) {
    if drops.holds(for: document) { document.filter(reason: reason) }
  }
}
