import Isnad
import IsnadDatabase
import IsnadHTTP
import IsnadPage
import Logging
import SystemPackage

/// Writes documents: JSON Lines, tables and databases for machines, pages and a summary for people.
public struct DocumentWriter: Writer, SelectiveStage {
  public enum Format: String, OptionChoice {
    case jsonl, summary, csv, tsv, sqlite, conll, spacy
    case labelStudio = "label-studio"
    case brat, html, webhook

    /// Whether it can go to standard output.
    var streams: Bool { self == .jsonl || self == .summary || self == .conll }
  }

  /// A program that a table is opened with, and that takes some texts for more than texts.
  public enum SafeFor: String, OptionChoice {
    case none, excel
  }

  public struct Options: StageOptions {
    public var format = Format.jsonl
    public var path = "-"
    public var offsets = OffsetUnit.codepoint
    public var layers: [String] = []
    public var title = "Isnad"
    public var safeFor = SafeFor.none
    public var identity = DocumentIdentity.id
    public var append = false
    public var url = ""
    public var secret = ""
    public var body = ""
    public var undelivered = ""
    public init() {}

    public static var fields: [OptionField<Options>] {
      [
        OptionField(
          "format", \.format,
          help:
            "jsonl: a document a line; summary: for people to read; csv, tsv: a file a layer, in the folder 'path'; sqlite: the database 'path'; conll, spacy: names for training; label-studio: tasks to import; brat: two files a document, in the folder 'path'; html: one page with all articles, to look at in a browser and to send."
        ),
        OptionField(
          "path", \.path,
          help:
            "The file, or the folder of csv, tsv and brat; - is standard output. A file appears under its name when it is complete, until then it is called NAME.part; one that ends in .gz or .zst is compressed then. A database is added to; see identity.",
          .path()),
        OptionField("offsets", \.offsets, help: "The unit of offsets."),
        OptionField(
          "layers", \.layers,
          help: "Layers to write; without it all but tokens and normalized are written."),
        OptionField("title", \.title, help: "What the page of html is called."),
        OptionField(
          "safe-for", \.safeFor,
          help:
            "csv, tsv: excel puts an apostrophe before texts that a spreadsheet would take for a formula (= + - @), and a byte order mark at the head of each file."
        ),
        OptionField(
          "identity", \.identity,
          help:
            "sqlite: what makes two documents the same one, of which the later takes the place of the earlier. id: their id; place: the input and the record, for inputs whose ids are not unique."
        ),
        OptionField(
          "append", \.append,
          help:
            "jsonl: adds to the file 'path' what comes, line by line and under its own name, behind what earlier runs have left there."
        ),
        OptionField(
          "url", \.url,
          help:
            "webhook: where each document is posted to. What is not taken is tried again, each time later."),
        OptionField(
          "secret", \.secret,
          help:
            "webhook: signs each request: X-Isnad-Signature-256 is sha256= and the HMAC of its body in hexadecimal.",
          .secret),
        OptionField(
          "body", \.body,
          help:
            "webhook: the JSON to post, in which {id}, {title}, {url}, {date}, {outlet} and {text} stand for what the document has, such as '{\"text\": \"{title}\"}'; without it the document as in jsonl."
        ),
        OptionField(
          "undelivered", \.undelivered,
          help:
            "webhook: a file for what the server refuses or does not take at last, a line each; without it such a document ends the run.",
          .path()),
      ]
    }

    public func validate() throws(InvalidOption) {
      if format == .webhook {
        guard WebAddress.isOne(url) else {
          throw InvalidOption("url", "must be a URL of http or https for webhook")
        }
      } else if !url.isEmpty || !secret.isEmpty || !body.isEmpty || !undelivered.isEmpty {
        throw InvalidOption(
          "format", "must be webhook where there is 'url', 'secret', 'body' or 'undelivered'")
      }
      if append, format != .jsonl || path == "-" {
        throw InvalidOption("append", "is for jsonl in a file")
      }
      if append, path.hasSuffix(".gz") || path.hasSuffix(".zst") {
        throw InvalidOption("append", "is for a file that is not compressed")
      }
      if !format.streams, format != .webhook, path == "-" {
        throw InvalidOption(
          "path", "must be given for \(format.rawValue)",
          suggestion: "A file or a folder, such as path: out/facts")
      }
      if ![.jsonl, .csv, .tsv].contains(format), offsets != .codepoint {
        throw InvalidOption(
          "offsets", "is for jsonl, csv and tsv; \(format.rawValue) counts code points or none")
      }
      if format != .sqlite, identity != .id {
        throw InvalidOption("identity", "is for sqlite, and this is \(format.rawValue)")
      }
      if format != .jsonl, !layers.isEmpty {
        throw InvalidOption("layers", "is for jsonl; \(format.rawValue) has layers of its own")
      }
      if ![.csv, .tsv].contains(format), safeFor != .none {
        throw InvalidOption("safe-for", "is for csv and tsv, and this is \(format.rawValue)")
      }
    }
  }

  public static let description = StageDescription(
    name: "writer",
    summary:
      "Writes documents: JSON Lines, tables, a database, training files, a page or a summary for people.",
    uses: [EntityLayer.name, NumberLayer.name, QuoteLayer.name, FigureLayer.name, SentenceLayer.name])

