import Isnad
import SystemPackage

/// A document a line.
public struct JSONLinesOutput: WriterFormat {
  public struct Options: StageOptions {
    @StageOption("path", help: OutputHelp.stream, .path())
    public var path = "-"

    @StageOption("offsets", help: "The unit of offsets.")
    public var offsets = OffsetUnit.codepoint

    @StageOption("layers", help: "Layers to write; without it all but tokens and normalized are written.")
    public var layers: [String] = []

    @StageOption(
      "append",
      help:
        "Adds to the file 'path' what comes, line by line and under its own name, behind what earlier runs have left there."
    )
    public var append = false

    public init() {}

    public func validate() throws(InvalidOption) {
      guard append else { return }
      if path == "-" { throw InvalidOption("append", "is for a file") }
      if Compression(FilePath(path)) != nil {
        throw InvalidOption("append", "is for a file that is not compressed")
      }
    }
  }

  public static let format = FormatDescription(
    "jsonl", "a document a line", extensions: ["jsonl", "ndjson"], to: .stream)

  public static func layers(_ options: Options) -> StageLayers {
    StageLayers(uses: options.layers.isEmpty ? [StageDescription.everyLayer] : options.layers)
  }

  private let output: OutputPlace
  private let encoder: JSONLinesEncoder
  private let isAdded: Bool

  public init(options: Options, context: StageContext) {
    output = OutputPlace(options.path, context)
    encoder = JSONLinesEncoder(offsets: options.offsets, layers: options.layers)
    isAdded = options.append
  }

  public func encode(_ document: Document) -> [UInt8] { encoder.encode(document) }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<[UInt8]> {
    try output.opening {
      if isAdded { return try GrowingSession(try output.named(), opening) }
      return try FileSession(output.path, opening, isColoured: false)
    }
  }

  public var outputs: [OutputFile] {
    isAdded ? output.path.map { [OutputFile($0, at: output.place, working: [])] } ?? [] : output.files
  }
  public func environmentProblems() -> [Diagnostic] { output.problems }
}
