import Isnad
import IsnadHTTP
import SystemPackage

/// Reads articles: texts, JSON, tables, web pages, feeds, web archives, databases.
public struct ArticleReader: Reader {
  public enum Format: String, OptionChoice {
    case auto, text, jsonl, json, csv, tsv, html, feed, feeds, warc, arc, sqlite, piped
  }

  /// What becomes of a run some of whose inputs are not there.
  public enum OnMissing: String, OptionChoice {
    case report, skip
  }

  /// Where the article of a feed's entry is taken from.
  public enum Articles: String, OptionChoice {
    case feed, follow
  }

  public struct Options: StageOptions {
    public var paths: [String] = []
    public var format = Format.auto
    public var fields = FieldMap()
    public var records = ""
    public var query = ""
    public var encoding = TextEncoding.auto
    public var onMissing = OnMissing.report
    public var split = LineSplit()
    public var dateOrder = DateOrder.unknown
    public var urls: [String] = []
    public var opml: [String] = []
    public var every: Duration?
    public var articles = Articles.feed
    public var delay = Duration.seconds(1)
    public var timeout = Duration.seconds(30)
    public var userAgent = "Isnad (feed reader)"
    public var robots = true
    public var allowPrivate = false
    public init() {}

    public static var fields: [OptionField<Options>] {
      [
        OptionField(
          "paths", \.paths,
          help:
            "Files, folders (searched for what 'format' lists) and patterns (*, ?, [a-z], **); - is standard input. gzip and zstd are read as what is in them. A path may be a URL of http or https.",
          .path()),
        OptionField(
          "format", \.format,
          help:
            "text: a file is an article (.txt); jsonl: a line is one; json: an element of a list is one; csv, tsv: a row; html: a page; feed: an entry of RSS, Atom or JSON Feed (.rss, .atom, .xml); feeds: those of 'urls', fetched from their servers; warc, arc: a page of a web archive; sqlite: a row of 'query'; piped: several inputs that come through standard input, each with its name (what isnad run --worker reads). auto goes by the extension, and by the content where that says nothing; standard input is jsonl unless its content says otherwise."
        ),
        OptionField(
          "fields", \.fields,
          help:
            "Which members of JSON or columns of a table are the text, the id and metadata, such as { text: content.body, title: headline }; several for one are joined by an empty line, and { text: { html: body } } takes the text out of HTML. Common names are known."
        ),
        OptionField(
          "records", \.records,
          help:
            "Where the list of articles stands in a JSON file, such as data.articles; without it the file is the list."
        ),
        OptionField(
          "query", \.query,
          help: "For sqlite: the SELECT whose rows are articles; its columns are named as 'fields' says."),
        OptionField(
          "encoding", \.encoding,
          help:
            "How the inputs' letters are written. auto recognises UTF-8, UTF-16, windows-1256 and ISO-8859-6; offsets are those of the converted text."
        ),
        OptionField(
          "on-missing", \.onMissing,
          help:
            "What becomes of inputs that are not there, and of what a folder holds and nobody may read: report names each, and the run ends with 1; skip goes on without them."
        ),
        OptionField(
          "split", \.split,
          help:
            "For text: the lines that part several articles in one file. dashes: lines of three or more dashes, strokes, stars or equal signs; else a pattern of a whole line (*, ?), such as '*** *'."
        ),
        OptionField(
          "date-order", \.dateOrder,
          help:
            "Which of the figures in a date such as 12/03/2025 is the day: day-first or month-first. Where it is unknown, such a date stays as it is, and the document's errors say so."
        ),
        OptionField(
          "urls", \.urls,
          help:
            "For feeds: their URLs. A document's id is its guid, or its link; what was read is not read again, what changed is."
        ),
        OptionField("opml", \.opml, help: "For feeds: files of OPML that name more of them.", .path()),
        OptionField(
          "every", \.every,
          help:
            "For feeds: how often each is fetched, such as 5m; the run goes on until it is stopped. Without it each is read once."
        ),
        OptionField(
          "articles", \.articles,
          help:
            "For feeds: follow fetches the page of each entry and takes the article out of it; where there is none the feed's own text stands for it."
        ),
        OptionField(
          "delay", \.delay,
          help: "For feeds: the pause between two requests to one server, of which one at a time is sent."),
        OptionField("timeout", \.timeout, help: "For URLs: how long one request may take."),
        OptionField(
          "user-agent", \.userAgent,
          help: "For URLs: who asks, best with an address at which you can be reached."),
        OptionField("robots", \.robots, help: "For feeds: whether a server's robots.txt is followed."),
        OptionField(
          "allow-private", \.allowPrivate,
          help:
            "For URLs: whether they may lead to this machine and to others of a private network, be it by their names or by a redirect."
        ),
      ]
    }
  }

  public static let description = StageDescription(
    name: "reader",
    summary: "Reads articles from texts, JSON, tables, web pages, feeds, web archives and databases.",
    provides: [])

  private let options: Options
  private let context: StageContext

