import Isnad

/// An entry of a feed with the page that it leads to, as one record: a line of JSON that says how long the entry is,
/// the entry, the page.
///
/// It is the form of a record and of no file, so that nobody can ask for it.
struct FollowedPage: CutFormat {
  static let format = FormatDescription("followed", "an entry with its page")

  static func record(_ entry: Record, url: String, type: String?, page: [UInt8]) -> Record {
    var json = JSONWriter()
    json.value(
      .object([
        .init("url", .string(url)), .init("type", .string(type ?? "")),
        .init("entry", .integer(entry.bytes.count)),
      ]))
    json.newline()
    return Record(source: entry.source, format: format.name, bytes: json.bytes + entry.bytes + page)
  }

  /// The entry's document with the page's text, where there is an article in it; what the entry says of itself stands
  /// before what the page says.
  func decode(_ record: Record, with decoders: Decoders) throws -> Document {
    guard let end = record.bytes.firstIndex(of: 0x0A), let head = try? JSONParser.parse(record.bytes[..<end]),
      let count = head["entry"]?.int, (0...record.bytes.count - end - 1).contains(count)
    else {
      throw StageFailure(code: "broken-record", message: "the record is no entry with its page")
    }
    let entry = Array(record.bytes[(end + 1)..<(end + 1 + count)])
    let said = try decoders.values.entry(
      Record(source: record.source, format: FeedInput.format.name, bytes: entry))
    let page = WebPage(
      Array(record.bytes[(end + 1 + count)...]), declared: WebPage.charset(head["type"]?.string))
    guard !page.text.isEmpty else { return said }
    var document = Document(
      id: said.id, source: said.source, metadata: said.metadata, text: SourceText(page.text))
    let values = [
      ("title", page.metadata?.title), ("date", page.metadata?.date), ("outlet", page.metadata?.outlet),
      ("url", head["url"]?.string), ("language", page.metadata?.language), ("author", page.metadata?.author),
    ]
    for (name, value) in values where document.metadata[name] == nil {
      if let value, !value.isEmpty { document.metadata[name] = .string(value) }
    }
    return document
  }
}
