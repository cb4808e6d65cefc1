import Isnad
import IsnadHTTP
import SystemPackage

/// Reads articles: texts, JSON, tables, web pages, feeds, web archives, databases.
public struct ArticleReader: Reader {
  /// What becomes of a run some of whose inputs are not there.
  public enum OnMissing: String, OptionChoice {
    case report, skip
  }

  /// Where the article of a feed's entry is taken from.
  public enum Articles: String, OptionChoice {
    case feed, follow
  }

  /// When a feed is asked that could not be read in an earlier run.
  public enum AskFailed: String, OptionChoice {
    case whenDue = "when-due"
    case atOnce = "at-once"
  }

  public struct Options: StageOptions {
    @StageOption(
      "paths",
      help:
        "Files, folders (searched for what 'format' lists) and patterns (*, ?, [a-z], **); - is standard input. gzip and zstd are read as what is in them. A path may be a URL of http or https.",
      .path())
    public var paths: [String] = []

    @StageOption(
      "format",
      help:
        "feeds: entries of the feeds that 'urls' and 'opml' name, fetched from their servers; piped: several inputs that come through standard input, each with its name (what isnad run --worker reads). auto goes by the extension, and by the content where that says nothing; standard input is what its content shows, such as JSON Lines or a page, and otherwise one text.",
      .form(or: InputFormat.words))
    public var format = InputFormat.auto

    @StageOption(
      "fields",
      help:
        "Which members of JSON or columns of a table are the text, the id and metadata, such as { text: content.body, title: headline }; several for one are joined by an empty line, and { text: { html: body } } takes the text out of HTML. Common names are known."
    )
    public var fields = FieldMap()

    @StageOption(
      "records",
      help:
        "Where the list of articles stands in a JSON file, such as data.articles; without it the file is the list."
    )
    public var records = ""

    @StageOption(
      "query", help: "For sqlite: the SELECT whose rows are articles; its columns are named as 'fields' says."
    )
    public var query = ""

    @StageOption(
      "encoding",
      help:
        "How the inputs' letters are written. auto recognises UTF-8, UTF-16, windows-1256 and ISO-8859-6; offsets are those of the converted text."
    )
    public var encoding = TextEncoding.auto

    @StageOption(
      "on-missing",
      help:
        "What becomes of inputs that are not there, and of what a folder holds and nobody may read: report names each, and the run ends with 1; skip goes on without them."
    )
    public var onMissing = OnMissing.report

    @StageOption(
      "split",
      help:
        "For text: the lines that part several articles in one file. dashes: lines of three or more dashes, strokes, stars or equal signs; else a pattern of a whole line (*, ?), such as '*** *'."
    )
    public var split = LineSplit()

    @StageOption(
      "date-order",
      help:
        "Which of the figures in a date such as 12/03/2025 is the day: day-first or month-first. Where it is unknown, such a date stays as it is, and the document's errors say so."
    )
    public var dateOrder = DateOrder.unknown

    @StageOption(
      "follow",
      help:
        "Reads on, in a run whose mode is continuous: files that are new in folders, and what is added to files of JSON Lines, or to texts with 'split', as soon as it is a whole record."
    )
    public var follow = false

    @StageOption(
      "urls",
      help:
        "For feeds: their URLs. A document's id is its guid, or its link; what was read is not read again, what changed is."
    )
    public var urls: [String] = []

    @StageOption("opml", help: "For feeds: files of OPML that name more of them, or their URLs.", .path())
    public var opml: [String] = []

    @StageOption(
      "every",
      help:
        "For feeds: how often each is fetched, such as 5m; the run goes on until it is stopped. Without it each is read once. With 'follow': how often it is looked for more, a second without it."
    )
    public var every: Duration? = nil

    @StageOption(
      "articles",
      help:
        "For feeds: follow fetches the page of each entry and takes the article out of it; where there is none the feed's own text stands for it."
    )
    public var articles = Articles.feed

    @StageOption(
      "ask-failed",
      help:
        "For feeds that could not be read in an earlier run: when-due asks each when its pause is over, at-once when the run starts."
    )
    public var askFailed = AskFailed.whenDue

    @StageOption(
      "delay",
      help: "For feeds: the pause between two requests to one server, of which one at a time is sent.")
    public var delay = Duration.seconds(1)

    @StageOption("timeout", help: "For URLs: how long one request may take.")
    public var timeout = Duration.seconds(30)

    @StageOption("user-agent", help: "For URLs: who asks, best with an address at which you can be reached.")
    public var userAgent = "Isnad (feed reader)"

