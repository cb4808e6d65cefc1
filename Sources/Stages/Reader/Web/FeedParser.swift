import CLibXML2
import Isnad

/// Reads RSS 0.9-2.0, RSS 1.0 (RDF) and Atom by libxml2, entry by entry.
///
/// Entities are not put in but for the five of XML, nothing is loaded from elsewhere, and libxml2's own limits
/// of depth and growth hold: a feed that unfolds itself is an error.
struct FeedParser {
  /// libxml2's: what does not fit is read as well as can be, in silence, and without the network.
  private static let options =
    XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
    | XML_PARSE_NOWARNING.rawValue

  private(set) var entries: [FeedEntry] = []
  private var feed: [JSONValue.Member] = []

  /// - Throws: what stopped the reading; the entries before it are there.
  mutating func parse(_ bytes: [UInt8]) throws(UnreadableInput) {
    xmlResetLastError()
    let problem: UnreadableInput? = bytes.withUnsafeBytes { buffer in
      guard
        let reader = xmlReaderForMemory(
          buffer.bindMemory(to: CChar.self).baseAddress, Int32(clamping: buffer.count), nil, nil,
          Int32(Self.options))
      else { return UnreadableInput(message: "libxml2 can't begin") }
      defer { xmlFreeTextReader(reader) }
      return read(XMLCursor(reader))
    }
    if let problem { throw problem }
  }

  private mutating func read(_ xml: XMLCursor) -> UnreadableInput? {
    var isFeed = false
    var hasNext = xml.next()
    while hasNext {
      guard xml.isElement else {
        hasNext = xml.next()
        continue
      }
      if !isFeed {
        guard ["rss", "feed", "RDF"].contains(xml.name) else {
          return UnreadableInput(
            message: "it is no feed: its first element is '\(xml.name)'",
            suggestion: "A feed is RSS or Atom. 'format' of 'reader' says what a file is.")
        }
        isFeed = true
        if let language = xml["xml:lang"] { add("language", language) }
        hasNext = xml.next()
        continue
      }
      switch xml.name {
      case "item", "entry":
        entries.append(entry(xml))
        hasNext = xml.skip()
      case "channel": hasNext = xml.next()
      case "title", "language":
        add(xml.name == "title" ? "outlet" : "language", xml.text)
        hasNext = xml.skip()
      default: hasNext = xml.skip()
      }
    }
    if xml.failed || !isFeed {
      return UnreadableInput(message: isFeed ? Self.error : "it is no XML: " + Self.error)
    }
    return nil
  }

  private static var error: String {
    guard let error = xmlGetLastError(), let text = error.pointee.message else {
      return "the XML does not go on"
    }
    let message = String(cString: text).split(separator: "\n").first ?? ""
    return "line \(error.pointee.line): \(message)"
  }

  private mutating func add(_ name: String, _ text: String) {
    let text = text.trimmedSpace
    if !text.isEmpty, !feed.contains(where: { $0.name == name }) { feed.append(.init(name, .string(text))) }
  }

  /// The entry on whose element the cursor stands; leaves it there or within.
  private func entry(_ xml: XMLCursor) -> FeedEntry {
    var entry = FeedEntry(feed: feed)
    var summary = ""
    for child in xml.children {
      switch child.name {
      case "title": entry.set("title", child.text)
      case "link":
        // RSS: a text; Atom: an attribute, of the alternate link and not of an enclosure.
        if (child["rel"] ?? "alternate") == "alternate" { entry.set("url", child["href"] ?? child.text) }
      case "guid", "id": entry.set("id", child.text)
      case "pubDate", "published", "date", "issued": entry.set("date", child.text)
      case "updated", "modified": entry.set("updated", child.text)
      case "author", "creator": entry.set("author", child.firstText(of: "name") ?? child.text)
      case "encoded", "content": entry.set("html", child.markup)
      case "description", "summary": summary = summary.isEmpty ? child.markup : summary
      case "source": entry.set("source", child.text)
      case "category": entry.set("category", child["term"] ?? child.text)
      default: break
      }
    }
    entry.set("html", summary)
    return entry
  }
}
