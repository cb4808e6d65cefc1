import Isnad
import IsnadHTTP

/// Makes documents of records that have named values: lines and elements of JSON, rows, entries of feeds.
struct RecordDecoder: Sendable {
  let fields: FieldMap

  /// A JSON object.
  ///
  /// `metadata` is an object; other members with a single value become metadata, unless `metadata` has the
  /// name already; lists and objects beside these are left out. Where a record has no id, its place is its id
  /// (`news.jsonl:12`).
  func json(_ record: Record) throws(StageFailure) -> Document {
    let what = record.format == InputFormat.jsonl.rawValue ? "a line" : "a record"
    guard case .object(let members) = try value(of: record) else {
      throw StageFailure(
        code: "invalid-document",
        message: "\(what) must be an object with 'text', not \(try value(of: record).kindName)")
    }
    return try document(members, record)
  }

  /// A row behind the line that names its columns.
  func row(_ record: Record) throws(StageFailure) -> Document {
    try Self.checkUTF8(record)
    let (delimiter, headerStart) = TableCutter.delimiter(of: record.bytes, format: record.format)
    let end = record.bytes[headerStart...].firstIndex(of: 0x0A) ?? record.bytes.endIndex
    let header = record.bytes[headerStart..<end]
    guard let names = DelimitedText.fields(header, delimiter: delimiter) else {
      throw StageFailure(code: "broken-row", message: "the line of column names is broken")
    }
    guard
      let values = DelimitedText.fields(
        record.bytes[min(end + 1, record.bytes.endIndex)...], delimiter: delimiter)
    else {
      throw StageFailure(
        code: "broken-row",
        message: "the quotation marks of the row don't fit: one is not closed, or text follows one that is")
    }
    guard values.count == names.count else {
      throw StageFailure(
        code: "broken-row",
        message: "the row has \(values.count) fields, and there are \(names.count) columns")
    }
    let members = zip(names, values).filter { !$0.1.isEmpty }.map { JSONValue.Member($0, .string($1)) }
    return try document(members, record)
  }

  /// An entry of a feed: of RSS and Atom a feed of its own, of JSON Feed an object with what its feed says.
  func entry(_ record: Record) throws(StageFailure) -> Document {
    try Self.checkUTF8(record)
    let (said, texts): ([JSONValue.Member], [FeedContent])
    if record.bytes.first == UInt8(ascii: "{") {
      (said, texts) = JSONFeed.entry(try value(of: record))
    } else {
      let entry = try FeedEntry(record.bytes)
      (said, texts) = (entry.members, entry.texts)
    }
    let text = texts.lazy.map { $0.paragraphs.joined(separator: "\n\n") }.first { !$0.isEmpty }
    guard let text else {
      throw StageFailure(code: "empty-document", message: "the entry has neither text nor title")
    }
    var members = said
    members.append(.init("text", .string(text)))
    if let language = JSONValue.object(members)["language"]?.string.flatMap({ PageMetadata.language($0) }),
      let at = members.firstIndex(where: { $0.name == "language" })
    {
      members[at].value = .string(language)
    }
    var found = try document(members, record)
    found.id = Self.id(ofEntry: found, members, record)
    return found
  }

  /// An entry is called by its id, or by its link; on a server also one that has neither keeps its name, wherever in
  /// its feed it stands. An id without a letter is one of its feed's own count.
  private static func id(ofEntry document: Document, _ members: [JSONValue.Member], _ record: Record)
    -> String
  {
    let isRemote = WebAddress.isOne(record.source.uri)
    guard document.id == record.source.place else {
      let isGlobal = document.id.unicodeScalars.contains { $0.properties.isAlphabetic }
      return isGlobal || !isRemote ? document.id : "\(record.source.uri)#\(document.id)"
    }
    if let url = document.metadata["url"]?.string, WebAddress.isOne(url) { return url }
    guard isRemote else { return document.id }
    return "\(record.source.uri)#\(String(Fingerprint.of(document.text.string), radix: 16))"
  }

  private func value(of record: Record) throws(StageFailure) -> JSONValue {
    try Self.checkUTF8(record)
    do throws(JSONError) {
      return try JSONParser.parse(validated: ArraySlice(record.bytes))
    } catch {
      throw StageFailure(code: "invalid-json", message: "malformed JSON: \(error)")
    }
  }

  private static func checkUTF8(_ record: Record) throws(StageFailure) {
    if let offset = UTF8Validation.firstInvalidOffset(in: record.bytes.span) {
      throw StageFailure(invalid: InvalidUTF8(offset: offset, byte: record.bytes[offset]), in: record)
    }
  }

  private func document(_ members: [JSONValue.Member], _ record: Record) throws(StageFailure) -> Document {
    let found = fields.sort(members)
    let object = JSONValue.object(members)
    guard let text = found.text else {
      throw StageFailure(code: "invalid-document", message: fields.withoutText(members))
    }
    guard let text = Self.joined(text) else {
      throw StageFailure(
        code: "invalid-document", message: "'text' must be a string, not \(text.kindName)")
    }
    let source = DocumentSource(
      uri: object["source"]?["uri"]?.string ?? record.source.uri, record: record.source.record,
      byteOffset: record.source.byteOffset)
    return Document(
      id: try id(found.id, record), source: source,
      metadata: try metadata(object["metadata"], found.metadata),
      text: SourceText(text))
  }

  /// A text, or a list of its paragraphs, each a text or an object that holds one under a usual name.
  private static func joined(_ value: JSONValue) -> String? {
    if let text = value.string { return text }
    // Of nothing but nulls nobody can say what was meant.
    guard let list = value.array, list.contains(where: { !$0.isNull }) else { return nil }
    var paragraphs: [String] = []
    for item in list where !item.isNull {
      let text =
        item.string ?? ["text", "content", "body", "value"].lazy.compactMap { item[$0]?.string }.first
      guard let text else { return nil }
      if !text.isEmpty { paragraphs.append(text) }
    }
    return paragraphs.joined(separator: "\n\n")
  }

  private func id(_ value: JSONValue?, _ record: Record) throws(StageFailure) -> String {
    switch value {
    case nil, .null?, .string("")?: return record.source.place
    case .string(let id)?: return id
    case .number(let number)?: return number.text
    case let other?:
      throw StageFailure(
        code: "invalid-document", message: "'id' must be a string or a number, not \(other.kindName)")
    }
  }

  /// What an object says of its article in `metadata`, and then what it says beside that.
  private func metadata(_ value: JSONValue?, _ found: Metadata) throws(StageFailure) -> Metadata {
    var metadata: Metadata = [:]
    switch value {
    case nil, .null?: return found
    case .object(let members)?:
      for member in members { metadata[member.name] = member.value }
    case let other?:
      throw StageFailure(
        code: "invalid-document", message: "'metadata' must be an object, not \(other.kindName)")
    }
    for (name, value) in found where metadata[name] == nil { metadata[name] = value }
    return metadata
  }
}
