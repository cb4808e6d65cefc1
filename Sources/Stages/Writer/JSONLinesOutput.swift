import Isnad

/// A document a line.
public struct JSONLinesOutput: WriterFormat {
  public struct Options: StageOptions {
    public var path = "-"
    public var offsets = OffsetUnit.codepoint
    public var layers: [String] = []
    public init() {}

    public static var fields: [OptionField<Options>] {
      [
        OptionField("path", \.path, help: OutputHelp.stream, .path()),
        OptionField("offsets", \.offsets, help: "The unit of offsets."),
        OptionField(
          "layers", \.layers, help: "Layers to write; without it all but tokens and normalized are written."),
      ]
    }
  }

  public static let format = FormatDescription(
    "jsonl", "a document a line", extensions: ["jsonl", "ndjson"], to: .stream)

  public static func layers(_ options: Options) -> StageLayers {
    StageLayers(uses: options.layers.isEmpty ? [StageDescription.everyLayer] : options.layers)
  }

  private let output: OutputPlace
  private let encoder: JSONLinesEncoder

  public init(options: Options, context: StageContext) {
    output = OutputPlace(options.path, context)
    encoder = JSONLinesEncoder(offsets: options.offsets, layers: options.layers)
  }

  public func encode(_ document: Document) -> [UInt8] { encoder.encode(document) }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<[UInt8]> {
    try output.opening { try FileSession(output.path, opening, isColoured: false) }
  }

  public var outputs: [OutputFile] { output.files }
  public func environmentProblems() -> [Diagnostic] { output.problems }
}
