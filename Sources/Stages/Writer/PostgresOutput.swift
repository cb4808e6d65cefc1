import Isnad
import IsnadDatabase
import SystemPackage

/// A PostgreSQL database, to which documents are added.
public struct PostgresOutput: WriterFormat {
  public struct Options: StageOptions {
    @StageOption(
      "database",
      help:
        "The database, as a connection string of libpq such as postgresql://user@host/news; libpq's variables (PGPASSWORD) and its files do their part.",
      .secret)
    public var database = ""

    @StageOption("identity", help: IdentityHelp.text)
    public var identity = DocumentIdentity.id

    @StageOption("keep", help: IdentityHelp.keep)
    public var keep: KeptTime? = nil

    public init() {}

    public func validate() throws(InvalidOption) {
      guard !database.isEmpty else { throw InvalidOption("database", "must be given for postgres") }
    }
  }

  public static let format = FormatDescription("postgres", "the PostgreSQL database 'database'")

  private let options: Options
  private let place: Diagnostic.Place?

  public init(options: Options, context: StageContext) throws {
    self.options = options
    place = context.place
    #if !PostgreSQL
      throw Diagnostic(
        .invalidOption, "this command was built without PostgreSQL (the package trait of that name).",
        at: context.place, suggestion: "Build the command from its sources (make build), or write sqlite.")
    #endif
  }

  public func encode(_ document: Document) -> DocumentTables {
    DocumentTables(document, offsets: .codepoint, isForDatabase: true)
  }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<DocumentTables> {
    #if PostgreSQL
      do {
        return try PostgresSession(
          options.database, opening, identity: options.identity, keep: options.keep)
      } catch var problem as Diagnostic {
        problem.place = place
        throw problem
      }
    #else
      throw Diagnostic(.unwritable, "this command was built without PostgreSQL.")
    #endif
  }
}
