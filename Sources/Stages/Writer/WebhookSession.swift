#if HTTP
  import Isnad
  import IsnadDatabase
  import IsnadHTTP
  import Logging
  import SystemPackage

  /// Where and how documents are posted.
  struct WebhookSettings: Sendable {
    var url: String
    var secret: String
    /// A file for what nobody took; nil to end the run.
    var undelivered: FilePath?
    /// How often one is tried.
    var tries = 6
    var timeout = Duration.seconds(30)
  }

  /// Posts documents to a server, one request each, in their order.
  ///
  /// What the server takes (2xx) is delivered. What it can't take now (no connection, 429, 5xx) is tried again, each
  /// time after twice as long, or when it says; what it refuses, or does not take at last, goes to a file, or ends the
  /// run. A run that was killed posts again what came after its checkpoint, under the same `X-Isnad-Delivery`.
  struct WebhookSession: WriterSession {
    /// The first pause between two tries, in seconds, and the longest.
    private static let pauses = (first: 0.5, longest: 60.0)
    /// Of an answer nothing is looked at but its first line and its head.
    private static let maxAnswer = 1 << 20

    private let settings: WebhookSettings
    private let client: HTTPClient
    private let logger: Logger
    private var letters: GrowingFile?

    init(_ settings: WebhookSettings, _ opening: OutputOpening, logger: Logger) throws {
      self.settings = settings
      self.logger = logger
      do {
        client = try HTTPClient()
      } catch {
        throw Diagnostic(.unwritable, "'\(settings.url)' can't be posted to: \(error.message).")
      }
      letters = try settings.undelivered.map { try GrowingFile($0, opening) }
    }

    mutating func write(_ items: [[UInt8]]) throws {
      for body in items { try deliver(body) }
    }

    private mutating func deliver(_ body: [UInt8]) throws {
      var pause = Self.pauses.first
      var reason = ""
      for attempt in 1...settings.tries {
        switch post(body) {
        case .success(let answer) where (200..<300).contains(answer.status): return
        case .success(let answer):
          reason = "the server answers with \(answer.status)"
          let isPassing = answer.status == 408 || answer.status == 429 || answer.status >= 500
          guard isPassing else { return try giveUp(body, reason) }
          pause = max(pause, RetryAfter.seconds(answer["Retry-After"], now: RetryAfter.now) ?? 0)
        case .failure(let failure): reason = failure.message
        }
        guard attempt < settings.tries, client.pause(min(pause, Self.pauses.longest)) else { break }
        pause *= 2
      }
      try giveUp(body, reason)
    }

    private func post(_ body: [UInt8]) -> Result<HTTPAnswer, HTTPFailure> {
      var request = HTTPRequest(
        settings.url, userAgent: "Isnad", maxBytes: Self.maxAnswer, timeout: settings.timeout,
        allowsPrivate: true)
      request.body = body
      let digest = Fingerprint.of(body.span, from: 0, to: body.count)
      request.headers = [
        ("Content-Type", "application/json"), ("X-Isnad-Delivery", String(digest, radix: 16)),
      ]
      do {
        if !settings.secret.isEmpty {
          let signature = try MessageSignature.of(body, secret: Array(settings.secret.utf8))
          request.headers.append(("X-Isnad-Signature-256", "sha256=\(signature)"))
        }
        return .success(try client.fetch(request))
      } catch let failure as HTTPFailure {
        return .failure(failure)
      } catch {
        return .failure(.failed("\(error)"))
      }
    }

    private mutating func giveUp(_ body: [UInt8], _ reason: String) throws {
      guard letters != nil else {
        throw Diagnostic(
          .unwritable, "'\(settings.url)' did not take a document: \(reason).",
          suggestion: "With 'undelivered' of 'writer' such documents go to a file, and the run goes on.")
      }
      logger.warning("'\(settings.url)' did not take a document: \(reason).")
      try letters?.write(body.last == 0x0A ? body : body + [0x0A])
    }

    mutating func commit() throws -> JSONValue? { try letters?.commit() ?? .object([]) }
    mutating func finish() throws { try letters?.finish() }
    mutating func abandon() -> String? { letters?.abandon() }
  }
#endif
