import Isnad
import IsnadDatabase
import IsnadHTTP
import Logging
import SystemPackage

/// Documents in an index of OpenSearch or Elasticsearch, by their bulk API.
public struct OpenSearchOutput: WriterFormat {
  public struct Options: StageOptions {
    @StageOption(
      "url",
      help:
        "The server, such as https://search.example:9200. What it can't take now is tried again, each time later."
    )
    public var url = ""

    @StageOption("index", help: "The index, or an alias of it.")
    public var index = ""

    @StageOption("user", help: "Who writes, with 'password'.")
    public var user = ""

    @StageOption("password", help: "The user's password.", .secret)
    public var password = ""

    @StageOption("api-key", help: "A key in place of user and password.", .secret)
    public var apiKey = ""

    @StageOption(
      "batch-bytes", help: "Bytes of one request at the most, before they are compressed.",
      in: 1 << 10...64 << 20)
    public var batchBytes = 4 << 20

    @StageOption(
      "undelivered",
      help:
        "A file for documents that the server refuses or does not take at last, a line each; without it such a document ends the run.",
      .path())
    public var undelivered = ""

    @StageOption("identity", help: IdentityHelp.text)
    public var identity = DocumentIdentity.id

    public init() {}

    public func validate() throws(InvalidOption) {
      guard WebAddress.isOne(url), !url.contains("?") else {
        throw InvalidOption(
          "url", "must be a URL of http or https for opensearch, such as https://search.example:9200")
      }
      guard Self.isIndex(index) else {
        throw InvalidOption(
          "index", "must be a name in small letters for opensearch",
          suggestion: "Letters, figures, - and _, with a letter first, such as news-2024")
      }
      if password.isEmpty != user.isEmpty { throw InvalidOption("user", "and 'password' go together") }
      if !apiKey.isEmpty, !user.isEmpty { throw InvalidOption("api-key", "is in place of 'user'") }
      for (name, value) in [("user", user), ("password", password), ("api-key", apiKey)]
      where value.utf8.contains(where: { $0 < 0x20 }) {
        throw InvalidOption(name, "can't have a line break or another control character")
      }
      if user.contains(":") { throw InvalidOption("user", "can't have a colon") }
    }

    private static func isIndex(_ name: String) -> Bool {
      guard let first = name.utf8.first, (1...255).contains(name.utf8.count),
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= first || UInt8(ascii: "0")...UInt8(ascii: "9") ~= first
      else { return false }
      return name.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
      }
    }
  }

  public static let format = FormatDescription("opensearch", "the index 'index' of the server 'url'")

  private let settings: OpenSearchSettings
  private let identity: DocumentIdentity
  private let place: Diagnostic.Place?
  private let logger: Logger

  public init(options: Options, context: StageContext) throws {
    #if !HTTP
      throw Diagnostic(
        .invalidOption, "this command was built without HTTP (the package trait of that name).",
        at: context.place, suggestion: "Build the command from its sources (make build), or write jsonl.")
    #endif
    settings = OpenSearchSettings(options, context)
    identity = options.identity
    place = context.place
    logger = context.logger
  }

  /// What the index gets for a document: its id there, and the document as in jsonl.
  public struct Item: Sendable {
    let id: String
    /// Without a line break behind it.
    let source: [UInt8]
  }

  public func encode(_ document: Document) -> Item {
    let name = identity == .id ? document.id : document.source.place
    return Item(id: Self.id(name), source: Array(JSONLinesEncoder().encode(document).dropLast()))
  }

  /// The server takes ids of so many bytes; of a longer one the rest is a fingerprint of all of it.
  static func id(_ name: String) -> String {
    guard name.utf8.count > 512 else { return name }
    var short = Substring(name)
    while short.utf8.count > 480 { short = short.dropLast(max(1, (short.utf8.count - 480) / 4)) }
    return "\(short)~\(String(Fingerprint.of(name), radix: 16))"
  }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<Item> {
    #if HTTP
      do {
        return try OpenSearchSession(settings, opening, logger: logger)
      } catch var problem as Diagnostic {
        problem.place = place
        throw problem
      }
    #else
      throw Diagnostic(.unwritable, "this command was built without HTTP.")
    #endif
  }

  public var outputs: [OutputFile] {
    settings.undelivered.map { [OutputFile($0, at: place, working: [])] } ?? []
  }
}

/// Where and how documents go to an index.
struct OpenSearchSettings: Sendable {
  /// The bulk API of the index.
  let url: String
  /// For messages.
  let name: String
  /// The header `Authorization`, or nothing.
  let authorization: String?
  let batchBytes: Int
  let undelivered: FilePath?
  /// How often a document is tried.
  var tries = 8
  var timeout = Duration.seconds(60)
  /// The first pause between two tries, in seconds, and the longest.
  var pauses = (first: 0.5, longest: 60.0)

  init(_ options: OpenSearchOutput.Options, _ context: StageContext) {
    var server = options.url
    while server.hasSuffix("/") { server.removeLast() }
    // Of the answer only what says what became of each document.
    url =
      "\(server)/\(options.index)/_bulk?filter_path=errors,items.index.status,items.index.error.type,items.index.error.reason"
    name = "\(server)/\(options.index)"
    if !options.apiKey.isEmpty {
      authorization = "ApiKey \(options.apiKey)"
    } else if !options.user.isEmpty {
      authorization = "Basic \(Base64.encoded(Array("\(options.user):\(options.password)".utf8)))"
    } else {
      authorization = nil
    }
    batchBytes = options.batchBytes
    undelivered = options.undelivered.isEmpty ? nil : context.resolve(options.undelivered)
  }
}
