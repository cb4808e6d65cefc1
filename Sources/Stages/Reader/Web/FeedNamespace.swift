/// What a namespace is to an entry of a feed. Elements of others never stand for its own.
enum FeedNamespace {
  case own, content, dublinCore, media, other

  private static let ownNames: Set<String> = [
    "http://purl.org/rss/1.0/", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#",
    "http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2", "http://blogs.law.harvard.edu/tech/rss",
  ]
  private static let mediaNames: Set<String> = [
    "search.yahoo.com/mrss", "www.itunes.com/dtds/podcast-1.0.dtd",
    "www.google.com/schemas/play-podcasts/1.0",
  ]

  /// As nearly all feeds have them.
  private static let usual: [String: FeedNamespace] = [
    "http://purl.org/rss/1.0/modules/content/": .content, "http://purl.org/dc/elements/1.1/": .dublinCore,
    "http://search.yahoo.com/mrss/": .media, "http://www.itunes.com/dtds/podcast-1.0.dtd": .media,
    "http://www.w3.org/2005/Atom": .own, "http://purl.org/rss/1.0/": .own,
  ]

  /// - Parameter root: the namespace of the feed's first element, which may be one that nobody knows.
  init(_ element: XMLElement, root: String?) {
    guard let uri = element.namespace else {
      // A prefix that the feed does not declare means what it usually does.
      guard element.name.utf8.contains(UInt8(ascii: ":")) else {
        self = .own
        return
      }
      let prefix = element.name.split(separator: ":").dropLast().first.map(String.init)
      self =
        switch prefix {
        case nil: .own
        case "content": .content
        case "dc", "dcterms": .dublinCore
        case "media", "itunes": .media
        default: .other
        }
      return
    }
    if let usual = Self.usual[uri] {
      self = usual
      return
    }
    let bare = uri.lowercased().split(separator: ":", maxSplits: 1).last.map { $0.trimmingSlashes } ?? ""
    if Self.mediaNames.contains(bare) {
      self = .media
    } else if bare.hasPrefix("purl.org/rss/1.0/modules/content") {
      self = .content
    } else if bare.hasPrefix("purl.org/dc/") {
      self = .dublinCore
    } else {
      self = Self.ownNames.contains(uri) || uri == root ? .own : .other
    }
  }
}

extension Substring {
  fileprivate var trimmingSlashes: String {
    var text = drop { $0 == "/" }
    while text.last == "/" { text.removeLast() }
    return String(text)
  }
}
