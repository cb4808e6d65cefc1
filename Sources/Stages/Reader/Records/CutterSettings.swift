import Isnad
import IsnadDatabase
import SystemPackage

/// A file that is open, and what is in it.
struct OpenInput {
  let stream: ByteStream
  let format: ArticleReader.Format
  /// Whether it is a feed in JSON.
  let isJSONFeed: Bool

  init(_ input: InputFile, _ file: FileDescriptor) throws {
    try self.init(named: input.format, ByteStream(file), otherwise: input.isStandardInput ? .jsonl : .text)
    if input.isStandardInput, input.format == nil, format == .jsonl { try Self.refuseText(stream) }
  }

  /// An article that somebody has sent in would be so many lines of malformed JSON.
  private static func refuseText(_ stream: ByteStream) throws {
    let head = try stream.peek(4096)
    guard head.contains(where: { $0 > 0x20 }), !head.contains(UInt8(ascii: "{")) else { return }
    throw UnreadableInput(
      message: "standard input is JSON Lines unless somebody says otherwise, and this is none",
      suggestion: "For an article: --set reader.format=text")
  }

  /// Looks at the first bytes where the name says nothing or not enough.
  init(
    named: ArticleReader.Format?, _ stream: ByteStream, otherwise: ArticleReader.Format = .text
  ) throws {
    self.stream = stream
    let isLookedAt = named.map { $0.isWhole || $0 == .feed || $0 == .json } ?? true
    let head = isLookedAt ? try stream.peek(4096) : []
    format = named ?? FormatGuess.byContent(head) ?? otherwise
    isJSONFeed = [.feed, .json, .jsonl].contains(format) && JSONFeed.isOne(head)
    if format.isWhole, let kind = FormatGuess.foreign(head) {
      throw UnreadableInput(
        message: "it is \(kind), and no text",
        suggestion: "Unpack or convert it. 'format' of 'reader' says what a file is.")
    }
    // Of a web archive every record is a gzip member of its own: the others outlive a damaged one, and its
    // cutter tells of that one. Nobody else would.
    stream.skipsDamage = format == .warc || format == .arc
  }
}

extension ArticleReader.Format {
  /// Whether a file is one article.
  var isWhole: Bool { self == .text || self == .html || self == .auto }
}

/// How a reader cuts its files into records.
struct CutterSettings {
  let maxBytes: Int
  private let fields: FieldMap
  private let encoding: TextEncoding
  /// The members that lead to the list of a JSON file.
  private let records: [String]
  private let query: String
  /// What parts the articles of a text.
  private let split: LineSplit

  init(_ options: ArticleReader.Options, maxBytes: Int) {
    self.maxBytes = maxBytes
    fields = options.fields
    encoding = options.encoding
    records = options.records.split(separator: ".").map(String.init)
    query = options.query
    split = options.split
  }

  /// Whether a file is one article.
  func isWhole(_ input: OpenInput) -> Bool { input.format.isWhole && !(isText(input) && split.isGiven) }

  private func isText(_ input: OpenInput) -> Bool { input.format == .text || input.format == .auto }

  /// Whether a file is a feed in JSON, whose entries are the elements of its list.
  private func isJSONFeed(_ input: OpenInput) -> Bool { input.isJSONFeed && records.isEmpty }

  /// A file's bytes: of a text in UTF-8, of what says its encoding itself as they are.
  func source(_ input: OpenInput) throws -> any ByteSource {
    switch input.format {
    case .feed where isJSONFeed(input): try TextStream(input.stream, encoding: encoding)
    case .html, .feed, .feeds, .warc, .arc, .sqlite: input.stream
    case .auto, .text, .jsonl, .json, .csv, .tsv, .piped: try TextStream(input.stream, encoding: encoding)
    }
  }

  /// Cuts a file from where an interrupted run was in it, or from its beginning.
  /// - Throws: a ``Diagnostic`` where it is not the file that the run had read.
  func cutter(
    _ input: OpenInput, _ file: InputFile, from resumed: InputPosition.Current?,
    _ state: InputDigest.FileState
  ) throws -> any RecordCutter {
    let name = file.name
    if input.format == .sqlite {
      input.stream.close()
      return try QueryCutter(file, query: query, maxBytes: maxBytes, from: resumed)
    }
    let source = try source(input)
    if input.format != .feed || isJSONFeed(input) { try resumed?.skip(source, in: state) }
    return cutter(input, source, name, from: resumed)
  }

  /// Cuts an input that came through a pipe, or a part of one.
  func cutter(_ input: OpenInput, behind head: PipedInputs.Head) throws -> any RecordCutter {
    guard input.format != .sqlite else {
      throw UnreadableInput(message: "a database can't be read through a pipe")
    }
    let before = InputPosition.Current(
      name: head.uri, offset: head.offset, content: InputDigest.empty, line: head.records, state: .init())
    return cutter(input, try source(input), head.uri, from: head.records > 0 ? before : nil)
  }

  private func cutter(
    _ input: OpenInput, _ source: any ByteSource, _ name: String, from resumed: InputPosition.Current?
  ) -> any RecordCutter {
    if isJSONFeed(input) {
      return JSONCutter(
        source, name: name, path: [JSONFeed.items], isFeed: true, maxBytes: maxBytes, from: resumed)
    }
    switch input.format {
    case .feed: return FeedCutter(source, name: name, maxBytes: maxBytes, from: resumed)
    case .text, .auto: return TextCutter(source, name: name, split: split, maxBytes: maxBytes, from: resumed)
    case .arc: return ARCCutter(input.stream, name: name, maxBytes: maxBytes, from: resumed)
    case .warc: return WARCCutter(input.stream, name: name, maxBytes: maxBytes, from: resumed)
    case .json: return JSONCutter(source, name: name, path: records, maxBytes: maxBytes, from: resumed)
    case .csv, .tsv:
      return TableCutter(
        source, name: name, format: input.format, fields: fields, maxBytes: maxBytes, from: resumed)
    default: return LineCutter(source, name: name, maxBytes: maxBytes, from: resumed)
    }
  }

  /// An input as one record, how many bytes were read of it, and their digest.
  func whole(_ opened: OpenInput, name: String) throws -> (record: Record, count: Int, content: UInt64) {
    let source = DocumentSource(uri: name)
    var window = ByteWindow(try self.source(opened))
    try window.fill(to: maxBytes + 1)
    var bytes = Array(window.first(maxBytes + 1))
    let count = bytes.count
    window.advance(count)
    let format = opened.format.rawValue
    guard count <= maxBytes else {
      return (Record(source: source, format: format, failure: .tooLarge(maxBytes)), count, window.content)
    }
    if opened.format == .text, bytes.starts(with: ByteOrderMark.utf8) { bytes.removeFirst(3) }
    return (Record(source: source, format: format, bytes: bytes), count, window.content)
  }

  /// A digest of what a run reads of a file.
  func content(of input: InputFile) -> UInt64 {
    guard let file = try? FileDescriptor.open(input.path, .readOnly), let opened = try? OpenInput(input, file)
    else {
      return 0
    }
    defer { opened.stream.close() }
    if opened.format == .sqlite {
      guard var rows = try? QueryCutter(input, query: query, maxBytes: maxBytes, from: nil) else { return 0 }
      while (try? rows.next()) != nil {}
      return rows.content
    }
    // Of a file that is one article and too large no more is read than shows it.
    let isRead = isWhole(opened) || opened.format == .feed && !isJSONFeed(opened)
    let limit = isRead ? maxBytes + 1 : Int.max
    return (try? InputDigest.content(of: try source(opened), upTo: limit)) ?? 0
  }
}
