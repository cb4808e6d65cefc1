import Isnad
import SystemPackage

/// Reads articles: texts, JSON, tables, web pages, feeds, web archives, databases.
public struct ArticleReader: Reader {
  /// What becomes of a run some of whose inputs are not there.
  public enum OnMissing: String, OptionChoice {
    case report, skip
  }

  public struct Options: StageOptions {
    public var paths: [String] = []
    public var format = InputFormat.auto
    public var fields = FieldMap()
    public var records = ""
    public var query = ""
    public var encoding = TextEncoding.auto
    public var onMissing = OnMissing.report
    public var split = LineSplit()
    public var dateOrder = DateOrder.unknown
    public init() {}

    public static var fields: [OptionField<Options>] {
      [
        OptionField(
          "paths", \.paths,
          help:
            "Files, folders (searched for what 'format' lists) and patterns (*, ?, [a-z], **); - is standard input. gzip and zstd are read as what is in them.",
          required: true, .path()),
        OptionField(
          "format", \.format,
          help:
            "piped: several inputs that come through standard input, each with its name (what isnad run --worker reads). auto goes by the extension, and by the content where that says nothing; standard input is jsonl unless its content says otherwise.",
          .form(or: InputFormat.words)
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
      ]
    }
  }

  public static let description = StageDescription(
    name: "reader",
    summary: "Reads articles from texts, JSON, tables, web pages, feeds, web archives and databases.",
    provides: [])

  private let options: Options
  private let context: StageContext
  private let formats: ReaderFormats
  private let decoders: Decoders

  public init(options: Options, context: StageContext) throws {
    self.options = options
    self.context = context
    formats = context.readerFormats.isEmpty ? .standard : context.readerFormats
    decoders = Decoders(options.fields, options.encoding, context)
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
    let cutting = CutterSettings(options, maxBytes: context.maxDocumentBytes, formats: formats)
    if options.format == .piped {
      return PipedRecords(PipedInputs(.standardInput, formats), cutting: cutting)
    }
    var finder = InputFinder(format: options.format, directory: context.directory, formats)
    for path in options.paths {
      finder.add(path == "-" ? FilePath("-") : context.resolve(path), given: path)
    }
    if options.onMissing == .skip {
      for problem in finder.problems { context.logger.info("\(problem.message)") }
      return try FileRecords(inputs: finder.inputs, cutting: cutting, problems: [], at: position)
    }
    guard !finder.inputs.isEmpty else { throw Diagnostics(finder.problems) }
    return try FileRecords(
      inputs: finder.inputs, cutting: cutting, problems: finder.problems, at: position)
  }

  /// The files that paths of a reader stand for, those that are there; standard input is none.
  public static func files(
    _ paths: [String], in folder: FilePath, _ formats: ReaderFormats = .standard
  ) -> [FilePath] {
    var finder = InputFinder(format: .auto, directory: folder, formats)
    let context = StageContext(id: "reader", directory: folder)
    for path in paths where path != "-" { finder.add(context.resolve(path), given: path) }
    return finder.inputs.map(\.path)
  }

  public func decode(_ record: Record) throws -> Document {
    let form = formats[record.format] ?? TextInput()
    var document =
      if let form = form as? any CutFormat {
        try form.decode(record, with: decoders)
      } else {
        try form.decode(record, context: context)
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
}