    @StageOption("robots", help: "For feeds: whether a server's robots.txt is followed.")
    public var robots = true

    @StageOption(
      "allow-private",
      help:
        "For URLs: whether they may lead to this machine and to others of a private network, be it by their names or by a redirect."
    )
    public var allowPrivate = false

    public init() {}
  }

  public static let description = StageDescription(
    name: "reader", content: StageContent.reader,
    summary: "Reads articles from texts, JSON, tables, web pages, feeds, web archives and databases.",
    provides: [])

  private let options: Options
  private let context: StageContext
  private let formats: ReaderFormats
  private let decoding: RecordDecoding

  /// A reader that only decodes, and is never opened: it needs no inputs.
  package init(decoding options: Options, context: StageContext) {
    self.options = options
    self.context = context
    formats = context.readerFormats.isEmpty ? .standard : context.readerFormats
    decoding = RecordDecoding(formats, Decoders(options.fields, options.encoding, context), context)
  }

  public init(options: Options, context: StageContext) throws {
    self.init(decoding: options, context: context)
    #if !HTTP
      if options.format == .feeds || options.paths.contains(where: WebAddress.isOne) {
        throw Diagnostic(
          .invalidOption, "this command was built without HTTP (the package trait of that name).",
          at: context.place, suggestion: "Build the command from its sources (make build), or read files.")
      }
    #endif
    if options.format == .feeds {
      guard options.paths.isEmpty else {
        throw Diagnostic(
          .invalidOption, "'paths' of 'reader' are for files; feeds are named by 'urls' and 'opml'.",
          at: context.place)
      }
      guard !options.urls.isEmpty || !options.opml.isEmpty else {
        throw Diagnostic(
          .missingOption, "'urls' or 'opml' of 'reader' must be given for feeds.", at: context.place)
      }
      if let url = options.urls.first(where: { !WebAddress.isOne($0) }) {
        throw Diagnostic(
          .invalidOption, "'urls' of 'reader' must be URLs of http or https, not '\(url)'.", at: context.place
        )
      }
    } else {
      if options.paths.isEmpty {
        throw Diagnostic(
          .missingOption, "'reader' needs the option 'paths'.", at: context.place,
          suggestion: Options.descriptions.first { $0.name == "paths" }?.help)
      }
      if !options.urls.isEmpty || !options.opml.isEmpty || options.every != nil && !options.follow {
        throw Diagnostic(
          .invalidOption, "'urls', 'opml' and 'every' of 'reader' are for feeds.", at: context.place,
          suggestion: "Add format: feeds")
      }
    }
    try checkFollow()
    if options.format == .sqlite, options.query.isEmpty {
      throw Diagnostic(
        .missingOption, "'query' of 'reader' must be given for sqlite.", at: context.place,
        suggestion: "Such as query: SELECT id, title, body AS text FROM articles")
    }
    if options.format == .piped, options.paths != ["-"] {
      throw Diagnostic(
        .invalidOption, "'format: piped' of 'reader' is for standard input, paths: [-].", at: context.place)
    }
    if !options.records.isEmpty, ![.auto, .json, .piped].contains(options.format) {
      throw Diagnostic(
        .invalidOption, "'records' of 'reader' is for json, and this is \(options.format.rawValue).",
        at: context.place)
    }
  }

  public func sources(at position: JSONValue?) throws -> [SourceState] {
    guard options.format == .feeds else { return [] }
    var known: [String: FeedState] = [:]
    for value in position?["feeds"]?.array ?? [] {
      if let state = FeedState(value) { known[state.url] = state }
    }
    return try OrderedSet(feedSettings().feeds).map { (known[$0] ?? FeedState($0)).source }
  }

  private func checkFollow() throws(Diagnostic) {
    guard options.follow else { return }
    guard context.goesOn else {
      throw Diagnostic(
        .invalidOption, "'follow' of 'reader' is for a run that goes on.", at: context.place,
        suggestion: "Say run: { mode: continuous }")
    }
    guard options.format != .feeds, options.format != .sqlite,
      !options.paths.contains(where: { $0 == "-" || WebAddress.isOne($0) })
    else {
      throw Diagnostic(
        .invalidOption, "'follow' of 'reader' is for files and folders.", at: context.place,
        suggestion: "Feeds are fetched again with 'every'; standard input is read to its end without it.")
    }
  }

