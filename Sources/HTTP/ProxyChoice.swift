#if HTTP
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif

  /// Whether a request goes by a proxy, as the environment says: `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`.
  ///
  /// It is decided here and libcurl is told, so that nothing goes straight to a private address because of a difference
  /// between two readings of `no_proxy`: of what goes straight the address is looked at, of what goes by a proxy it can't
  /// be.
  struct ProxyChoice: Sendable {
    /// Nil to go straight.
    let proxy: String?

    /// - Parameters:
    ///   - origin: `https://news.example:443`.
    ///   - environment: a variable's value.
    init(for origin: String, environment: (String) -> String? = ProxyChoice.variable) {
      func first(_ names: [String]) -> String? {
        names.lazy.compactMap(environment).first { !$0.isEmpty }
      }
      let scheme = origin.hasPrefix("https:") ? "https" : "http"
      // HTTP_PROXY is what a server hands to its CGI programs from the header Proxy of a request.
      let named = scheme == "https" ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
      guard let proxy = first(named + ["all_proxy", "ALL_PROXY"]) else {
        self.proxy = nil
        return
      }
      let excepted = first(["no_proxy", "NO_PROXY"]) ?? ""
      let isExcepted = excepted.split(whereSeparator: { $0 == "," || $0 == " " }).contains { word in
        Self.isExcepted(Self.host(of: origin), by: word.lowercased())
      }
      self.proxy = isExcepted ? nil : proxy
    }

    /// `news.example` by `example`, `.example` and `news.example`, by no part of a word; all by `*`.
    private static func isExcepted(_ host: String, by word: String) -> Bool {
      if word == "*" { return true }
      let name = word.hasPrefix(".") ? word.dropFirst() : word[...]
      return !name.isEmpty && (host == name || host.hasSuffix("." + name))
    }

    private static func host(of origin: String) -> String {
      let place = origin.split(separator: "/").last ?? ""
      guard let colon = place.lastIndex(of: ":") else { return String(place) }
      return place[..<colon].lowercased().trimming(in: "[]")
    }

    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
  }

  extension String {
    fileprivate func trimming(in characters: String) -> String {
      var text = self[...]
      while let first = text.first, characters.contains(first) { text = text.dropFirst() }
      while let last = text.last, characters.contains(last) { text = text.dropLast() }
      return String(text)
    }
  }
#endif
