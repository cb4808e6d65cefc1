import Isnad

/// schema.org's words in a page's JSON-LD.
enum LinkedData {
  /// Objects of objects are looked at so deep, and so many of them.
  private static let limits = (depth: 6, objects: 2000)

  private static let articles: Set<String> = [
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting",
  ]

  /// The first article of a page.
  static func article(in tree: HTMLTree) -> JSONValue? {
    for index in tree.nodes.indices where tree.nodes[index].name == "script" {
      guard tree.nodes[index]["type"]?.lowercased().hasPrefix("application/ld+json") == true else { continue }
      let text = tree.nodes[index..<tree.nodes[index].end].map(\.text).joined()
      if let value = try? JSONParser.parse(lenient(text)), let found = article(value) { return found }
    }
    return nil
  }

  private static func article(_ value: JSONValue) -> JSONValue? {
    var queue: [(JSONValue, Int)] = [(value, 0)]
    var at = 0
    while at < queue.count, at < limits.objects {
      let (value, depth) = queue[at]
      at += 1
      switch value {
      case .object(let members):
        if types(value).contains(where: articles.contains) { return value }
        if depth < limits.depth { queue += members.map { ($0.value, depth + 1) } }
      case .array(let values):
        if depth < limits.depth { queue += values.map { ($0, depth + 1) } }
      default: break
      }
    }
    return nil
  }

  private static func types(_ value: JSONValue) -> [String] {
    let type = value["@type"]
    return type?.string.map { [$0] } ?? type?.array?.compactMap(\.string) ?? []
  }

  /// The name of a person or an organisation, of several joined by commas.
  static func name(_ value: JSONValue?) -> String? {
    let names: [String]
    switch value {
    case .string(let name)?: names = [name]
    case .array(let values)?: names = values.compactMap { name($0) }
    case .object?: names = [value?["name"]?.string ?? value?["name"]?.array?.first?.string ?? ""]
    default: names = []
    }
    let text = names.map { HTMLText.plain($0).singleSpaced }.filter { !$0.isEmpty }.joined(separator: ", ")
    return text.isEmpty ? nil : text
  }

  /// JSON as pages write it: line breaks and tabs stand in its strings.
  private static func lenient(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
    return String(decoding: text.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
  }
}

/// Text that was HTML, or is said to be.
enum HTMLText {
  /// Without elements and entities; what has none is taken as it is.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
      return text
    }
    return PageText.paragraphs(HTMLTree(text)).joined(separator: "\n\n")
  }
}