  public static func layers(_ options: Options) -> StageLayers {
    switch options.format {
    case .jsonl, .webhook:
      StageLayers(uses: options.layers.isEmpty ? [StageDescription.everyLayer] : options.layers)
    case .conll, .spacy:
      StageLayers(requires: [TokenLayer.name], uses: [SentenceLayer.name, EntityLayer.name])
    case .html, .summary, .csv, .tsv, .sqlite: StageLayers(uses: [StageDescription.everyLayer])
    case .labelStudio, .brat:
      StageLayers(uses: Table.layers.map(\.name) + [TokenLayer.name])
    }
  }

  private let options: Options
  private let path: FilePath?
  private let place: Diagnostic.Place?
  private let isColoured: Bool
  /// The file for what a webhook did not take.
  private let undelivered: FilePath?
  private let logger: Logger
  /// Layers of plug-ins that come to it.
  private let own: [String]

  public init(options: Options, context: StageContext) throws {
    self.options = options
    #if !SQLite
      if options.format == .sqlite {
        throw Diagnostic(
          .invalidOption, "this command was built without SQLite (the package trait of that name).",
          at: context.place,
          suggestion: "Run the pipeline with the plain 'isnad', or write jsonl.")
      }
    #endif
    #if !HTTP
      if options.format == .webhook {
        throw Diagnostic(
          .invalidOption, "this command was built without HTTP (the package trait of that name).",
          at: context.place, suggestion: "Run the pipeline with the plain 'isnad', or write jsonl.")
      }
    #endif
    place = context.place
    logger = context.logger
    undelivered = options.undelivered.isEmpty ? nil : context.resolve(options.undelivered)
    own = context.layers.filter(OwnTable.isOne)
    path = options.path == "-" ? nil : context.resolve(options.path)
    isColoured = options.path == "-" && Terminal.standardOutput.isColoured
  }

  public func encode(_ document: Document) -> EncodedDocument {
    switch options.format {
    case .webhook where !options.body.isEmpty:
      .bytes(Array(MessageTemplate(options.body).text(document).utf8))
    case .jsonl, .webhook:
      .bytes(JSONLinesEncoder(offsets: options.offsets, layers: options.layers).encode(document))
    case .summary: .bytes(SummaryEncoder(isColoured: isColoured).encode(document))
    case .csv, .tsv: .tables(DocumentTables(document, offsets: options.offsets))
    case .sqlite: .tables(DocumentTables(document, offsets: options.offsets, isForDatabase: true))
    case .conll: .bytes(CoNLLEncoder().encode(document))
    case .spacy: .bytes(SpaCyEncoder().encode(document))
    case .labelStudio: .bytes(LabelStudioEncoder().encode(document))
    case .brat: .files(BratEncoder().encode(document))
    case .html: .bytes(ArticleView(document).encode().bytes)
    }
  }

  public func open(_ opening: OutputOpening) throws -> any WriterSession<EncodedDocument> {
    do {
      switch (options.format, path) {
      case (.csv, let path?):
        return try DelimitedSession(
          path, delimiter: UInt8(ascii: ","), suffix: "csv", opening, options.safeFor, own: own)
      case (.tsv, let path?):
        return try DelimitedSession(
          path, delimiter: UInt8(ascii: "\t"), suffix: "tsv", opening, options.safeFor, own: own)
      case (.spacy, let path?), (.labelStudio, let path?): return try FramedSession(path, opening, .array)
      case (.html, let path?): return try FramedSession(path, opening, .report(title: options.title))
      case (.brat, let path?): return try BratSession(path)
      #if SQLite
        case (.sqlite, let path?): return try DatabaseSession(path, identity: options.identity)
      #endif
      #if HTTP
        case (.webhook, _):
          let settings = WebhookSettings(
            url: options.url, secret: options.secret, undelivered: undelivered)
          return try WebhookSession(settings, opening, logger: logger)
      #endif
      case (.jsonl, let path?) where options.append: return try GrowingSession(path, opening)
      default: return try FileSession(path, opening, isColoured: isColoured && options.format == .summary)
      }
    } catch var problem as Diagnostic {
      problem.place = place
      throw problem
    }
  }

  public var outputs: [OutputFile] {
    if let undelivered { return [OutputFile(undelivered, at: place, working: [])] }
    guard let path else { return [] }
    if options.append { return [OutputFile(path, at: place, working: [])] }
    switch options.format {
    case .csv, .tsv:
      let suffix = options.format.rawValue
      return Table.all.map { OutputFile(path.appending("\($0.name).\(suffix)"), at: place) }
        + own.map { OutputFile(OwnTableFile.path($0, in: path, suffix: suffix), at: place) }
    case .brat: return [OutputFile(path.appending(BratSession.configurationName), at: place)]
    case .sqlite: return [OutputFile(path, at: place, working: ["-wal", "-shm", "-journal"])]
    default: return [OutputFile(path, at: place)]
    }
  }

  public func environmentProblems() -> [Diagnostic] {
    // A folder is made where it is missing.
    guard ![.csv, .tsv, .brat].contains(options.format) else { return [] }
    return path.flatMap { OutputPath.problem($0, at: place) }.map { [$0] } ?? []
  }
}
