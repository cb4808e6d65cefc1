import Isnad
import IsnadDatabase
import SystemPackage

/// A file that is open, and what is in it.
struct OpenInput {
  let stream: ByteStream
  let form: any ReaderFormat
  /// Whether it is a feed in JSON, whose entries are the elements of its list.
  let isJSONFeed: Bool

  init(_ input: InputFile, _ file: FileDescriptor, _ formats: ReaderFormats) throws {
    let stream = ByteStream(file)
    let isLines = try input.isStandardInput && input.format == nil && !Self.isText(stream)
    try self.init(named: input.format, stream, otherwise: isLines ? .jsonl : .text, formats)
  }

  /// Whether standard input is an article: it has text, and no line of its start is an object of JSON.
  private static func isText(_ stream: ByteStream) throws -> Bool {
    let head = try stream.peek(4096)
    guard head.contains(where: { $0 > 0x20 }) else { return false }
    // Before a line's first letter there may be blanks, the zeros of UTF-16, and a byte order mark.
    return head.split(separator: 0x0A).allSatisfy { line in
      line.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0) } != UInt8(ascii: "{")
    }
  }

  /// Looks at the first bytes where the name says nothing or not enough.
  init(
    named: InputFormat?, _ stream: ByteStream, otherwise: InputFormat = .text,
    _ formats: ReaderFormats
  ) throws {
    self.stream = stream
    let said = named.flatMap { formats[$0.rawValue] }
    let isLookedAt = said.map { ($0 as? any CutFormat)?.isLookedAt ?? false } ?? true
    let head = isLookedAt ? try stream.peek(4096) : []
    form =
      said ?? formats.shown(by: head).flatMap { formats[$0] } ?? formats[otherwise.rawValue]
      ?? TextInput()
    let mayBeFeed = form is FeedInput || form is JSONInput || form is JSONLinesInput
    isJSONFeed = mayBeFeed && JSONFeed.isOne(head)
    let own = form as? any CutFormat
    if own?.isOne == true, let kind = ForeignContent.kind(head) {
      throw UnreadableInput(
        message: "it is \(kind), and no text",
        suggestion: "Unpack or convert it. 'format' of 'reader' says what a file is.")
    }
    stream.skipsDamage = own?.skipsDamage ?? false
  }
}

/// How a reader cuts its files into records.
struct CutterSettings {
  let maxBytes: Int
  let formats: ReaderFormats
  let fields: FieldMap
  /// The members that lead to the list of a JSON file.
  let records: [String]
  let query: String
  /// What parts the articles of a text.
  let split: LineSplit
  private let encoding: TextEncoding

  init(_ options: ArticleReader.Options, maxBytes: Int, formats: ReaderFormats = .standard) {
    self.maxBytes = maxBytes
    self.formats = formats
    fields = options.fields
    encoding = options.encoding
    records = options.records.split(separator: ".").map(String.init)
    query = options.query
    split = options.split
  }

  /// The form by which a file is cut: of a feed in JSON its own, unless somebody says where the list is.
  private func form(_ input: OpenInput) -> any ReaderFormat {
    input.isJSONFeed && records.isEmpty ? JSONFeedInput() : input.form
  }

  /// Whether a file is one article.
  func isWhole(_ input: OpenInput) -> Bool { (form(input) as? any CutFormat)?.isOne(self) ?? true }

  /// A file's bytes: of a text in UTF-8, of what says its encoding itself as they are.
  private func source(_ input: OpenInput) throws -> any ByteSource {
    form(input).isText ? try TextStream(input.stream, encoding: encoding) : input.stream
  }

  /// Cuts a file from where an interrupted run was in it, or from its beginning.
  /// - Throws: a ``Diagnostic`` where it is not the file that the run had read.
  func cutter(
    _ input: OpenInput, _ file: InputFile, from resumed: InputPosition.Current?,
    _ state: InputDigest.FileState
  ) throws -> any RecordCutter {
    let source = try source(input)
    let form = form(input) as? any CutFormat
    if form?.findsPlace != true { try resumed?.skip(source, in: state) }
    return try cutter(
      input,
      CutInput(
        source: source, stream: input.stream, file: file, name: file.name, resumed: resumed,
        settings: self))
  }

  /// Whether a file can be followed while it grows: what is added are more records, in UTF-8 and not compressed.
  func canGrow(_ input: OpenInput) throws -> Bool {
    guard (form(input) as? any CutFormat)?.canGrow(self) == true, [.auto, .utf8].contains(encoding) else {
      return false
    }
    let head = try input.stream.peek(2)
    return try head != [0xFF, 0xFE] && head != [0xFE, 0xFF] && input.stream.isSeekable
  }

  /// Cuts a file that grows, from a place behind one of its records.
  func cutter(growing input: OpenInput, _ file: InputFile, from resumed: InputPosition.Current) throws
    -> any RecordCutter
  {
    try input.stream.seek(to: resumed.offset)
    // Half a letter at its end, for now, must not be taken for one of another encoding.
    return try cutter(
      input,
      CutInput(
        source: input.stream, stream: input.stream, file: file, name: file.name, resumed: resumed,
        settings: self, isGrowing: true))
  }

  /// Cuts an input that came through a pipe, or a part of one.
  func cutter(_ input: OpenInput, behind head: PipedInputs.Head) throws -> any RecordCutter {
    let before = InputPosition.Current(
      name: head.uri, offset: head.offset, content: InputDigest.empty, line: head.records,
      state: .init())
    return try cutter(
      input,
      CutInput(
        source: try source(input), stream: input.stream, file: nil, name: head.uri,
        resumed: head.records > 0 ? before : nil, settings: self))
  }

  private func cutter(_ input: OpenInput, _ cut: CutInput) throws -> any RecordCutter {
    guard let form = form(input) as? any CutFormat else {
      throw UnreadableInput(message: "a file of it is one document")
    }
    return try form.cutter(cut)
  }

  /// An input as one record, how many bytes were read of it, and their digest.
  func whole(_ opened: OpenInput, name: String) throws -> (
    record: Record, count: Int, content: UInt64
  ) {
    let source = DocumentSource(uri: name)
    var window = ByteWindow(try self.source(opened))
    try window.fill(to: maxBytes + 1)
    var bytes = Array(window.first(maxBytes + 1))
    let count = bytes.count
    window.advance(count)
    let format = type(of: opened.form).format.name
    guard count <= maxBytes else {
      return (
        Record(source: source, format: format, failure: .tooLarge(maxBytes)), count, window.content
      )
    }
    if opened.form.isText, bytes.starts(with: ByteOrderMark.utf8) { bytes.removeFirst(3) }
    return (Record(source: source, format: format, bytes: bytes), count, window.content)
  }

  /// A digest of what a run reads of a file.
  func content(of input: InputFile) -> UInt64 {
    guard let file = try? FileDescriptor.open(input.path, .readOnly),
      let opened = try? OpenInput(input, file, formats)
    else {
      return 0
    }
    defer { opened.stream.close() }
    let form = form(opened) as? any CutFormat
    if let content = form?.content(of: input, self) { return content }
    // Of a file that is read as a whole and too large no more is read than shows it.
    let limit = isWhole(opened) || form?.findsPlace == true ? maxBytes + 1 : Int.max
    return (try? InputDigest.content(of: try source(opened), upTo: limit)) ?? 0
  }
}
