#if HTTP
  import Isnad
  import IsnadHTTP
  import Logging

  /// Sends documents to an index, many in one request.
  ///
  /// **Invariants.** A document is sent under its id, so that one which comes twice is there once. Each has a version, a
  /// time that only grows, and the server keeps the highest: what is tried again late never takes the place of what came
  /// after it. When ``commit()`` returns, all that was written is taken, or in the file of what was not. A run that was
  /// killed sends again what came after its checkpoint.
  struct OpenSearchSession: WriterSession {
    private struct Waiting {
      let item: OpenSearchOutput.Item
      let version: Int
      var tries = 0
      var reason = ""
    }

    private static let maxAnswer = 64 << 20
    /// A line before each document, at the most.
    private static let actionBytes = 640

    private let settings: OpenSearchSettings
    private let client: HTTPClient
    private let logger: Logger
    private var letters: GrowingFile?
    private var waiting: [Waiting] = []
    private var bytes = 0
    /// The last version that was given out: microseconds since 1970, or more where a clock was put back.
    private var version = 0

    init(_ settings: OpenSearchSettings, _ opening: OutputOpening, logger: Logger) throws {
      self.settings = settings
      self.logger = logger
      do {
        client = try HTTPClient()
      } catch {
        throw Diagnostic(.unwritable, "'\(settings.name)' can't be written to: \(error.message).")
      }
      var letterOpening = opening
      if case .resume(let mark) = opening {
        version = mark["version"]?.int ?? 0
        letterOpening = mark["bytes"] == nil ? .new : opening
      }
      letters = try settings.undelivered.map { try GrowingFile($0, letterOpening) }
    }

    mutating func write(_ items: [OpenSearchOutput.Item]) throws {
      for item in items {
        version = max(version + 1, Int(RetryAfter.now * 1e6))
        let size = item.source.count + Self.actionBytes
        if bytes + size > settings.batchBytes { try send() }
        waiting.append(Waiting(item: item, version: version))
        bytes += size
      }
      // What came together goes together; nothing waits for what may come.
      try send()
    }

    // MARK: Requests

    /// Sends all that waits, until each document is taken or given up.
    private mutating func send() throws {
      var pause = settings.pauses.first
      let most = settings.tries
      while !waiting.isEmpty {
        let asked = try sendOnce()
        for index in waiting.indices { waiting[index].tries += 1 }
        try giveUp { $0.tries >= most }
        guard !waiting.isEmpty else { break }
        // A run that is to stop does not wait for a server that can't now.
        if !client.pause(min(max(pause, asked), settings.pauses.longest)) { try giveUp { _ in true } }
        pause *= 2
      }
      bytes = 0
    }

    /// One request for all that waits, or several where the server says that it is too large.
    /// - Returns: how long the server wants to be left alone, in seconds.
    private mutating func sendOnce() throws -> Double {
      let all = waiting
      waiting = []
      var pause = 0.0
      var pieces = [all[...]]
      while let piece = pieces.popLast() {
        switch try post(piece) {
        case .success(let answer) where answer.status == 413:
          if piece.count > 1 {
            let middle = piece.startIndex + piece.count / 2
            pieces += [piece[middle...], piece[..<middle]]
          } else if let only = piece.first {
            try giveUp(only, "it is larger than the server takes (413)")
          }
        case .success(let answer): pause = max(pause, try sort(piece, answer))
        case .failure(let failure): keep(piece, failure.message)
        }
      }
      return pause
    }

    /// Keeps of a request what is to be tried again.
    /// - Returns: how long the server wants to be left alone, in seconds.
    private mutating func sort(_ sent: ArraySlice<Waiting>, _ answer: HTTPAnswer) throws -> Double {
      switch answer.status {
      case 200..<300:
        guard let fates = BulkAnswer(answer.body, count: sent.count)?.fates else {
          throw Diagnostic(
            .unwritable, "'\(settings.name)' answers with something else than the bulk API does.",
            suggestion: "Is 'url' that of the server itself?")
        }
        for (document, fate) in zip(sent, fates) {
          switch fate {
          case .taken: break
          case .later(let reason): keep([document], reason)
          case .refused(let reason): try giveUp(document, reason)
          }
        }
        return 0
      case 408, 429, 500...:
        keep(sent, "the server answers with \(answer.status)")
        return RetryAfter.seconds(answer["Retry-After"], now: RetryAfter.now) ?? 0
      case 401, 403:
        throw Diagnostic(
          .unwritable, "'\(settings.name)' does not let us in: it answers with \(answer.status).",
          suggestion: "Look at 'user' and 'password', or 'api-key', of 'writer'.")
      default:
        throw Diagnostic(
          .unwritable, "'\(settings.name)' takes no documents: it answers with \(answer.status).")
      }
    }

    private mutating func keep(_ documents: ArraySlice<Waiting>, _ reason: String) {
      waiting += documents.map { document in
        var document = document
        document.reason = reason
        return document
      }
    }

    private func post(_ documents: ArraySlice<Waiting>) throws -> Result<HTTPAnswer, HTTPFailure> {
      var body: [UInt8] = []
      body.reserveCapacity(documents.reduce(0) { $0 + $1.item.source.count + 128 })
      for document in documents {
        var json = JSONWriter()
        json.value([
          "index": [
            "_id": .string(document.item.id), "version": .integer(document.version),
            "version_type": "external_gte",
          ]
        ])
        json.newline()
        body += json.bytes
        body += document.item.source
        body.append(0x0A)
      }
      var request = HTTPRequest(
        settings.url, userAgent: "Isnad", maxBytes: Self.maxAnswer, timeout: settings.timeout,
        allowsPrivate: true)
      request.body = try PackedBytes.gzip(body)
      request.headers = [("Content-Type", "application/x-ndjson"), ("Content-Encoding", "gzip")]
      if let authorization = settings.authorization {
        request.headers.append(("Authorization", authorization))
      }
      do {
        return .success(try client.fetch(request))
      } catch let failure as HTTPFailure {
        return .failure(failure)
      }
    }

    private mutating func giveUp(_ isLost: (Waiting) -> Bool) throws {
      let lost = waiting.filter(isLost)
      waiting.removeAll(where: isLost)
      for document in lost { try giveUp(document, document.reason) }
    }

    private mutating func giveUp(_ document: Waiting, _ reason: String) throws {
      guard letters != nil else {
        throw Diagnostic(
          .unwritable, "'\(settings.name)' did not take the document '\(document.item.id)': \(reason).",
          suggestion: "With 'undelivered' of 'writer' such documents go to a file, and the run goes on.")
      }
      logger.warning("'\(settings.name)' did not take the document '\(document.item.id)': \(reason).")
      try letters?.write(document.item.source + [0x0A])
    }

    // MARK: Ends

    mutating func commit() throws -> JSONValue? {
      try send()
      var members: [JSONValue.Member] = [.init("version", .integer(version))]
      if case .object(let mark)? = try letters?.commit() { members += mark }
      return .object(members)
    }

    mutating func finish() throws {
      try send()
      try letters?.finish()
    }

    mutating func abandon() -> String? { letters?.abandon() }
  }
#endif