  public init(options: Options, context: StageContext) throws {
    self.options = options
    self.context = context
    #if !HTTP
      if options.format == .feeds || options.paths.contains(where: WebAddress.isOne) {
        throw Diagnostic(
          .invalidOption, "this command was built without HTTP (the package trait of that name).",
          at: context.place, suggestion: "Run the pipeline with the plain 'isnad', or read files.")
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
          suggestion: Options.fields.first { $0.description.name == "paths" }?.description.help)
      }
      if !options.urls.isEmpty || !options.opml.isEmpty || options.every != nil {
        throw Diagnostic(
          .invalidOption, "'urls', 'opml' and 'every' of 'reader' are for feeds.", at: context.place,
          suggestion: "Add format: feeds")
      }
    }
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

  public func open(at position: JSONValue?) throws -> any RecordSource {
    let cutting = CutterSettings(options, maxBytes: context.maxDocumentBytes)
    #if HTTP
      if options.format == .feeds {
        return try FeedRecords(
          try feedSettings(), cutting: cutting, fields: options.fields, logger: context.logger, at: position)
      }
      let remote: RemoteFile? = RemoteFile(settings: FeedSettings(options, feeds: []))
    #else
      let remote: RemoteFile? = nil
    #endif
    if options.format == .piped {
      return PipedRecords(PipedInputs(.standardInput), cutting: cutting)
    }
    var finder = InputFinder(format: options.format, directory: context.directory)
    for path in options.paths {
      finder.add(path == "-" ? FilePath("-") : context.resolve(path), given: path)
    }
    if options.onMissing == .skip {
      for problem in finder.problems { context.logger.info("\(problem.message)") }
      return try FileRecords(
        inputs: finder.inputs, cutting: cutting, remote: remote, problems: [], at: position)
    }
    guard !finder.inputs.isEmpty else { throw Diagnostics(finder.problems) }
    return try FileRecords(
      inputs: finder.inputs, cutting: cutting, remote: remote, problems: finder.problems, at: position)
  }

  /// The feeds that the pipeline and its files of OPML name.
  /// - Throws: a ``Diagnostic`` for a file that is not there, or is none.
  private func feedSettings() throws(Diagnostic) -> FeedSettings {
    var feeds = options.urls
    for path in options.opml {
      guard let file = try? FileDescriptor.openInput(context.resolve(path)),
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

  /// The files that paths of a reader stand for, those that are there; standard input is none.
  public static func files(_ paths: [String], in folder: FilePath) -> [FilePath] {
    var finder = InputFinder(format: .auto, directory: folder)
    let context = StageContext(id: "reader", directory: folder)
    for path in paths where path != "-" && !WebAddress.isOne(path) {
      finder.add(context.resolve(path), given: path)
    }
    return finder.inputs.map(\.path)
  }

  public func decode(_ record: Record) throws -> Document {
    let values = RecordDecoder(fields: options.fields)
    let pages = PageDecoder(encoding: options.encoding, maxBytes: context.maxDocumentBytes, stage: context.id)
    var document =
      switch Format(rawValue: record.format) {
      case .jsonl, .json, .sqlite: try values.json(record)
      case .csv, .tsv: try values.row(record)
      case .feed, .feeds: try values.entry(record)
      case .html: try pages.html(record)
      case .warc, .arc: try pages.warc(record)
      case nil where record.format == FollowedPage.format:
        try FollowedPage.document(record, fields: options.fields)
      case .text, .auto, .piped, nil: try Self.text(record)
      }
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

  /// A text file: the id is its path.
  private static func text(_ record: Record) throws -> Document {
    guard !record.bytes.isEmpty else {
      throw StageFailure(code: "empty-document", message: "the file is empty")
    }
    if let place = record.bytes.firstIndex(of: 0), place == 0 || isBinary(record.bytes) {
      throw StageFailure(
        code: "not-text",
        message:
          "byte \(place + 1) is NUL, of which no text holds many; 'encoding' of 'reader' says how letters are written"
      )
    }
    do throws(InvalidUTF8) {
      let text = try SourceText(validating: record.bytes)
      return Document(id: record.source.place, source: record.source, text: text)
    } catch {
      throw StageFailure(invalid: error, in: record)
    }
  }

  /// More than one byte in twenty is NUL: one by itself was meant for something else, and those at the end are
  /// padding.
  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    guard let last = bytes.lastIndex(where: { $0 != 0 }) else { return true }
    let text = bytes[...last]
    return text.count { $0 == 0 } * 20 > text.count
  }
}

extension StageFailure {
  /// Names the line and the column (in bytes) of a byte that is not UTF-8.
  init(invalid error: InvalidUTF8, in record: Record) {
    let before = record.bytes[..<error.offset]
    let line = before.count { $0 == 0x0A } + 1
    let column = error.offset - (before.lastIndex(of: 0x0A) ?? -1)
    let hex = String(error.byte, radix: 16, uppercase: true)
    let place = record.source.record == nil ? "line \(line), byte \(column)" : "byte \(error.offset + 1)"
    self.init(
      code: "invalid-utf8",
      message: "\(place): 0x\(hex) is not UTF-8; convert the file, for example with iconv")
  }
}
