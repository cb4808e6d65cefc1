#if HTTP
  import Testing

  @testable import IsnadHTTP

  @Suite struct ProxyChoiceTests {
    private static let both = ["http_proxy": "http://p:1", "https_proxy": "http://s:2"]

    @Test(
      arguments: [
        ("http://news.example:80", both, "http://p:1"),
        ("https://news.example:443", both, "http://s:2"),
        ("https://news.example:443", ["http_proxy": "http://p:1"], nil),
        ("https://news.example:443", ["ALL_PROXY": "http://a:3", "https_proxy": ""], "http://a:3"),
        // What a client may have sent to a CGI program.
        ("http://news.example:80", ["HTTP_PROXY": "http://evil:1"], nil),
        ("http://news.example:80", [:], nil),
      ] as [(String, [String: String], String?)])
    func proxy(_ origin: String, _ variables: [String: String], _ expected: String?) {
      #expect(ProxyChoice(for: origin) { variables[$0] }.proxy == expected)
    }

    @Test(arguments: [
      ("*", true), ("news.example", true), (".example", true), ("example", true),
      ("other.example, NEWS.EXAMPLE", true),
      ("ws.example", false), ("example.com", false), ("", false), (",. ,", false), ("news", false),
    ])
    func exception(_ list: String, _ isExcepted: Bool) {
      let choice = ProxyChoice(for: "http://news.example:80") {
        ["no_proxy": list, "http_proxy": "http://p:1"][$0]
      }
      #expect((choice.proxy == nil) == isExcepted)
    }

    @Test(arguments: [("http://127.0.0.1:80", "127.0.0.1"), ("http://[::1]:8080", "::1")])
    func addressesAreExceptedToo(_ origin: String, _ list: String) {
      let choice = ProxyChoice(for: origin) { ["no_proxy": list, "http_proxy": "http://p:1"][$0] }
      #expect(choice.proxy == nil)
    }
  }
#endif
