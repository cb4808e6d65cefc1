#if Server
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadJSON
  import IsnadStages
  import Metrics
  import NIOCore
  import NIOHTTP1

  /// A request's connection, for those that have to end it.
  struct ConnectionContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
      coreContext = .init(source: source)
      channel = source.channel
    }
  }

  /// Answers requests: which path and which method is whose, who may ask, what is counted.
  struct AnnotationService: HTTPResponder {
    typealias Context = ConnectionContext

    private static let annotate = "/v1/annotate"
    /// The methods of each path.
    private static let paths: [String: [HTTPRequest.Method]] = [
      "/": [.get, .head, .post], annotate: [.post], "/v1/stages": [.get, .head], "/healthz": [.get, .head],
      "/metrics": [.get, .head], "/openapi.json": [.get, .head],
    ]
    /// What a connection that can't go on still has to take its answer.
    static let parting = TimeAmount.seconds(2)

    let settings: ServerSettings
    let page: LivePage
    let articles: ArticleEndpoint
    let lines: LinesEndpoint
    let admission: Admission
    /// For requests of which nobody knows yet whether they bring the token.
    let strangers: Admission
    let hosts: HostCheck
    let metrics: PrometheusMetrics
    let stages: JSONValue
    let description: JSONValue

    func respond(to request: Request, context: Context) async throws -> Response {
      let path = request.uri.path
      let start = ContinuousClock.now
      var response: Response
      do {
        response = try await answer(request, path)
      } catch {
        response = self.response(to: error, path, request, context)
      }
      let route = Self.paths[path] == nil ? "other" : path
      Counter(
        label: "isnad_http_requests_total",
        dimensions: [("path", route), ("status", String(response.status.code))], factory: metrics
      ).increment()
      Timer(label: "isnad_http_request_seconds", dimensions: [("path", route)], factory: metrics)
        .recordNanoseconds(Int64((ContinuousClock.now - start) / .nanoseconds(1)))
      return request.method == .head ? Self.head(of: response) : response
    }

    private static func head(of response: Response) -> Response {
      let body = ResponseBody(contentLength: response.body.contentLength) { try await $0.finish(nil) }
      return Response(status: response.status, headers: response.headers, body: body)
    }

    private func response(to error: any Error, _ path: String, _ request: Request, _ context: Context)
      -> Response
    {
      let problem: Problem
      switch error {
      case let found as Problem: problem = found
      case is SlowClient: problem = .slowClient
      case HTTPParserError.headerOverflow: problem = .trailersTooLarge
      case is HTTPParserError: problem = .brokenRequest
      case is CancellationError, is ChannelError, is IOError, is NIOAsyncWriterError: problem = .clientGone
      default:
        context.logger.error("\(request.method) \(path): \(StageFailure(error).message)")
        problem = .internalError
      }
      if problem.closes { Self.end(context.channel) }
      return path == "/" && request.method == .post ? page.response(problem) : problem.response
    }

    /// Closes a connection whose request is not read to its end, once the answer had its time to arrive.
    private static func end(_ channel: any Channel) {
      channel.eventLoop.scheduleTask(in: parting) { channel.close(promise: nil) }
    }

    private func answer(_ request: Request, _ path: String) async throws -> Response {
      try checkOrigin(request)
      guard let methods = Self.paths[path] else { throw Problem.unknownPath(path) }
      guard methods.contains(request.method) else {
        throw Problem.wrongMethod(request.method, allowed: methods.map(\.rawValue))
      }
      if request.method == .post, Self.isForeign(request) { throw Problem.foreignPage }
      switch path {
      case "/" where request.method == .post: return try await composed(request)
      case "/": return page.response()
      case "/healthz":
        return json(.object([.init("status", .string("ok")), .init("pipeline", .string(page.pipeline))]))
      case "/openapi.json": return json(description)
      case "/metrics": return figures()
      default: break
      }
      try checkToken(request.headers[.authorization].flatMap(Self.bearer))
      guard path == Self.annotate else { return json(stages) }
      let form = try RequestForm(request)
      guard let ticket = admission.enter() else { throw Problem.busy }
      switch form.input {
      case .lines: return try await lines.answer(request, form, holding: ticket)
      case .one(let article): return try await articles.answer(request, form, article, page, holding: ticket)
      case .multipart(let boundary):
        return try await articles.answer(request, form, boundary: boundary, page, holding: ticket)
      }
    }

    /// Whom the request means, and whose page it comes from.
    private func checkOrigin(_ request: Request) throws(Problem) {
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
    private static func isForeign(_ request: Request) -> Bool {
      fetchSite(request) == "cross-site"
    }

    /// The page's form, as it comes without a script.
    private func composed(_ request: Request) async throws -> Response {
      guard MediaHeader(request.headers[.contentType] ?? "").name == "application/x-www-form-urlencoded"
      else {
        throw Problem(
          status: .unsupportedMediaType, code: "unsupported-type",
          detail:
            "The page's form comes as application/x-www-form-urlencoded; programs send to \(Self.annotate).",
          field: "Content-Type")
      }
      // Without a token in its head nobody knows whose it is before the body has come: such wait in a few places of
      // their own, and take none of those that know it.
      let bearer = request.headers[.authorization].flatMap(Self.bearer)
      let isKnown = settings.token == nil || bearer != nil
      if settings.token != nil, bearer != nil { try checkToken(bearer) }
      guard var ticket = (isKnown ? admission : strangers).enter() else { throw Problem.busy }
      defer { withExtendedLifetime(ticket) {} }
      let bytes = try await articles.body(of: request)
      let form: ComposedForm
      do {
        form = try URLEncodedFormDecoder().decode(
          ComposedForm.self, from: String(decoding: bytes, as: UTF8.self))
      } catch {
        throw Problem(
          status: .badRequest, code: "bad-form", detail: "The form has no 'text', or is broken.",
          field: "text")
      }
      try checkToken(form.token ?? bearer)
      if !isKnown {
        guard let known = admission.enter() else { throw Problem.busy }
        ticket = known
      }
      let document = try await articles.annotate(Array(form.text.utf8), .text, encoding: "utf-8")
      return page.response(.init(document, prefix: "article", hasPlace: false))
    }

    // MARK: Who may ask

    private static func bearer(_ header: String) -> String? {
      let parts = header.split(separator: " ", maxSplits: 1)
      return parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : nil
    }

    /// Takes the same time whatever is wrong with the token.
    private func checkToken(_ given: String?) throws(Problem) {
      guard let token = settings.token else { return }
      let (wanted, said) = (Array(token.utf8), Array((given ?? "").utf8))
      var difference: UInt8 = wanted.count == said.count ? 0 : 1
      for (place, byte) in wanted.enumerated() { difference |= byte ^ (place < said.count ? said[place] : 0) }
      if difference != 0 { throw Problem.wrongToken }
    }

    // MARK: What is told of the server

    private func json(_ value: JSONValue) -> Response {
      var writer = JSONWriter()
      writer.value(value)
      return Response(
        status: .ok, headers: [.contentType: "application/json"],
        body: .init(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }

    private func figures() -> Response {
      Meter(label: "isnad_http_requests_in_flight", factory: metrics).set(admission.inFlight)
      return Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: metrics.text)))
    }
  }
#endif
