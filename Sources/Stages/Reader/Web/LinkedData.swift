import Isnad

/// schema.org's words in a page's JSON-LD: the article, and who else is named in it.
struct LinkedData {
  /// Objects of objects are looked at so deep, and so many of them.
  private static let limits = (depth: 8, objects: 4000)

  private static let articles: Set<String> = [
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BackgroundNewsArticle", "AskPublicNewsArticle", "AdvertiserContentArticle", "SatiricalArticle",
    "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting",
  ]

  /// The first article of a page.
  private(set) var article: JSONValue?
  /// Objects that others refer to, by their `@id`.
  private var known: [String: JSONValue] = [:]

  init(_ tree: HTMLTree) {
    var left = Self.limits.objects
    for index in tree.nodes.indices where tree.nodes[index].name == "script" {
      guard tree.nodes[index]["type"]?.lowercased().hasPrefix("application/ld+json") == true else { continue }
      let text = tree.nodes[index..<tree.nodes[index].end].map(\.text).joined()
      let limits = JSONParser.Limits(keepsFirst: true)
      guard let value = try? JSONParser.parse(LenientJSON.mended(text)[...], limits: limits) else { continue }
      collect(value, &left)
    }
  }

  private mutating func collect(_ value: JSONValue, _ left: inout Int) {
    var queue: [(JSONValue, Int)] = [(value, 0)]
    var at = 0
    while at < queue.count, left > 0 {
      let (value, depth) = queue[at]
      at += 1
      left -= 1
      switch value {
      case .object(let members):
        if article == nil, Self.types(value).contains(where: Self.articles.contains) { article = value }
        // A reference has no more than its name.
        if members.count > 1, let id = value["@id"]?.string, known[id] == nil { known[id] = value }
        if depth < Self.limits.depth { queue += members.map { ($0.value, depth + 1) } }
      case .array(let values):
        if depth < Self.limits.depth { queue += values.map { ($0, depth + 1) } }
      default: break
      }
    }
  }

  private static func types(_ value: JSONValue) -> [String] {
    let type = value["@type"]
    let names = type?.string.map { [$0] } ?? type?.array?.compactMap(\.string) ?? []
    // https://schema.org/NewsArticle
    return names.map { $0.split(whereSeparator: { "/:#".contains($0) }).last.map(String.init) ?? $0 }
  }

  /// The name of a person or an organisation, of several joined by commas; of a reference that of what it refers to.
  func name(_ value: JSONValue?) -> String? {
    var seen: Set<String> = []
    let names = names(value, depth: 0).filter { seen.insert($0).inserted }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  private func names(_ value: JSONValue?, depth: Int) -> [String] {
    guard depth < 5, let value else { return [] }
    switch value {
    case .string(let name):
      if let object = known[name] { return names(object, depth: depth + 1) }
      let text = HTMLText.plain(name).singleSpaced
      return text.isEmpty ? [] : [text]
    case .array(let values): return values.prefix(20).flatMap { names($0, depth: depth + 1) }
    case .object:
      if let name = value["name"], !name.isNull {
        // Of a name in several languages the first.
        return names(name.array?.first ?? name, depth: depth + 1)
      }
      if let id = value["@id"]?.string, let object = known[id] {
        return names(object["name"], depth: depth + 1)
      }
      // A name in a language: {"@value": "…", "@language": "ar"}.
      if let text = value["@value"] { return names(text, depth: depth + 1) }
      let parts = [value["givenName"], value["familyName"]].flatMap { names($0, depth: depth + 1) }
      return parts.isEmpty ? [] : [parts.joined(separator: " ")]
    default: return []
    }
  }

  /// The posts of a live blog, each with its time and heading; nil for an article that is none.
  var posts: String? {
    guard let updates = article?["liveBlogUpdate"]?.array, !updates.isEmpty else { return nil }
    let posts = updates.prefix(1000).map { post -> String in
      let body = post["articleBody"]?.string.map { HTMLText.plain($0) }
      let date = post["datePublished"]?.string.flatMap { PublicationDate.iso($0) }
      let heading = post["headline"]?.string.map { HTMLText.plain($0).singleSpaced }
      return [date, heading, body].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n")
    }
    let text = posts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    return text.isEmpty ? nil : text
  }
}

/// Text that was HTML, or is said to be.
enum HTMLText {
  /// Without elements and entities; what has none is taken as it is.
  static func plain(_ text: String) -> String {
    guard text.holds("<") || text.holds("&") else {
      return text
    }
    return PageText.paragraphs(HTMLTree(text)).joined(separator: "\n\n")
  }
}