  public func open(at position: JSONValue?) throws -> any RecordSource {
    let cutting = CutterSettings(options, maxBytes: context.maxDocumentBytes, formats: formats)
    #if HTTP
      if options.format == .feeds {
        return try FeedRecords(
          try feedSettings(), cutting: cutting, fields: options.fields, id: context.id,
          logger: context.logger,
          goesOn: context.goesOn, at: position)
      }
      let remote: RemoteFile? = RemoteFile(settings: FeedSettings(options, feeds: []))
    #else
      let remote: RemoteFile? = nil
    #endif
    if options.format == .piped {
      return PipedRecords(PipedInputs(.standardInput, formats), cutting: cutting)
    }
    if options.follow {
      return try FollowedFiles(
        options.paths.map { (path: context.resolve($0), given: $0) }, format: options.format,
        directory: context.directory, cutting: cutting, every: options.every ?? .seconds(1),
        logger: context.logger, at: position)
    }
    let finder = finder()
    if !finder.inputs.isEmpty, let sentence = finder.leftOut.sentence { context.logger.notice("\(sentence)") }
    if options.onMissing == .skip {
      for problem in finder.problems { context.logger.info("\(problem.message)") }
      return try FileRecords(
        inputs: finder.inputs, cutting: cutting, remote: remote, problems: [], isLive: context.goesOn,
        at: position)
    }
    guard !finder.inputs.isEmpty else { throw Diagnostics(finder.problems) }
    return try FileRecords(
      inputs: finder.inputs, cutting: cutting, remote: remote, problems: finder.problems,
      isLive: context.goesOn, at: position)
  }

  private func finder() -> InputFinder {
    var finder = InputFinder(format: options.format, directory: context.directory, formats)
    for path in options.paths {
      finder.add(path == "-" ? FilePath("-") : context.resolve(path), given: path)
    }
    return finder
  }

  public func inputProblems() -> [Diagnostic] {
    guard options.format != .feeds, options.format != .piped else { return [] }
    let finder = finder()
    let cutting = CutterSettings(options, maxBytes: context.maxDocumentBytes, formats: formats)
    let told = finder.leftOut.sentence.map { [Diagnostic(.missingInput, $0, severity: .note)] } ?? []
    return told
      + InputInspection(cutting: cutting, formats: formats).problems(finder.inputs) { try decode($0) }
  }

  /// The feeds that the pipeline and its files of OPML name.
  /// - Throws: a ``Diagnostic`` for a file that is not there, or is none.
  private func feedSettings() throws(Diagnostic) -> FeedSettings {
    var feeds = options.urls
    for path in options.opml {
      guard let file = try? opened(path),
        case let window = ByteWindow(FileSource(file)),
        let bytes = try? window.whole(upTo: context.maxDocumentBytes),
        let urls = OutlineList.urls(bytes)
      else {
        throw Diagnostic(
          .unreadable, "'\(path)' is not there, or is no OPML.", at: context.place,
          suggestion: "Feed readers export their list of feeds as OPML.")
      }
      feeds += urls.filter(WebAddress.isOne)
    }
    return FeedSettings(options, feeds: feeds)
  }

  private func opened(_ path: String) throws -> FileDescriptor {
    #if HTTP
      if WebAddress.isOne(path) {
        return try RemoteFile(settings: FeedSettings(options, feeds: [])).open(path)
      }
    #endif
    return try FileDescriptor.openInput(context.resolve(path))
  }

  /// The files that paths of a reader stand for, those that are there; standard input is none.
  public static func files(
    _ paths: [String], in folder: FilePath, _ formats: ReaderFormats = .standard
  ) -> [FilePath] {
    var finder = InputFinder(format: .auto, directory: folder, formats)
    let context = StageContext(id: "reader", directory: folder)
    for path in paths where path != "-" && !WebAddress.isOne(path) {
      finder.add(context.resolve(path), given: path)
    }
    return finder.inputs.map(\.path)
  }

  public func decode(_ record: Record) throws -> Document {
    var document = try decoding.document(record)
    Headline.describe(&document)
    tellDate(&document)
    return document
  }

  /// Puts the date into ISO 8601; one that can't be told stays, and the document says so.
  private func tellDate(_ document: inout Document) {
    let date = document.metadata["date"]
    guard let said = date?.string ?? date?.int.map(String.init), !said.isEmpty else { return }
    let (kept, problem) = PublicationDate.kept(said, order: options.dateOrder)
    if kept != said || problem == nil { document.metadata["date"] = .string(kept) }
    if let problem {
      document.errors.append(DocumentError(stage: context.id, code: "unclear-date", message: problem))
    }
  }
}
