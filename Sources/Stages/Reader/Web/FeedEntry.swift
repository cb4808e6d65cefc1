import Isnad

/// An entry of a feed: what it says of itself, each from its own element or, where it has none, from those that
/// others put beside it (Dublin Core, Media RSS).
struct FeedEntry {
  private(set) var members: [JSONValue.Member] = []
  /// Its text as it may stand in several elements, the best first.
  private(set) var texts: [FeedContent] = []

  /// - Parameter bytes: the entry as a feed of its own, as ``FeedHead`` makes it.
  init(_ bytes: [UInt8]) throws(StageFailure) {
    let document: XMLDocument
    do throws(XMLDocument.Malformed) {
      document = try XMLDocument(bytes)
    } catch {
      throw StageFailure(code: "broken-entry", message: "the entry is no XML: \(error.message)")
    }
    self = try document.withRoot { root throws(StageFailure) in try FeedEntry(root) }
  }

  private init(_ root: XMLElement) throws(StageFailure) {
    let channel = root.first("channel")
    guard let entry = channel?.children.last(where: { $0.name == "item" || $0.name == "entry" }) else {
      throw StageFailure(code: "broken-entry", message: "there is no entry")
    }
    read(FeedElements(entry, root: root.namespace))
    set("outlet", channel?.first("title").map { HTMLText.plain($0.text).singleSpaced })
    set("language", channel?.first("language")?.text ?? root["xml:lang"])
    let editors = channel?.children.filter { $0.name == "managingEditor" }.map(\.text) ?? []
    set("author", editors.joined(separator: ", "))
  }

  /// Sets a text, unless there is one.
  private mutating func set(_ name: String, _ text: String?) {
    if let text, !text.isEmpty, !members.contains(where: { $0.name == name }) {
      members.append(.init(name, .string(text)))
    }
  }

  private mutating func read(_ entry: FeedElements) {
    let title = entry.own("title").lazy.map(FeedContent.line).first { !$0.isEmpty }
    set("title", title ?? (entry.of(.dublinCore, "title") + entry.media("title")).first.map(FeedContent.line))
    readLink(entry)
    set(
      "date",
      Self.date(entry.own("pubDate", "published", "issued", "date") + entry.of(.dublinCore, "date", "issued"))
    )
    set("updated", Self.date(entry.own("updated", "modified") + entry.of(.dublinCore, "modified")))
    readAuthor(entry)
    for source in entry.own("source") { set("source", source.first("title")?.text ?? source.text) }
    for category in entry.own("category") { set("category", category["term"] ?? category.text) }
    set("category", entry.of(.dublinCore, "subject").first?.text)
    set("language", entry.element["xml:lang"] ?? entry.of(.dublinCore, "language").first?.text)

    let isAtom = entry.element.name == "entry"
    texts = entry.of(.content, "encoded").map { FeedContent($0, isAtom: false) }
    for name in ["content", "description", "summary"] {
      texts += entry.own(name).filter { $0["src"] == nil }.map { FeedContent($0, isAtom: isAtom) }
    }
    texts += (entry.of(.dublinCore, "description", "abstract") + entry.media("description", "summary"))
      .map { FeedContent($0, isAtom: false) }
    // A title is all that some feeds say.
    if let title = members.first(where: { $0.name == "title" })?.value.string { texts.append(.plain(title)) }
  }

  private mutating func readLink(_ entry: FeedElements) {
    // RSS: a text; Atom: an attribute, of the alternate link and not of an enclosure.
    let links = entry.own("link").filter { ($0["rel"] ?? "alternate") == "alternate" }
    let pages = links.filter { $0["type"].map { $0.contains("html") } ?? true }
    let link = (pages + links).lazy.map { ($0, $0["href"]?.trimmedSpace ?? $0.text) }.first { !$0.1.isEmpty }
    set("url", link.map { $0.0.resolved($0.1, base: nil) })
    for id in entry.own("guid", "id") {
      let text = id.text
      set("id", text)
      // RSS: it is a link unless it says that it is none.
      let isLink = text.hasPrefix("http://") || text.hasPrefix("https://")
      if id.name == "guid", isLink, id["isPermaLink"]?.lowercased() != "false" { set("url", text) }
    }
  }

  /// Writers by name. RSS wants an address, with the name in brackets behind it.
  private mutating func readAuthor(_ entry: FeedElements) {
    let own = entry.own("author").map { $0.first("name")?.text ?? Self.name(in: $0.text) }.filter {
      !$0.isEmpty
    }
    let others = entry.of(.dublinCore, "creator").map(\.text).filter { !$0.isEmpty }
    let names = own.allSatisfy { $0.contains("@") } && !others.isEmpty ? others : own
    var seen: Set<String> = []
    set("author", names.filter { seen.insert($0).inserted }.joined(separator: ", "))
    set("author", entry.media("author").first?.text)
  }

  private static func name(in author: String) -> String {
    guard author.contains("@"), let open = author.firstIndex(of: "("), author.last == ")" else {
      return author
    }
    return String(author[author.index(after: open)...].dropLast()).trimmedSpace
  }

  /// The first date that is one, else the first text.
  private static func date(_ elements: [XMLElement]) -> String? {
    let said = elements.map(\.text).filter { !$0.isEmpty }
    guard said.count > 1 else { return said.first }
    return said.first { PublicationDate.iso($0, order: .dayFirst) != nil } ?? said.first
  }
}

/// The elements of an entry by namespace.
struct FeedElements {
  let element: XMLElement
  /// With their names without prefixes.
  private let children: [(element: XMLElement, name: String, space: FeedNamespace)]
  /// Whose elements there are, so that nothing is looked for in vain.
  private let spaces: Set<FeedNamespace>

  init(_ element: XMLElement, root: String?) {
    self.element = element
    children = element.children.map { child in
      let name = child.name
      let local = name.utf8.contains(UInt8(ascii: ":")) ? String(name.split(separator: ":").last ?? "") : name
      return (child, local, FeedNamespace(child, root: root))
    }
    spaces = Set(children.lazy.map(\.space))
  }

  func own(_ names: String...) -> [XMLElement] { find(.own, names) }
  func of(_ space: FeedNamespace, _ names: String...) -> [XMLElement] { find(space, names) }

  /// Of Media RSS also those within a group.
  func media(_ names: String...) -> [XMLElement] {
    let groups = find(.media, ["group"]).flatMap(\.children)
    return find(.media, names) + groups.filter { names.contains($0.name) }
  }

  /// In the order of the names, then of the entry.
  private func find(_ space: FeedNamespace, _ names: [String]) -> [XMLElement] {
    guard spaces.contains(space) else { return [] }
    return names.flatMap { name in
      children.filter { $0.space == space && $0.name == name }.map(\.element)
    }
  }
}
