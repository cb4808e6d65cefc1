import Isnad

/// CoNLL-2003: a piece of a token a line, with its tag in the fourth column.
public struct CoNLLOutput: WriterFormat {
  public static let format = FormatDescription(
    "conll", "names for training, as CoNLL-2003 has them", to: .stream)

  public static func layers(_ options: StreamOptions) -> StageLayers { TrainingTokens.layers }

  private let output: OutputPlace

  public init(options: StreamOptions, context: StageContext) { output = OutputPlace(options.path, context) }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<[UInt8]> {
    try output.opening { try FileSession(output.path, opening, isColoured: false) }
  }

  public var outputs: [OutputFile] { output.files }
  public func environmentProblems() -> [Diagnostic] { output.problems }

  public func encode(_ document: Document) -> [UInt8] {
    let tokens = TrainingTokens(document)
    var out = Array("-DOCSTART- -X- O O\n\n".utf8)
    for sentence in tokens.sentences where !sentence.isEmpty {
      for piece in sentence {
        out += document.text.bytes[piece.span.range]
        out += Array(" -X- O \(tokens.bio(piece))\n".utf8)
      }
      out.append(UInt8(ascii: "\n"))
    }
    return out
  }
}
