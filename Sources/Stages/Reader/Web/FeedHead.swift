import Isnad

/// What a feed says of all of its entries, and how an entry is cut out as a feed of its own: with the namespaces,
/// the title and the language that it stood under, so that it can be read, and tried again, by itself.
struct FeedHead {
  /// Bytes of a head that are looked at, and of what is handed on to each entry.
  private static let limits = (read: 1 << 20, kept: 4096)

  private let opening: [UInt8]
  private static let closing = Array("</channel></rss>".utf8)

  /// - Parameter bytes: from a feed's first element to its first entry.
  init(_ bytes: ArraySlice<UInt8>, entities: FeedEntities) {
    let head = entities.replaced(in: bytes.prefix(Self.limits.read), upTo: 2 * Self.limits.read, always: true)
    guard let document = try? XMLDocument(head ?? [], recovering: true) else {
      opening = Array("<rss><channel>".utf8)
      return
    }
    opening = document.withRoot { Self.opening($0) }
  }

  private static func opening(_ root: XMLElement) -> [UInt8] {
    let channel = root.name == "feed" ? root : root.first("channel") ?? root
    var attributes = ""
    var prefixes: Set<String> = []
    let isAtom = root.name == "feed"
    for (prefix, uri) in root.declared + channel.declared
    where attributes.utf8.count + uri.utf8.count < limits.kept && prefixes.insert(prefix).inserted {
      attributes += " xmlns\(prefix.isEmpty ? "" : ":" + prefix)=\"\(XMLText.escaped(uri))\""
    }
    let named = channel.children.filter { FeedNamespace($0, root: root.namespace) == .own }
    func text(_ name: String) -> String? {
      named.first { $0.name == name && !$0.text.isEmpty }?.text
    }
    // Links are against what the feed says, else against the site.
    let site = isAtom ? nil : text("link")
    for (name, value) in [
      ("xml:lang", channel["xml:lang"] ?? root["xml:lang"]),
      ("xml:base", channel["xml:base"] ?? root["xml:base"] ?? site),
    ] {
      if let value, value.utf8.count < 1024 { attributes += " \(name)=\"\(XMLText.escaped(value))\"" }
    }
    let language =
      text("language") ?? channel.children.first { $0.name == "language" && !$0.text.isEmpty }?.text
    // The writers of an Atom feed are those of its entries that name none.
    let authors = isAtom ? named.filter { $0.name == "author" }.compactMap { $0.first("name")?.text } : []
    var said: [(name: String, value: String?)] = [("title", text("title")), ("language", language)]
    said += authors.map { (name: "managingEditor", value: $0) }
    var elements = ""
    for (name, value) in said {
      if let value, value.utf8.count < 1024, elements.utf8.count < limits.kept {
        elements += "<\(name)>\(XMLText.escaped(value))</\(name)>"
      }
    }
    return Array("<rss version=\"2.0\"\(attributes)><channel>\(elements)".utf8)
  }

  /// An entry as a feed of its own.
  func feed(of entry: [UInt8]) -> [UInt8] { opening + entry + Self.closing }
}
