import SystemPackage

/// What a server lets in, and where it listens.
public struct ServerSettings: Sendable {
  public var host = "127.0.0.1"
  /// Names by which clients and pages know the server besides, such as that of a proxy before it.
  public var names: [String] = []
  /// 0 takes a free one.
  public var port = 8080
  /// What a request's body may have at the most, in bytes.
  public var maxBodyBytes = 10 << 20
  /// What a request may bring at the most.
  public var maxDocuments = 10_000
  /// Annotations of one layer that a document may have.
  public var maxAnnotations = 200_000
  /// Requests that are worked on at a time.
  public var maxRequests = 128
  /// For the work on one article, and for a client to send a head, to begin with a body, to take an answer.
  public var timeout = Duration.seconds(30)
  /// Whoever asks must know it; nil for nobody.
  public var token: String?
  /// The file to which an archive's readers add what they mark as wrong; nil where they may not. Needs a token.
  public var corrections: FilePath?

  public init() {}

  /// Only programs of this machine reach it.
  public var isLocal: Bool { ["localhost", "::1"].contains(host) || host.hasPrefix("127.") }
}
