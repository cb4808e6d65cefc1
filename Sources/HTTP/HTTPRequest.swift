/// What is asked of a server.
public struct HTTPRequest: Sendable {
  public var url: String
  public var headers: [(name: String, value: String)] = []
  /// A body, which makes it a POST; nil for a GET.
  public var body: [UInt8]?
  public var userAgent: String
  /// The most bytes of an answer, once unpacked.
  public var maxBytes: Int
  /// How long it may take in all.
  public var timeout: Duration
  /// Whether it may go to this machine, and to others that only a network of our own can reach. What a name stands for
  /// is looked at, and what is redirected to.
  public var allowsPrivate: Bool

  public init(
    _ url: String, userAgent: String, maxBytes: Int, timeout: Duration = .seconds(60),
    allowsPrivate: Bool = false
  ) {
    self.url = url
    self.userAgent = userAgent
    self.maxBytes = maxBytes
    self.timeout = timeout
    self.allowsPrivate = allowsPrivate
  }
}

/// What a server answers.
public struct HTTPAnswer: Sendable {
  public let status: Int
  public let headers: [(name: String, value: String)]
  public let body: [UInt8]
  /// Where it redirects to, as a whole URL.
  public let redirect: String?

  /// The value of a header, by its name in any letters; the last one where there are several.
  public subscript(name: String) -> String? {
    headers.last { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Why there is no answer.
public enum HTTPFailure: Error, Sendable, Hashable {
  /// It goes to a private address, and nobody has allowed that.
  case privateAddress(String)
  /// The answer has more bytes than this.
  case tooLarge(Int)
  case timedOut
  /// This machine has no library of this name, which does the work.
  case noLibrary(String)
  /// In the words of the library: no such host, connection refused, a certificate that is none.
  case failed(String)

  /// As the end of a sentence: `it can't be fetched: …`.
  public var message: String {
    switch self {
    case .privateAddress(let address):
      "'\(address)' is an address of a private network, and 'allow-private' does not allow that; if it is meant, write 'allow-private: true' under 'with' of the reader, or add --set reader.allow-private=true"
    case .tooLarge(let limit): "the answer has more than \(limit) bytes"
    case .timedOut: "the server took too long"
    case .noLibrary(let name):
      "this machine has no \(name), which does the work; on Debian and Ubuntu: apt-get install libcurl4"
    case .failed(let what): what
    }
  }
}
