#if Server
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadStages
  import NIOCore

  /// Annotates JSON Lines as they come: a line of answer for every line, in order. A line that is no document, or on
  /// which a stage fails, is answered with a problem, and the others are annotated.
  struct LinesEndpoint: Sendable {
    /// A body of so many bytes is read before the answer begins, so that its status can say what is wrong.
    private static let wholeBytes = 1 << 20
    /// Lines that go through the chain together.
    private static let batch = 64
    /// Bytes of their texts at the most, but for one that has more by itself.
    private static let batchBytes = 1 << 18

    let annotator: Annotator
    let decoder: ArticleDecoder
    let settings: ServerSettings
    let pool: WorkPool
    /// Bytes of a line at the most.
    let maxLineBytes: Int

    func answer(_ request: Request, _ form: RequestForm, holding ticket: Admission.Ticket) async throws
      -> Response
    {
      let length = request.headers[.contentLength].flatMap { Int($0) }
      if let length, length > settings.maxBodyBytes { throw Problem.bodyTooLarge(settings.maxBodyBytes) }
      let encoder = JSONLinesEncoder(offsets: form.offsets, layers: form.layers)
      guard form.codings != nil || length.map({ $0 <= Self.wholeBytes }) ?? false else {
        return response { writer in
          defer { withExtendedLifetime(ticket) {} }
          var lines = LineAnswers(self, encoder, try await annotator.session())
          do {
            var received = 0
            for try await buffer in request.body {
              received += buffer.readableBytes
              guard received <= settings.maxBodyBytes else {
                throw Problem.bodyTooLarge(settings.maxBodyBytes)
              }
              try await lines.add(buffer.readableBytesView, &writer)
            }
            try await lines.finish(&writer)
          } catch let problem as Problem {
            try await lines.end(problem, &writer)
          } catch is SlowClient {
            try await lines.end(.slowClient, &writer)
          }
          try await writer.finish(nil)
        }
      }
      // What is compressed is taken as a whole, within the limit of a body.
      let articles = ArticleEndpoint(annotator: annotator, decoder: decoder, settings: settings, pool: pool)
      let bytes = try articles.unpacked(try await articles.body(of: request), form)
      let count = bytes.split(separator: 0x0A).lazy.filter { $0.contains { $0 > 0x20 } }.count
      guard count <= settings.maxDocuments else { throw Problem.tooManyDocuments(settings.maxDocuments) }
      return response { [bytes] writer in
        defer { withExtendedLifetime(ticket) {} }
        var lines = LineAnswers(self, encoder, try await annotator.session())
        try await lines.add(bytes, &writer)
        try await lines.finish(&writer)
        try await writer.finish(nil)
      }
    }

    private func response(_ write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void)
      -> Response
    {
      Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: ResponseBody(write))
    }

    /// The lines of one request on their way.
    private struct LineAnswers {
      let endpoint: LinesEndpoint
      let encoder: JSONLinesEncoder
      var session: Annotator.Session
      var buffer: LineBuffer
      /// Lines, and those among them that are not blank.
      var number = 0
      var documents = 0

      init(_ endpoint: LinesEndpoint, _ encoder: JSONLinesEncoder, _ session: Annotator.Session) {
        self.endpoint = endpoint
        self.encoder = encoder
        self.session = session
        buffer = LineBuffer(limit: endpoint.maxLineBytes)
      }

      mutating func add(_ bytes: some Collection<UInt8>, _ writer: inout any ResponseBodyWriter) async throws
      {
        try await answer(buffer.add(bytes), &writer)
      }

      mutating func finish(_ writer: inout any ResponseBodyWriter) async throws {
        try await answer(buffer.finish(), &writer)
      }

      /// Says why no more lines are answered.
      mutating func end(_ problem: Problem, _ writer: inout any ResponseBodyWriter) async throws {
        try await writer.write(ByteBuffer(bytes: problem.line(number + 1, id: nil)))
      }

      private mutating func answer(_ lines: [LineBuffer.Line], _ writer: inout any ResponseBodyWriter)
        async throws
      {
        var rest = lines[...]
        while !rest.isEmpty {
          let batch = Array(rest.prefix(LinesEndpoint.batch))
          rest = rest.dropFirst(LinesEndpoint.batch)
          try await answer(batch: batch, &writer)
        }
      }

      private mutating func answer(batch: [LineBuffer.Line], _ writer: inout any ResponseBodyWriter)
        async throws
      {
        try Task.checkCancellation()
        let endpoint = endpoint
        let encoder = encoder
        var read: [(line: Int, document: Result<Document, Problem>)] = []
        for line in batch {
          number += 1
          if line == .blank { continue }
          documents += 1
          guard documents <= endpoint.settings.maxDocuments else {
            throw Problem.tooManyDocuments(endpoint.settings.maxDocuments)
          }
          read.append((number, document(line)))
        }
        // A few at a time where they are large: what waits to be sent is bounded.
        var rest = read[...]
        while !rest.isEmpty {
          var part: [(line: Int, document: Result<Document, Problem>)] = []
          var bytes = 0
          while let next = rest.first, part.isEmpty || bytes < LinesEndpoint.batchBytes {
            if case .success(let document) = next.document { bytes += document.text.count }
            part.append(next)
            rest = rest.dropFirst()
          }
          let before = session
          let (answer, after) = try await endpoint.pool.run { [part] in
            var session = before
            let bytes = try await Self.answer(part, &session, encoder)
            return (bytes, session)
          }
          session = after
          try await writer.write(answer)
        }
      }

      private static func answer(
        _ read: [(line: Int, document: Result<Document, Problem>)], _ session: inout Annotator.Session,
        _ encoder: JSONLinesEncoder
      ) async throws -> [UInt8] {
        var outcomes = try await session.annotate(read.compactMap { try? $0.document.get() })[...]
        var out: [UInt8] = []
        for (place, result) in read {
          switch result {
          case .failure(let problem): out += problem.line(place, id: nil)
          case .success(let document):
            switch outcomes.popFirst() {
            case .annotated(let done): out += encoder.encode(done)
            case .filtered(let stage, let reason):
              out += ArticleEndpoint.filtered(stage, reason).line(place, id: document.id)
            case .failed(let stage, let failure):
              out += ArticleEndpoint.failed(stage, failure).line(place, id: document.id)
            case nil: break
            }
          }
        }
        return out
      }

      private func document(_ line: LineBuffer.Line) -> Result<Document, Problem> {
        switch line {
        case .blank, .tooLong:
          return .failure(
            Problem(
              status: .contentTooLarge, code: "document-too-large",
              detail: "A line may have at most \(endpoint.maxLineBytes) bytes.", field: "line \(number)"))
        case .bytes(let bytes):
          do {
            return .success(
              try endpoint.decoder.document(
                bytes, form: .jsonLine, source: DocumentSource(uri: "request", record: number)))
          } catch {
            var problem = ArticleEndpoint.unreadable(StageFailure(error), .jsonLine)
            problem.field = "line \(number)"
            return .failure(problem)
          }
        }
      }
    }
  }
#endif
