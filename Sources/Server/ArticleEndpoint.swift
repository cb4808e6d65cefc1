#if Server
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadPage
  import IsnadStages
  import NIOCore

  /// Annotates one article: for `POST /v1/annotate` with anything but lines, and for the page.
  struct ArticleEndpoint: Sendable {
    let annotator: Annotator
    let decoder: ArticleDecoder
    let settings: ServerSettings
    let pool: WorkPool

    /// - Parameter ticket: kept until the answer is sent.
    func answer(
      _ request: Request, _ form: RequestForm, _ article: ArticleDecoder.Form, _ page: LivePage,
      holding ticket: Admission.Ticket
    ) async throws -> Response {
      let body = try await body(of: request)
      let document = try await pool.run {
        try await annotated(try unpacked(body, form), article, encoding: form.encoding)
      }
      return try await respond(document, form, page, holding: ticket)
    }

    /// The article in a form with a file.
    func answer(
      _ request: Request, _ form: RequestForm, boundary: String?, _ page: LivePage,
      holding ticket: Admission.Ticket
    ) async throws -> Response {
      let body = try await body(of: request)
      let document = try await pool.run {
        let part = try MultipartForm(try unpacked(body, form), boundary: boundary).article
        let charset = part.type.parameters["charset"]?.lowercased()
        let encoding = charset.flatMap { ArticleDecoder.knows($0) ? $0 : nil } ?? "auto"
        return try await annotated(try unpacked(Array(part.bytes), nil), part.form, encoding: encoding)
      }
      return try await respond(document, form, page, holding: ticket)
    }

    private func respond(
      _ document: Document, _ form: RequestForm, _ page: LivePage, holding ticket: Admission.Ticket
    ) async throws -> Response {
      if form.output == .page {
        defer { withExtendedLifetime(ticket) {} }
        return try await pool.run { page.response(ArticleView(document, prefix: "article", hasPlace: false)) }
      }
      let encoder = JSONLinesEncoder(offsets: form.offsets, layers: form.layers)
      let answer = try await pool.run { encoder.encode(document) }
      return Response(
        status: .ok, headers: [.contentType: "application/json"],
        body: ResponseBody(contentLength: answer.count) { writer in
          defer { withExtendedLifetime(ticket) {} }
          try await writer.write(answer)
          try await writer.finish(nil)
        })
    }

    /// A body as it was before it was compressed, within the limit of one that was not.
    func unpacked(_ bytes: [UInt8], _ form: RequestForm?) throws(Problem) -> [UInt8] {
      do throws(PackedBody.Problem) {
        return try PackedBody.unpacked(bytes, codings: form?.codings, upTo: settings.maxBodyBytes)
      } catch {
        switch error {
        case .tooLarge: throw Problem.bodyTooLarge(settings.maxBodyBytes)
        case .damaged(let message):
          throw Problem(
            status: .badRequest, code: "damaged-body", detail: "The body can't be unpacked: \(message).",
            field: "Content-Encoding")
        case .unknown(let name):
          throw Problem(
            status: .unsupportedMediaType, code: "unsupported-encoding",
            detail:
              "The Content-Encoding '\(name)' is not known. Send one of \(PackedBody.codings.joined(separator: ", ")), or none.",
            field: "Content-Encoding")
        }
      }
    }

    /// The whole body.
    /// - Throws: a ``Problem`` where it is too large, before it is read if its head says so.
    func body(of request: Request) async throws -> [UInt8] {
      let limit = settings.maxBodyBytes
      if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
        throw Problem.bodyTooLarge(limit)
      }
      var bytes: [UInt8] = []
      for try await buffer in request.body {
        guard bytes.count + buffer.readableBytes <= limit else { throw Problem.bodyTooLarge(limit) }
        bytes.append(contentsOf: buffer.readableBytesView)
      }
      return bytes
    }

    /// - Throws: a ``Problem`` where the article can't be read, a stage fails on it or takes it out.
    func annotate(_ bytes: [UInt8], _ form: ArticleDecoder.Form, encoding: String) async throws -> Document {
      try await pool.run { try await annotated(bytes, form, encoding: encoding) }
    }

    private func annotated(_ bytes: [UInt8], _ form: ArticleDecoder.Form, encoding: String) async throws
      -> Document
    {
      let document: Document
      do {
        document = try decoder.document(
          bytes, form: form, encoding: encoding, source: DocumentSource(uri: "request"))
      } catch {
        throw Self.unreadable(StageFailure(error), form)
      }
      let outcome = try await annotator.annotate(one: document)
      switch outcome {
      case .annotated(let document): return document
      case .filtered(let stage, let reason): throw Self.filtered(stage, reason)
      case .failed(let stage, let failure): throw Self.failed(stage, failure)
      }
    }

    /// What is no article: 400 where bytes or grammar are wrong, 422 where something is missing.
    static func unreadable(_ failure: StageFailure, _ form: ArticleDecoder.Form) -> Problem {
      let isGrammar = ["invalid-utf8", "invalid-json"].contains(failure.code)
      let isJSON = form == .json || form == .jsonLine
      return Problem(
        status: isGrammar ? .badRequest : .unprocessableContent, code: failure.code, detail: failure.message,
        field: isGrammar || !isJSON ? "body" : failure.message.contains("'id'") ? "id" : "text")
    }

    static func filtered(_ stage: String, _ reason: String) -> Problem {
      Problem(
        status: .unprocessableContent, code: "filtered",
        detail: "The pipeline's stage '\(stage)' took the document out: \(reason).")
    }

    static func failed(_ stage: String, _ failure: StageFailure) -> Problem {
      Problem(
        status: failure.code == "timeout"
          ? .requestTimeout
          : failure.code == "too-many-annotations" ? .contentTooLarge : .unprocessableContent,
        code: failure.code,
        detail: "The pipeline's stage '\(stage)' failed on the document: \(failure.message).")
    }
  }

  extension ResponseBodyWriter {
    /// Writes bytes in pieces, each when the client has room for it.
    mutating func write(_ bytes: [UInt8]) async throws {
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + 1 << 16)
        try await write(ByteBuffer(bytes: bytes[start..<end]))
        start = end
      }
    }
  }

  extension Annotator {
    /// A session of one document.
    func annotate(one document: Document) async throws -> Outcome {
      var session = try await session()
      guard let outcome = try await session.annotate([document]).first else { throw CancellationError() }
      return outcome
    }
  }
#endif
