import Isnad

/// For people to read.
public struct SummaryOutput: WriterFormat {
  public static let format = FormatDescription("summary", "for people to read", to: .stream)

  private let output: OutputPlace
  private let encoder: SummaryEncoder

  public init(options: StreamOptions, context: StageContext) {
    output = OutputPlace(options.path, context)
    encoder = SummaryEncoder(isColoured: output.path == nil && Terminal.standardOutput.isColoured)
  }

  public func encode(_ document: Document) -> [UInt8] { encoder.encode(document) }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<[UInt8]> {
    try output.opening { try FileSession(output.path, opening, isColoured: encoder.isColoured) }
  }

  public var outputs: [OutputFile] { output.files }
  public func environmentProblems() -> [Diagnostic] { output.problems }
}
