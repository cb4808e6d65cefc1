#if HTTP
  internal import CCurl

  /// Where a URL leads, as libcurl itself understands it: there is no second reading of it that could say otherwise.
  public struct HTTPOrigin: Sendable, Hashable {
    /// `https://news.example:8443`, to which one is polite.
    public let name: String
    /// The path and the question behind it: `/feed?x=1`.
    public let path: String

    /// - Returns: nil for what is no URL of http or https, and on a machine without libcurl.
    public init?(_ url: String) {
      guard url.utf8.count <= 8192, let handle = isnad_curl_url(url) else { return nil }
      defer { isnad_curl_free_url(handle) }
      func part(_ which: CURLUPart, orDefault: Bool = false) -> String? {
        guard let text = isnad_curl_url_part(handle, which, orDefault) else { return nil }
        defer { isnad_curl_free_text(text) }
        return String(cString: text)
      }
      guard let scheme = part(CURLUPART_SCHEME), ["http", "https"].contains(scheme.lowercased()),
        let host = part(CURLUPART_HOST), !host.isEmpty,
        let port = part(CURLUPART_PORT, orDefault: true)
      else { return nil }
      name = "\(scheme.lowercased())://\(host.lowercased()):\(port)"
      path = (part(CURLUPART_PATH) ?? "/") + (part(CURLUPART_QUERY).map { "?\($0)" } ?? "")
    }

    /// Whether a path of a pipeline is a URL.
    public static func isURL(_ path: String) -> Bool {
      let start = path.prefix(8).lowercased()
      return start.hasPrefix("http://") || start.hasPrefix("https://")
    }
  }
#endif
