#if Server
  import Foundation
  import HTTPTypes
  import Hummingbird

  /// Who may ask: whom the request means, whose page it comes from, whether it brings the token.
  struct RequestGate: Sendable {
    let token: String?
    let hosts: HostCheck

    /// Whom the request means, and whose page it comes from.
    func checkOrigin(_ request: Request) throws(Problem) {
      guard let host = request.head.authority, !host.isEmpty else { throw Problem.missingHost }
      guard hosts.isOwn(host) else { throw Problem.wrongHost }
      if let coding = request.headers[.transferEncoding], coding.lowercased() != "chunked" {
        throw Problem.unknownCoding(coding)
      }
      guard request.method == .post, let origin = request.headers[.origin] else { return }
      // A page that tells nobody where it was, as ours, posts its forms as 'null'; who says 'same-origin' here is the
      // browser, and no page can.
      if origin == "null", Self.fetchSite(request) == "same-origin" { return }
      guard hosts.isOwn(origin: origin, of: host) else { throw Problem.foreignOrigin }
    }

    /// Where a request comes from, as its browser says.
    private static func fetchSite(_ request: Request) -> String? {
      HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
    }

    /// Asked for by a page of another site, in the browser of somebody who can reach the server. (A link to the page
    /// is another thing.)
    static func isForeign(_ request: Request) -> Bool { fetchSite(request) == "cross-site" }

    /// The token of an `Authorization`; of one with a name and a password, as browsers ask for it, the password.
    static func token(_ request: Request) -> String? {
      guard let parts = request.headers[.authorization]?.split(separator: " ", maxSplits: 1), parts.count == 2
      else { return nil }
      switch parts[0].lowercased() {
      case "bearer": return String(parts[1])
      case "basic":
        guard let pair = Data(base64Encoded: String(parts[1])) else { return nil }
        return String(decoding: pair, as: UTF8.self).split(separator: ":", maxSplits: 1).last.map(String.init)
      default: return nil
      }
    }

    /// Takes the same time whatever is wrong with the token.
    func check(_ given: String?) throws(Problem) {
      guard let token else { return }
      let (wanted, said) = (Array(token.utf8), Array((given ?? "").utf8))
      var difference: UInt8 = wanted.count == said.count ? 0 : 1
      for (place, byte) in wanted.enumerated() { difference |= byte ^ (place < said.count ? said[place] : 0) }
      if difference != 0 { throw Problem.wrongToken }
    }
  }
#endif
