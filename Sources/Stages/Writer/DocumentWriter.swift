import Isnad
import SystemPackage

/// Writes documents: JSON Lines for machines, a summary for people.
public struct DocumentWriter: Writer, SelectiveStage {
  public enum Format: String, OptionChoice {
    case jsonl, summary
  }

  public struct Options: StageOptions {
    public var format = Format.jsonl
    public var path = "-"
    public var offsets = OffsetUnit.codepoint
    public var layers: [String] = []
    public init() {}

    public static var fields: [OptionField<Options>] {
      [
        OptionField("format", \.format, help: "jsonl: a document a line; summary: for people to read."),
        OptionField(
          "path", \.path,
          help:
            "The file; - is standard output. A file appears under its name when it is complete, until then it is called NAME.part."
        ),
        OptionField("offsets", \.offsets, help: "The unit of offsets."),
        OptionField(
          "layers", \.layers,
          help: "Layers to write; without it all but tokens and normalized are written."),
      ]
    }
  }

  public static let description = StageDescription(
    name: "writer", summary: "Writes documents as JSON Lines, or as a summary for people.",
    uses: [EntityLayer.name, NumberLayer.name, QuoteLayer.name, SentenceLayer.name])

  public static func layers(_ options: Options) -> StageLayers {
    switch options.format {
    case .jsonl: StageLayers(uses: options.layers.isEmpty ? [StageDescription.everyLayer] : options.layers)
    case .summary: StageLayers(uses: description.uses)
    }
  }

  private let options: Options
  private let path: FilePath?
  private let place: Diagnostic.Place?
  private let isColoured: Bool

  public init(options: Options, context: StageContext) {
    self.options = options
    place = context.place
    path = options.path == "-" ? nil : context.resolve(options.path)
    isColoured = options.path == "-" && Terminal.standardOutput.isColoured
  }

  public func encode(_ document: Document) -> [UInt8] {
    switch options.format {
    case .jsonl: JSONLinesEncoder(offsets: options.offsets, layers: options.layers).encode(document)
    case .summary: SummaryEncoder(isColoured: isColoured).encode(document)
    }
  }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<[UInt8]> {
    do {
      return try FileSession(path, opening)
    } catch var problem as Diagnostic {
      problem.place = place
      throw problem
    }
  }

  public func environmentProblems() -> [Diagnostic] {
    path.flatMap { OutputPath.problem($0, at: place) }.map { [$0] } ?? []
  }
}
