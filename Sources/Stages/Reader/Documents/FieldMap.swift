import Isnad

/// Which members or columns of an input become a document's text, id and metadata.
public struct FieldMap: OptionValue {
  /// By our name: the members that make it, each as a path (`content.body`), several for a text in pieces.
  private var given: [String: [String]] = [:] {
    didSet {
      inOrder = given.sorted { $0.key < $1.key }
      taken = Set(given.values.joined().map { $0.split(separator: ".").first.map(String.init) ?? $0 })
    }
  }
  private var inOrder: [(key: String, value: [String])] = []
  /// The members that these paths lead into: nothing else is made of them.
  private var taken: Set<String> = []
  /// Those of our names whose members hold HTML.
  private var pages: Set<String> = []

  /// Names under which inputs commonly have what a document needs, in the order in which they count.
  private static let usual: [(name: String, members: [String])] = [
    (
      "text",
      ["text", "body", "content", "article", "articleBody", "article_body", "full_text", "النص", "المحتوى"]
    ),
    ("id", ["id", "_id", "guid", "uuid"]),
    ("title", ["title", "headline", "العنوان"]),
    (
      "date",
      [
        "date", "published", "published_at", "publishedAt", "pubDate", "pub_date", "datePublished",
        "date_published",
        "publish_date", "التاريخ",
      ]
    ),
    ("outlet", ["outlet", "publisher", "site", "المصدر"]),
    ("url", ["url", "link", "الرابط"]),
    ("language", ["language", "lang", "اللغة"]),
    ("author", ["author", "byline", "الكاتب"]),
  ]

  /// How soon the member of each usual name counts, and where it stands.
  private typealias PerUsualName = InlineArray<8, (rank: Int, place: Int)?>

  /// By a member: which of our names it stands for, and how soon it counts among the members for it.
  private static let ranks: [String: (name: Int, rank: Int)] = {
    var ranks: [String: (name: Int, rank: Int)] = [:]
    for (name, entry) in usual.enumerated() {
      for (rank, member) in entry.members.enumerated() { ranks[member] = (name, rank) }
    }
    return ranks
  }()

  public init() {}

  public static var typeName: String { "mapping of our names to the input's" }
  public static var schema: JSONValue {
    let members = JSONValue.object([.init("anyOf", .array([String.schema, [String].schema]))])
    let html = JSONValue.object([
      .init("type", .string("object")), .init("properties", .object([.init("html", members)])),
      .init("required", .array([.string("html")])), .init("additionalProperties", .bool(false)),
    ])
    let any = JSONValue.object([.init("anyOf", .array([String.schema, [String].schema, html]))])
    return .object([.init("type", .string("object")), .init("additionalProperties", any)])
  }
  public var yaml: String? { nil }

  public static func decode(_ node: YAMLNode) throws(OptionError) -> FieldMap {
    guard let pairs = node.mapping else {
      throw OptionError(
        "must be a mapping such as { text: body, title: headline }, not \(node.kindName)", at: node.place)
    }
    var map = FieldMap()
    for pair in pairs {
      let name = pair.key.scalar?.text ?? ""
      var value = pair.value
      if let inner = value.mapping {
        guard inner.count == 1, let html = inner.first, html.key.scalar?.text == "html" else {
          throw OptionError("must name a member, several, or { html: member }", at: value.place)
        }
        map.pages.insert(name)
        value = html.value
      }
      map.given[name] = try [String].decode(value)
    }
    return map
  }

  /// What an input's members are, by our names.
  struct Found {
    var text: JSONValue?
    var id: JSONValue?
    /// In the order of our names, then of the input.
    var metadata: Metadata = [:]
  }

  /// Sorts the members of an input. What nobody asked for and has a single value stays under its own name.
  func sort(_ members: [JSONValue.Member]) -> Found {
    var found = Found()
    // Which member stands for each usual name: a look-up a member; to ask for each of the names takes much longer.
    var best = PerUsualName(repeating: nil)
    for (place, member) in members.enumerated() {
      guard let (name, rank) = Self.ranks[member.name], Self.has(member.value) else { continue }
      if best[name].map({ rank < $0.rank }) ?? true { best[name] = (rank, place) }
    }
    for index in best.indices {
      let name = Self.usual[index].name
      // It may be that the pipeline says otherwise.
      if given[name] != nil { best[index] = nil }
      if let place = best[index]?.place { found.put(members[place].value, name) }
    }
    func isUsed(_ name: String) -> Bool {
      best.indices.contains { index in best[index].map { members[$0.place].name == name } ?? false }
    }
    for (name, paths) in inOrder {
      let members = paths.compactMap { Self.value(members, $0) }
      guard let value = Self.joined(pages.contains(name) ? members.map(Self.unwrapped) : members) else {
        continue
      }
      found.put(value, name)
    }
    for member in members where !isUsed(member.name) && !taken.contains(member.name) {
      switch member.value {
      case .string, .number, .bool: found.put(member.value, member.name)
      case .null, .array, .object: break
      }
    }
    return found
  }

  private static func has(_ value: JSONValue?) -> Bool {
    value != nil && value != .null && value != .string("")
  }

  /// A member by its whole name, else by its path.
  private static func value(_ members: [JSONValue.Member], _ path: String) -> JSONValue? {
    let object = JSONValue.object(members)
    if let value = object[path] { return has(value) ? value : nil }
    var value: JSONValue? = object
    for part in path.split(separator: ".") { value = value?[String(part)] }
    return has(value) ? value : nil
  }

  /// The text of HTML: an article of a whole page, all paragraphs of a part of one.
  private static func unwrapped(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let html):
      let isPage =
        html.prefix(2000).lowercased().contains("<body") || html.prefix(2000).lowercased().contains("<html")
      return .string(
        isPage ? WebPage(html: html).text : FeedContent.html(html).paragraphs.joined(separator: "\n\n"))
    case .array(let values): return .array(values.map(unwrapped))
    default: return value
    }
  }

  /// One value, or several texts with an empty line between them.
  private static func joined(_ values: [JSONValue]) -> JSONValue? {
    guard values.count > 1 else { return values.first }
    return .string(values.compactMap(\.string).joined(separator: "\n\n"))
  }

  /// What is said of members among which is no text.
  func withoutText(_ members: [JSONValue.Member]) -> String {
    guard let wanted = given["text"], !wanted.isEmpty else { return "the object has no 'text'" }
    let names = wanted.map { "'\($0)'" }.joined(separator: " and no ")
    let there = members.prefix(20).map { "'\($0.name.prefix(60))'" }.joined(separator: ", ")
    return
      "the object has no \(names), which 'fields' of the reader names as the text; it has \(there.isEmpty ? "no members" : there)"
  }

  /// What a table must have; nil where it has it.
  func missingColumn(_ columns: [String]) -> String? {
    let wanted = given["text"] ?? Self.usual[0].members
    return wanted.contains(where: columns.contains) ? nil : wanted[0]
  }
}

extension FieldMap.Found {
  /// What stands for a name the first time is what it is; of what a document has elsewhere nothing is metadata.
  fileprivate mutating func put(_ value: JSONValue, _ name: String) {
    switch name {
    case "text": if text == nil { text = value }
    case "id": if id == nil { id = value }
    case "metadata", "schema", "offsets": break
    default: if metadata[name] == nil { metadata[name] = value }
    }
  }
}
