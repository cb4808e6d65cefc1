import Isnad

/// Makes documents of web pages: of files, and of the records of web archives.
struct PageDecoder: Sendable {
  let encoding: TextEncoding
  let maxBytes: Int
  /// The reader's id, for what is wrong with a document that is read all the same.
  let stage: String

  /// An HTML file.
  func html(_ record: Record) throws(StageFailure) -> Document {
    let declared = encoding == .auto ? nil : encoding.rawValue
    let page = WebPage(record.bytes, declared: declared)
    return try document(page, id: record.source.uri, record, url: nil)
  }

  /// A record of a WARC file: its head, and what it holds.
  func warc(_ record: Record) throws(StageFailure) -> Document {
    let bytes = record.bytes[...]
    guard let headEnd = MessageHead.end(of: bytes, from: 0) else {
      throw StageFailure(code: "broken-record", message: "the head of the record does not end")
    }
    let head = MessageHead(bytes[..<headEnd])
    var body = bytes[headEnd...]
    var type = head["Content-Type"]
    var problem: String?
    if head["WARC-Type"]?.lowercased() == "response" {
      guard let end = MessageHead.end(of: body, from: headEnd) else {
        throw StageFailure(code: "broken-record", message: "the head of the answer does not end")
      }
      let answer = MessageHead(body[..<end])
      type = answer["Content-Type"]
      (body, problem) = try MessageBody(head: answer, maxBytes: maxBytes).decoded(body[end...])
    }
    let id = head["WARC-Record-ID"].map { $0.filter { $0 != "<" && $0 != ">" } }
    let url = head["WARC-Target-URI"].map { $0.filter { $0 != "<" && $0 != ">" } }
    let page: WebPage
    if type?.lowercased().hasPrefix("text/plain") == true {
      page = WebPage(plain: WebPage.decoded(Array(body), declared: WebPage.charset(type)))
    } else {
      page = WebPage(Array(body), declared: WebPage.charset(type))
    }
    var document = try document(page, id: id ?? record.source.place, record, url: url)
    if let crawled = head["WARC-Date"] { document.metadata["crawled"] = .string(crawled) }
    if let problem {
      document.errors.append(DocumentError(stage: stage, code: "cut-body", message: problem))
    }
    return document
  }

  private func document(_ page: WebPage, id: String, _ record: Record, url: String?) throws(StageFailure)
    -> Document
  {
    guard !page.text.isEmpty else {
      throw StageFailure(code: "empty-document", message: "the page has no text")
    }
    let text = SourceText(page.text)
    var metadata: Metadata = [:]
    let said = page.metadata
    // Templates say 'en' of Arabic pages; the script knows better.
    let script = Headline.language(of: text)
    let language =
      script != nil && !WebPage.arabicScript.contains(said?.language ?? "") ? script : said?.language
    let values = [
      ("title", said?.title), ("date", said?.date), ("outlet", said?.outlet), ("url", said?.url ?? url),
      ("language", language), ("author", said?.author),
    ]
    for (name, value) in values {
      if let value { metadata[name] = .string(value) }
    }
    return Document(id: id, source: record.source, metadata: metadata, text: text)
  }
}
