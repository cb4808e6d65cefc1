import Isnad

/// JSON Feed 1.0 and 1.1 (jsonfeed.org): a list `items` in an object that says what it is.
enum JSONFeed {
  /// The members of a feed that count for its entries, and the one that holds these.
  static let head: Set<String> = ["title", "language", "authors", "author", "home_page_url"]
  static let items = "items"
  private static let version = Array("\"version\"".utf8)
  private static let address = Array("jsonfeed.org/version/".utf8)

  /// Whether the first bytes of a file are those of such a feed.
  static func isOne(_ bytes: [UInt8]) -> Bool {
    guard bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "{") else { return false }
    var at = 0
    while at + version.count < bytes.count {
      if bytes[at] == version[0], bytes[at...].starts(with: version) {
        // A stroke may be written as \/.
        let value = bytes[(at + version.count)...].prefix(64).filter { $0 != UInt8(ascii: "\\") }
        return value.indices.contains { value[$0...].starts(with: address) }
      }
      at += 1
    }
    return false
  }

  /// What an entry says of itself, and its text, the best first.
  /// - Parameter record: `{"feed": {…}, "item": {…}}`.
  static func entry(_ record: JSONValue) -> (members: [JSONValue.Member], texts: [FeedContent]) {
    let feed = record["feed"]
    let item = record["item"]
    var members: [JSONValue.Member] = []
    func set(_ name: String, _ text: String?) {
      if let text, !text.isEmpty { members.append(.init(name, .string(text))) }
    }
    func line(_ name: String, of value: JSONValue?) -> String? {
      value?[name]?.string.map { $0.singleSpaced }
    }
    let title = line("title", of: item)
    set("title", title)
    set("url", item?["url"]?.string ?? item?["external_url"]?.string)
    set("date", item?["date_published"]?.string)
    set("updated", item?["date_modified"]?.string)
    set("author", authors(item) ?? authors(feed))
    set("outlet", line("title", of: feed))
    set("language", item?["language"]?.string ?? feed?["language"]?.string)
    set("category", item?["tags"]?.array?.first?.string)
    if let id = item?["id"] { members.append(.init("id", id)) }
    var texts: [FeedContent] = []
    if let html = item?["content_html"]?.string { texts.append(.html(html)) }
    for name in ["content_text", "summary"] {
      if let text = item?[name]?.string { texts.append(.plain(text)) }
    }
    if let title { texts.append(.plain(title)) }
    return (members, texts)
  }

  private static func authors(_ value: JSONValue?) -> String? {
    let all = value?["authors"]?.array ?? value?["author"].map { [$0] } ?? []
    let names = all.compactMap { $0["name"]?.string?.singleSpaced }.filter { !$0.isEmpty }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
