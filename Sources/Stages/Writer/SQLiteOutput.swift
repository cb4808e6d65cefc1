import Isnad
import IsnadDatabase
import SystemPackage

/// A database, to which documents are added.
public struct SQLiteOutput: WriterFormat {
  public struct Options: StageOptions {
    @StageOption("path", help: "The database. It is added to; see identity.", .path())
    public var path = "-"

    @StageOption("identity", help: IdentityHelp.text)
    public var identity = DocumentIdentity.id

    @StageOption("keep", help: IdentityHelp.keep)
    public var keep: KeptTime? = nil

    @StageOption(
      "authority",
      help:
        "A file of corrections to who is who in the archive, which win: lines of same, different or hidden, a label and the names, with tabs between. Without it those hold that hold in the database.",
      .path())
    public var authority = ""

    public init() {}
  }

  public static let format = FormatDescription(
    "sqlite", "the database 'path'", extensions: ["db", "sqlite", "sqlite3"], to: .file)

  private let output: OutputPlace
  private let identity: DocumentIdentity
  private let keep: KeptTime?
  /// Nil for those that hold in the database.
  private let authority: Authority?

  public init(options: Options, context: StageContext) throws {
    output = OutputPlace(options.path, context)
    identity = options.identity
    keep = options.keep
    authority = options.authority.isEmpty ? nil : try Authority(reading: context.resolve(options.authority))
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
      try output.opening {
        try DatabaseSession(try output.named(), identity: identity, keep: keep, authority: authority)
      }
    #else
      throw Diagnostic(.unwritable, "this command was built without SQLite.")
    #endif
  }

  public var outputs: [OutputFile] {
    output.path.map { [OutputFile($0, at: output.place, working: ["-wal", "-shm", "-journal"])] } ?? []
  }
  public func environmentProblems() -> [Diagnostic] { output.problems }
}
