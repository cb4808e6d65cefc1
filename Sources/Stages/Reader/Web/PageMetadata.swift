import Isnad

/// What a page says of its article: schema.org in JSON-LD first, then Open Graph and other meta elements, then
/// what stands in the page itself.
struct PageMetadata {
  var title: String?
  var date: String?
  var author: String?
  var outlet: String?
  var language: String?
  var url: String?
  /// The body as schema.org's `articleBody` gives it.
  var body: String?

  init(_ tree: HTMLTree, _ names: PageNames) {
    let data = LinkedData(tree)
    let article = data.article
    let meta = Self.meta(tree)
    func first(_ names: String...) -> String? { names.lazy.compactMap { meta[$0] }.first }
    body = data.posts ?? article?["articleBody"]?.string.map { HTMLText.plain($0) }

    outlet = data.name(article?["publisher"]) ?? first("og:site_name", "application-name", "publisher")
    let headings = tree.nodes.indices.filter { tree.nodes[$0].name == "h1" }.map { tree.text(of: $0) }
    title =
      Self.line(article?["headline"]?.string) ?? first("og:title", "twitter:title")
      ?? headings.first { !$0.isEmpty } ?? tree.first("title").map { tree.text(of: $0) }
    title = title.flatMap { Self.line(Self.withoutOutlet($0, outlet, headings)) }

    date =
      article?["datePublished"]?.string
      ?? first(
        "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "date",
        "pubdate",
        "publishdate", "publish-date", "dc.date.issued", "dc.date", "dcterms.created", "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime") ?? Self.time(tree)
    date = date.map { PublicationDate.iso($0) ?? $0 }

    author =
      data.name(article?["author"]) ?? first("author", "article:author", "dc.creator", "parsely-author")
      ?? Self.byline(tree, names)
    if let name = author, name.count > 100 || name.contains("://") { author = nil }

    url =
      Self.link(tree, rel: "canonical") ?? first("og:url") ?? article?["url"]?.string
      ?? article?["mainEntityOfPage"]?.string ?? article?["mainEntityOfPage"]?["@id"]?.string
    if let link = url, !link.hasPrefix("http://"), !link.hasPrefix("https://") { url = nil }

    let declared =
      tree.first("html").flatMap { tree.nodes[$0]["lang"] } ?? article?["inLanguage"]?.string
      ?? first("og:locale", "language", "content-language")
    language = declared.flatMap { Self.language($0) }
  }

  /// `ar` of `ar-EG`, `ar_AR` and `AR`.
  static func language(_ tag: String) -> String? {
    let primary = tag.trimmedSpace.lowercased().prefix { $0.isASCII && $0.isLetter }
    return (2...3).contains(primary.count) ? String(primary) : nil
  }

  /// Meta elements by name, the first of each.
  private static func meta(_ tree: HTMLTree) -> [String: String] {
    var found: [String: String] = [:]
    for node in tree.nodes where !node.attributes.isEmpty {
      guard node.name == "meta" || node["itemprop"]?.lowercased() == "datepublished" else { continue }
      let name = node["property"] ?? node["name"] ?? node["itemprop"] ?? node["http-equiv"]
      guard let name, let content = line(node["content"] ?? node["datetime"]) else { continue }
      let small = name.lowercased()
      if found[small] == nil { found[small] = content }
    }
    return found
  }

  private static func line(_ text: String?) -> String? {
    guard let text = text.map({ HTMLText.plain($0).singleSpaced }), !text.isEmpty else { return nil }
    return text
  }

  private static func link(_ tree: HTMLTree, rel: String) -> String? {
    tree.nodes.first { $0.name == "link" && $0["rel"]?.lowercased() == rel }?["href"]?.trimmedSpace
  }

  /// The first `<time>` that says a date.
  private static func time(_ tree: HTMLTree) -> String? {
    for index in tree.nodes.indices where tree.nodes[index].name == "time" {
      let said = tree.nodes[index]["datetime"] ?? tree.text(of: index)
      if let date = PublicationDate.iso(said) { return date }
    }
    return nil
  }

  private static func byline(_ tree: HTMLTree, _ names: PageNames) -> String? {
    for index in tree.nodes.indices where !tree.nodes[index].attributes.isEmpty {
      let node = tree.nodes[index]
      let isByline =
        node["rel"] == "author" || node["itemprop"] == "author"
        || names[index].contains(.byline) && node.end - index < 12
      guard isByline else { continue }
      let text = tree.text(of: index)
      if !text.isEmpty, text.count <= 60 { return text }
    }
    return nil
  }

  /// A title without the outlet's name, which pages put behind it: `عنوان | الجزيرة نت`.
  static func withoutOutlet(_ title: String, _ outlet: String?, _ headings: [String]) -> String {
    // Nearly no title has one.
    guard title.utf8.contains(where: { "|-:".utf8.contains($0) || $0 == 0xE2 || $0 == 0xC2 }) else {
      return title
    }
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » "] where title.contains(separator) {
      var parts = title.split(separator: separator)
      guard parts.count > 1, let last = parts.popLast() else { continue }
      let head = parts.joined(separator: separator).singleSpaced
      if last.trimmedSpace == outlet || headings.contains(head) { return head }
    }
    return title
  }
}

extension HTMLTree {
  func first(_ name: String) -> Int? { nodes.firstIndex { $0.name == name } }
}

extension Substring {
  fileprivate var trimmedSpace: String { String(self).trimmedSpace }
}
