import Isnad
import IsnadHTTP
import Logging
import SystemPackage

/// A request for each document to a server.
public struct WebhookOutput: WriterFormat {
  public struct Options: StageOptions {
    @StageOption(
      "url", help: "Where each document is posted to. What is not taken is tried again, each time later.")
    public var url = ""

    @StageOption(
      "secret",
      help:
        "Signs each request: X-Isnad-Signature-256 is sha256= and the HMAC of its body in hexadecimal.",
      .secret)
    public var secret = ""

    @StageOption(
      "body",
      help:
        "The JSON to post, in which {id}, {title}, {url}, {date}, {outlet} and {text} stand for what the document has, such as '{\"text\": \"{title}\"}'; without it the document as in jsonl."
    )
    public var body = ""

    @StageOption(
      "undelivered",
      help:
        "A file for what the server refuses or does not take at last, a line each; without it such a document ends the run.",
      .path())
    public var undelivered = ""

    public init() {}

    public func validate() throws(InvalidOption) {
      guard WebAddress.isOne(url) else {
        throw InvalidOption("url", "must be a URL of http or https for webhook")
      }
    }
  }

  public static let format = FormatDescription("webhook", "a request for each document, to the server 'url'")

  private let url: String
  private let secret: String
  /// Nil for the document as in jsonl.
  private let message: MessageTemplate?
  /// The file for what was not taken.
  private let undelivered: FilePath?
  private let place: Diagnostic.Place?
  private let logger: Logger

  public init(options: Options, context: StageContext) throws {
    try Self.requireHTTP(context)
    url = options.url
    secret = options.secret
    message = options.body.isEmpty ? nil : MessageTemplate(options.body)
    undelivered = options.undelivered.isEmpty ? nil : context.resolve(options.undelivered)
    place = context.place
    logger = context.logger
  }

  /// - Throws: a ``Diagnostic`` in a command that was built without HTTP.
  private static func requireHTTP(_ context: StageContext) throws {
    #if !HTTP
      throw Diagnostic(
        .invalidOption, "this command was built without HTTP (the package trait of that name).",
        at: context.place, suggestion: "Build the command from its sources (make build), or write jsonl.")
    #endif
  }

  public func encode(_ document: Document) -> [UInt8] {
    if let message { return Array(message.text(document).utf8) }
    return JSONLinesEncoder().encode(document)
  }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<[UInt8]> {
    #if HTTP
      do {
        let settings = WebhookSettings(url: url, secret: secret, undelivered: undelivered)
        return try WebhookSession(settings, opening, logger: logger)
      } catch var problem as Diagnostic {
        problem.place = place
        throw problem
      }
    #else
      throw Diagnostic(.unwritable, "this command was built without HTTP.")
    #endif
  }

  public var outputs: [OutputFile] { undelivered.map { [OutputFile($0, at: place, working: [])] } ?? [] }
}
