import Isnad
import IsnadDatabase
import SystemPackage

/// A database, to which documents are added.
public struct SQLiteOutput: WriterFormat {
  public struct Options: StageOptions {
    public var path = "-"
    public var identity = DocumentIdentity.id
    public init() {}

    public static var fields: [OptionField<Options>] {
      [
        OptionField(
          "path", \.path,
          help: "The database. It is added to; see identity.", .path()),
        OptionField(
          "identity", \.identity,
          help:
            "What makes two documents the same one, of which the later takes the place of the earlier. id: their id; place: the input and the record, for inputs whose ids are not unique."
        ),
      ]
    }
  }

  public static let format = FormatDescription(
    "sqlite", "the database 'path'", extensions: ["db", "sqlite", "sqlite3"], to: .file)

  private let output: OutputPlace
  private let identity: DocumentIdentity

  public init(options: Options, context: StageContext) throws {
    output = OutputPlace(options.path, context)
    identity = options.identity
    #if !SQLite
      throw Diagnostic(
        .invalidOption, "this command was built without SQLite (the package trait of that name).",
        at: context.place,
        suggestion: "Run the pipeline with the plain 'isnad', or write jsonl.")
    #endif
  }

  public func encode(_ document: Document) -> DocumentTables {
    DocumentTables(document, offsets: .codepoint, isForDatabase: true)
  }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<DocumentTables> {
    #if SQLite
      try output.opening { try DatabaseSession(try output.named(), identity: identity) }
    #else
      throw Diagnostic(.unwritable, "this command was built without SQLite.")
    #endif
  }

  public var outputs: [OutputFile] {
    output.path.map { [OutputFile($0, at: output.place, working: ["-wal", "-shm", "-journal"])] } ?? []
  }
  public func environmentProblems() -> [Diagnostic] { output.problems }
}
