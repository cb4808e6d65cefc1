import Isnad
import SystemPackage

/// A form whose file has something around and between its documents.
protocol FramedFormat: WriterFormat where Encoded == [UInt8] {
  var output: OutputPlace { get }
  var frame: FileFrame { get }
}

extension FramedFormat {
  public func open(_ opening: OutputOpening) throws -> any WriterSession<[UInt8]> {
    try output.opening { try FramedSession(try output.named(), opening, frame) }
  }

  public var outputs: [OutputFile] { output.files }
  public func environmentProblems() -> [Diagnostic] { output.problems }
}
