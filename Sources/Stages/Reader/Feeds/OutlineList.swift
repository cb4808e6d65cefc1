import Isnad

/// The feeds of an OPML file, as feed readers export them.
enum OutlineList {
  /// Folders in folders, at the most.
  private static let maxDepth = 32

  /// - Returns: the feeds' URLs, in the order of the file; nil for what is no OPML.
  static func urls(_ bytes: [UInt8]) -> [String]? {
    guard let document = try? XMLDocument(bytes, recovering: true) else { return nil }
    return document.withRoot { root in
      guard root.name.lowercased() == "opml", let body = root.first("body") else { return nil }
      var urls: [String] = []
      var seen: Set<String> = []
      collect(body, depth: 0, into: &urls, seen: &seen)
      return urls
    }
  }

  private static func collect(
    _ element: XMLElement, depth: Int, into urls: inout [String], seen: inout Set<String>
  ) {
    guard depth < maxDepth else { return }
    for outline in element.children where outline.name == "outline" {
      if let url = (outline["xmlUrl"] ?? outline["xmlurl"])?.trimmedSpace, !url.isEmpty,
        seen.insert(url).inserted
      {
        urls.append(url)
      }
      collect(outline, depth: depth + 1, into: &urls, seen: &seen)
    }
  }
}
