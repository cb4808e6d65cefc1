import Isnad
import SystemPackage

/// Where a form writes: what its option `path` says.
struct OutputPlace: Sendable {
  /// Nil for standard output.
  let path: FilePath?
  /// The stage's place in the pipeline.
  let place: Diagnostic.Place?

  init(_ path: String, _ context: StageContext) {
    self.path = path == "-" ? nil : context.resolve(path)
    place = context.place
  }

  /// Where standard output can't be meant.
  func named() throws -> FilePath {
    guard let path else {
      throw Diagnostic(.invalidOption, "standard output is no file.", at: place)
    }
    return path
  }

  /// Opens the output; what is wrong with it is wrong at the stage's place.
  func opening<Session>(_ open: () throws -> Session) throws -> Session {
    do {
      return try open()
    } catch var problem as Diagnostic {
      problem.place = place
      throw problem
    }
  }

  var files: [OutputFile] { path.map { [OutputFile($0, at: place)] } ?? [] }

  /// What prevents a file from being written there.
  var problems: [Diagnostic] { path.flatMap { OutputPath.problem($0, at: place) }.map { [$0] } ?? [] }
}

/// The options of a form that is one file or standard output, and has no others.
public struct StreamOptions: StageOptions {
  @StageOption("path", help: OutputHelp.stream, .path())
  public var path = "-"

  public init() {}
}

/// The options of a form that is one file and has no others.
public struct FileOptions: StageOptions {
  @StageOption("path", help: OutputHelp.file, .path())
  public var path = "-"

  public init() {}
}

/// What the forms say of their option `path`.
enum OutputHelp {
  static let stream =
    "The file; - is standard output. A file appears under its name when it is complete, until then it is called NAME.part; one that ends in .gz or .zst is compressed then."
  static let file =
    "The file. It appears under its name when it is complete, until then it is called NAME.part."
  static let folder =
    "The folder. A file in it appears under its name when it is complete, until then it is called NAME.part."
}
