#if Server
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadJSON
  import IsnadStages
  import Metrics
  import NIOCore

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
  struct AnnotationService: PathService {
    private static let annotate = "/v1/annotate"
    /// The methods of each path.
    private static let paths: [String: [HTTPRequest.Method]] = [
      "/": [.get, .head, .post], annotate: [.post], "/v1/stages": [.get, .head], "/healthz": [.get, .head],
      "/metrics": [.get, .head], "/openapi.json": [.get, .head],
    ]

    let settings: ServerSettings
    let page: LivePage
    let articles: ArticleEndpoint
    let lines: LinesEndpoint
    let admission: Admission
    /// For requests of which nobody knows yet whether they bring the token.
    let strangers: Admission
    let gate: RequestGate
    let metrics: PrometheusMetrics
    let stages: JSONValue
    let description: JSONValue

    func route(_ path: String) -> String { Self.paths[path] == nil ? "other" : path }

    func response(_ problem: Problem, to request: Request, _ path: String) -> Response {
      path == "/" && request.method == .post ? page.response(problem) : problem.response
    }

    func answer(_ request: Request, _ path: String) async throws -> Response {
      try gate.checkOrigin(request)
      guard let methods = Self.paths[path] else { throw Problem.unknownPath(path) }
      guard methods.contains(request.method) else {
        throw Problem.wrongMethod(request.method, allowed: methods.map(\.rawValue))
      }
      if request.method == .post, RequestGate.isForeign(request) { throw Problem.foreignPage }
      switch path {
      case "/" where request.method == .post: return try await composed(request)
      case "/": return page.response()
      case "/healthz":
        return json(.object([.init("status", .string("ok")), .init("pipeline", .string(page.pipeline))]))
      case "/openapi.json": return json(description)
      case "/metrics": return figures()
      default: break
      }
      try gate.check(RequestGate.token(request))
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
      let bearer = RequestGate.token(request)
      let isKnown = settings.token == nil || bearer != nil
      if settings.token != nil, bearer != nil { try gate.check(bearer) }
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
      try gate.check(form.token ?? bearer)
      if !isKnown {
        guard let known = admission.enter() else { throw Problem.busy }
        ticket = known
      }
      let document = try await articles.annotate(Array(form.text.utf8), .text, encoding: "utf-8")
      return page.response(.init(document, prefix: "article", hasPlace: false))
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
