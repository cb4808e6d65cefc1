#if Server && SQLite
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadDatabase
  import IsnadPage
  import NIOCore

  /// Answers with what the archive says: pages for people, JSON for programs.
  struct ArchiveService: PathService {
    /// What is counted apart, by the beginning of the path.
    private static let routes = [
      "/v1/archive/quotes", "/v1/archive/facets", "/v1/archive/people", "/v1/archive/articles",
      "/v1/archive/figures", "/v1/archive/corrections", "/corrections", "/articles", "/people", "/figures",
      "/healthz", "/metrics", "/openapi.json",
    ]
    static let maxPage = 1_000

    let name: String
    let archive: Archive
    let corrections: CorrectionsEndpoint
    let settings: ServerSettings
    let gate: RequestGate
    let metrics: PrometheusMetrics
    let admission: Admission
    let pool: WorkPool
    let description: JSONValue

    func route(_ path: String) -> String {
      path == "/" ? path : Self.routes.first { path == $0 || path.hasPrefix($0 + "/") } ?? "other"
    }

    func response(_ problem: Problem, to request: Request, _ path: String) -> Response {
      var problem = problem
      if problem.status == .unauthorized {
        problem.headers[.wwwAuthenticate] = "Basic realm=\"isnad\", charset=\"UTF-8\""
      }
      guard !path.hasPrefix("/v1/"), let accept = request.headers[.accept], accept.contains("text/html")
      else {
        return problem.response
      }
      return pages(request).problem(problem)
    }

    func answer(_ request: Request, _ path: String) async throws -> Response {
      try gate.checkOrigin(request)
      let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
      if CorrectionsEndpoint.paths.contains(path) { return try await correct(request, path) }
      guard Self.isKnown(path, parts) else { throw Problem.unknownPath(path) }
      guard request.method == .get || request.method == .head else {
        throw Problem.wrongMethod(request.method, allowed: ["GET", "HEAD"])
      }
      switch path {
      case "/healthz":
        return Self.response(
          .json(.object([.init("status", "ok"), .init("archive", .string(name))])), request)
      case "/openapi.json": return Self.response(.json(description), request)
      case "/metrics":
        return Response(
          status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
          body: .init(byteBuffer: ByteBuffer(string: metrics.text)))
      default: break
      }
      try gate.check(RequestGate.token(request))
      guard let ticket = admission.enter() else { throw Problem.busy }
      defer { withExtendedLifetime(ticket) {} }
      let body = try await pool.run { () async throws -> ArchiveBody in
        if parts.first == "v1" { return try ArchiveAPI(archive: archive).answer(request, parts) }
        return .page(try pages(request).answer(request, parts, archive))
      }
      return Self.response(body, request)
    }

    private func pages(_ request: Request) -> ArchivePages {
      ArchivePages(
        name: name, language: PageLanguage(accept: request.headers[.acceptLanguage]),
        corrections: corrections.file)
    }

    private func correct(_ request: Request, _ path: String) async throws -> Response {
      try corrections.check(request)
      try gate.check(RequestGate.token(request))
      guard let ticket = admission.enter() else { throw Problem.busy }
      defer { withExtendedLifetime(ticket) {} }
      let isForm = path == "/corrections"
      let answer = try await corrections.take(request, isForm: isForm, pool)
      let body = isForm ? ArchiveBody.page(pages(request).thanks(answer)) : .json(answer.json)
      var headers = body.headers
      headers[.cacheControl] = "no-store"
      return Response(
        status: answer.isNew && !isForm ? .created : .ok, headers: headers,
        body: .init(byteBuffer: ByteBuffer(bytes: body.bytes)))
    }

    private static func isKnown(_ path: String, _ parts: [String]) -> Bool {
      if ["/", "/people", "/figures", "/healthz", "/metrics", "/openapi.json"].contains(path) { return true }
      if parts.count == 2, path == "/" + parts.joined(separator: "/") {
        return ["articles", "people"].contains(parts[0])
      }
      guard parts.count >= 3, parts[0] == "v1", parts[1] == "archive",
        path == "/" + parts.joined(separator: "/")
      else {
        return false
      }
      return parts.count == 3 && ["quotes", "facets", "people", "figures"].contains(parts[2])
        || parts.count == 4 && ["people", "articles"].contains(parts[2])
        || parts.count == 5 && parts[2] == "articles" && parts[4] == "also"
    }

    /// With a tag of what it holds, by which a client is told that it has that already (RFC 9110).
    private static func response(_ body: ArchiveBody, _ request: Request) -> Response {
      var headers = body.headers
      let tag = "\"\(String(Fingerprint.of(body.bytes.span, from: 0, to: body.bytes.count), radix: 36))\""
      headers[.eTag] = tag
      if headers[.cacheControl] == nil { headers[.cacheControl] = "no-cache" }
      let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { part in
        String(part.filter { $0 != " " }).replacing("W/", with: "")
      }
      if let known, known.contains(tag) || known == ["*"] {
        return Response(status: .notModified, headers: headers)
      }
      return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body.bytes)))
    }
  }

  /// An answer before it has a head.
  struct ArchiveBody: Sendable {
    let bytes: [UInt8]
    let headers: HTTPFields

    static func json(_ value: JSONValue) -> ArchiveBody {
      var writer = JSONWriter()
      writer.value(value)
      return ArchiveBody(bytes: writer.bytes, headers: [.contentType: "application/json"])
    }

    static func page(_ html: HTMLWriter) -> ArchiveBody {
      ArchiveBody(bytes: html.bytes, headers: ArchivePages.headers)
    }

    static func file(_ bytes: [UInt8], _ type: String, name: String) -> ArchiveBody {
      var headers: HTTPFields = [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""]
      headers[.xContentTypeOptions] = "nosniff"
      return ArchiveBody(bytes: bytes, headers: headers)
    }
  }
#endif
