import Isnad

/// One article as a reader sees it: the text with everything that was found in it, who said what, the names, the
/// numbers.
///
/// All of it is there without a script; the page's script adds filters, the keys and what shows at the pointer.
public struct ArticleView {
  let document: Document
  /// Makes ids of its elements unique in a file of many articles, and the same in every run.
  let prefix: String
  let paragraphs: [TextSpan]
  let words: PageWords
  private let hasPlace: Bool

  /// - Parameters:
  ///   - prefix: for ids; made of the document's place and id where not given.
  ///   - hasPlace: whether it comes from somewhere that is worth telling.
  ///   - language: in which it says what was found.
  public init(
    _ document: Document, prefix: String? = nil, hasPlace: Bool = true, language: PageLanguage = .arabic
  ) {
    self.document = document
    self.hasPlace = hasPlace
    words = PageWords(language: language)
    self.prefix = prefix ?? Self.prefix(of: document)
    paragraphs = AnnotatedText.paragraphs(document.text)
  }

  private static func prefix(of document: Document) -> String {
    let digest = Fingerprint.of("\(document.source.uri)\n\(document.source.record ?? 0)\n\(document.id)")
    return "a" + String(digest % 0x1000_0000_0000, radix: 36)
  }

  func id(_ name: String) -> String { "\(prefix)-\(name)" }

  /// The article as an `<article>`.
  public func encode() -> HTMLWriter {
    var html = HTMLWriter(capacity: document.text.count * 4 + 4096)
    let title = title
    html.element(
      "article",
      [
        "class": titleParagraph == nil ? "document" : "document titled", "id": prefix,
        "aria-labelledby": id("title"), "data-search": searchText(title),
      ]
    ) { html in
      html.element("header") { header(title, &$0) }
      html.element("div", ["class": "page"]) { html in
        html.element("section", ["class": "text", "aria-label": words.article]) { html in
          var text = AnnotatedText(document.text, paragraphs: paragraphs, ArticleMarks(self).all)
          text.write(&html, title: titleParagraph)
        }
        html.element("div", ["class": "facts"]) { facts(&$0) }
      }
    }
    html.lineBreak()
    return html
  }

  /// The metadata's title, else the first words.
  public var title: String {
    if let title = document.metadata["title"]?.string { return title }
    guard let first = paragraphs.first else { return document.id }
    return Self.shortened(document[first], to: 90)
  }

  /// The text's own title, where it begins with what the metadata call so.
  private var titleParagraph: TextSpan? {
    guard let title = document.metadata["title"]?.string, let first = paragraphs.first,
      document[first].utf8.elementsEqual(title.utf8)
    else { return nil }
    return first
  }

  /// A text of at most so many characters, cut between words.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard text.unicodeScalars.count > limit else { return text }
    let cut = String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
    return String(cut[..<(cut.lastIndex(of: " ") ?? cut.endIndex)]) + "…"
  }

  private func header(_ title: String, _ html: inout HTMLWriter) {
    html.element("h2", ["id": id("title"), "dir": "auto"]) { html in
      html.element("a", ["href": "#\(prefix)"], title)
    }
    html.element("p", ["class": "source"]) { html in
      var isFirst = true
      func part(_ text: String, _ attributes: HTMLWriter.Attributes) {
        if !isFirst { html.text(" · ") }
        isFirst = false
        html.element("bdi", attributes, text)
      }
      for name in ["outlet", "author", "date"] {
        guard let value = document.metadata[name]?.string, !value.isEmpty else { continue }
        part(Self.shortened(value, to: 80), [:])
      }
      if hasPlace { part(Self.shortened(document.source.place, to: 120), ["class": "place", "dir": "ltr"]) }
    }
    let counts = [
      (words.quotes, document.quotes?.count), (words.entities, document.entities?.count),
      (words.numbers, document.numbers?.count),
      (words.figures, document.figures?.count { $0.event != nil }),
    ].filter { $0.1 != nil }.map { "\($0.0): \($0.1 ?? 0)" }
    html.element("p", ["class": "counts"], counts.joined(separator: " · "))
  }

  private func facts(_ html: inout HTMLWriter) {
    let start = html.bytes.count
    if !document.errors.isEmpty {
      section(words.errors, "errors", &html) { html in
        html.element("ul") { html in
          for error in document.errors {
            html.element("li", ["dir": "auto"], "\(error.stage): \(error.message)")
          }
        }
      }
    }
    QuoteCards(self).write(&html)
    FactTables(self).write(&html)
    if html.bytes.count == start { html.element("p", ["class": "nothing"], words.nothing) }
  }

  func section(
    _ heading: String, _ name: String, _ html: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void
  ) {
    html.element("section", ["class": name, "aria-labelledby": id(name)]) { html in
      html.element("h3", ["id": id(name), "dir": "auto"], heading)
      body(&html)
    }
    html.lineBreak()
  }

  /// In which paragraph a byte of the text lies, from 1.
  func paragraph(of offset: Int) -> Int {
    max(1, paragraphs.partitioningIndex { $0.start > offset })
  }

  /// The speaker as readers know him.
  func speaker(of quote: Quote) -> String {
    quote.speakerName ?? quote.speaker.map { document[$0] } ?? words.unknownSpeaker
  }

  /// The cluster of the entity that speaks.
  func cluster(of quote: Quote) -> Int? {
    guard let id = quote.speakerEntity, id > 0, let entities = document.entities, id <= entities.count else {
      return nil
    }
    return entities[id - 1].cluster
  }

  /// Title and outlet: what a search over articles looks at besides speakers and names.
  private func searchText(_ title: String) -> String {
    [title, document.metadata["outlet"]?.string ?? "", document.id].filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
