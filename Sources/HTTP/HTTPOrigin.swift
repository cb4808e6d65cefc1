#if HTTP
  internal import CCurl

  /// Where a URL leads, as libcurl itself understands it: there is no second reading of it that could say otherwise.
  public struct HTTPOrigin: Sendable, Hashable {
    /// `https://news.example:8443`, to which one is polite.
    public let name: String
    /// The path and the question behind it: `/feed?x=1`.
    public let path: String

    /// - Returns: nil for what is no URL of http or https.
    public init?(_ url: String) {
      guard url.utf8.count <= 8192, let handle = curl_url() else { return nil }
      defer { curl_url_cleanup(handle) }
      guard curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK else { return nil }
      func part(_ which: CURLUPart, _ flags: Int32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, which, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
      }
      guard let scheme = part(CURLUPART_SCHEME), ["http", "https"].contains(scheme.lowercased()),
        let host = part(CURLUPART_HOST), !host.isEmpty,
        let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT)
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
