import Isnad

/// A text of a feed: HTML as a text, elements, or plain words.
enum FeedContent {
  case html(String)
  case elements(HTMLTree)
  case plain(String)

  /// - Parameter isAtom: its types are Atom's, where a text is plain unless it says otherwise.
  init(_ element: XMLElement, isAtom: Bool) {
    let type = element["type"]?.lowercased()
    if element["mode"] == "base64" || element["encoding"]?.lowercased() == "base64"
      || isAtom && type.map(Self.isBinary) ?? false
    {
      self = .html(Base64.decoded(element.text).map { WebPage.decoded($0, declared: nil) } ?? "")
    } else if !element.children.isEmpty {
      self = .elements(HTMLTree(element))
    } else {
      let text = element.text
      let isPlain = isAtom && (type == "text" || type == "text/plain" || type == nil && !Self.isMarkup(text))
      self = isPlain ? .plain(text) : .html(text)
    }
  }

  /// The text of an element that is a line, such as a title.
  static func line(_ element: XMLElement) -> String {
    let text = element.text
    let isPlain = !text.holds("<") && !text.holds("&")
    if isPlain, element["type"] == nil, element["mode"] == nil, element.children.isEmpty {
      return text.singleSpaced
    }
    let content = FeedContent(element, isAtom: element["type"] != nil)
    return content.paragraphs.joined(separator: " ").singleSpaced
  }

  var paragraphs: [String] {
    switch self {
    case .elements(let tree): PageText.paragraphs(tree)
    case .plain(let text): Self.blocks(text)
    case .html(let text):
      if text.holds("<") {
        PageText.paragraphs(HTMLTree(text))
      } else {
        text.holds("&") ? Self.blocks(text).map { HTMLText.plain($0) } : Self.blocks(text)
      }
    }
  }

  /// Paragraphs of a text without markup: an empty line parts them.
  private static func blocks(_ text: String) -> [String] {
    if !text.holds("\n") {
      let line = text.singleSpaced
      return line.isEmpty ? [] : [line]
    }
    var blocks: [String] = []
    var block: [Substring] = []
    let lines: [Substring] = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for line in lines + [""] {
      if line.allSatisfy({ $0.isWhitespace }) {
        let joined = block.joined(separator: " ").singleSpaced
        if !joined.isEmpty { blocks.append(joined) }
        block = []
      } else {
        block.append(line)
      }
    }
    return blocks
  }

  /// Atom's types whose text is bytes in base64: all but text, HTML and XML.
  private static func isBinary(_ type: String) -> Bool {
    type.contains("/") && !type.hasPrefix("text/") && !type.hasSuffix("xml")
  }

  private static func isMarkup(_ text: String) -> Bool {
    ["</", "<p>", "<br", "<div", "<img"].contains { text.contains($0) }
  }
}
