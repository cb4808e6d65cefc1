#if Server
  import HTTPTypes
  import Hummingbird
  import IsnadJSON
  import NIOCore

  /// Why a request gets no answer, for programs and for people: a problem document (RFC 9457).
  struct Problem: Error {
    let status: HTTPResponse.Status
    /// What kind of problem: the last part of `type`, `urn:isnad:problem:body-too-large`.
    let code: String
    /// A sentence that says what is wrong, where, and what to do.
    let detail: String
    /// The header, the parameter, the member or the line that is wrong.
    var field: String?
    var headers: HTTPFields = [:]
    /// The connection can't go on: what comes on it is not read any more.
    var closes = false

    static let contentType = "application/problem+json"

    var json: JSONValue {
      var members: [JSONValue.Member] = [
        .init("type", .string("urn:isnad:problem:\(code)")), .init("title", .string(status.reasonPhrase)),
        .init("status", .integer(status.code)), .init("detail", .string(detail)),
      ]
      if let field { members.append(.init("field", .string(field))) }
      return .object(members)
    }

    /// A line among the answers to many documents.
    func line(_ number: Int, id: String?) -> [UInt8] {
      guard case .object(var members) = json else { return [] }
      members.append(.init("line", .integer(number)))
      members.append(.init("id", id.map { .string($0) } ?? .null))
      var writer = JSONWriter()
      writer.value(.object(members))
      writer.newline()
      return writer.bytes
    }

    var response: Response {
      let (head, body) = parts
      return Response(status: head.status, headers: head.headerFields, body: .init(byteBuffer: body))
    }

    /// The answer where there is no request that it could be an answer to.
    var parts: (HTTPResponse, ByteBuffer) {
      var writer = JSONWriter()
      writer.value(json)
      var headers = headers
      headers[.contentType] = Self.contentType
      headers[.contentLength] = String(writer.bytes.count)
      if closes { headers[.connection] = "close" }
      return (HTTPResponse(status: status, headerFields: headers), ByteBuffer(bytes: writer.bytes))
    }
  }

  extension Problem {
    static func unknownPath(_ path: String) -> Problem {
      Problem(
        status: .notFound, code: "not-found",
        detail: "There is nothing at this path. /openapi.json lists what there is.", field: "path")
    }

    static func wrongMethod(_ method: HTTPRequest.Method, allowed: [String]) -> Problem {
      var problem = Problem(
        status: .methodNotAllowed, code: "method-not-allowed",
        detail: "This path answers to \(allowed.joined(separator: " and ")).", field: "method")
      problem.headers[.allow] = allowed.joined(separator: ", ")
      return problem
    }

    static let wrongToken: Problem = {
      var problem = Problem(
        status: .unauthorized, code: "unauthorized",
        detail: "This server asks for a token: send it as 'Authorization: Bearer TOKEN'.",
        field: "Authorization")
      problem.headers[.wwwAuthenticate] = "Bearer"
      return problem
    }()

    static let missingHost: Problem = {
      var problem = Problem(
        status: .badRequest, code: "missing-host", detail: "The request has no Host.", field: "Host")
      problem.closes = true
      return problem
    }()

    static let wrongHost = Problem(
      status: .misdirectedRequest, code: "wrong-host",
      detail:
        "This server is not called so. Start it with --name for every name that it has besides its address.",
      field: "Host")

    static let foreignOrigin = Problem(
      status: .forbidden, code: "cross-site",
      detail: "Pages of other sites can't use this server.", field: "Origin")

    static func unknownCoding(_ coding: String) -> Problem {
      var problem = Problem(
        status: .notImplemented, code: "unknown-transfer-encoding",
        detail: "The Transfer-Encoding is not known here; there is chunked.", field: "Transfer-Encoding")
      problem.closes = true
      return problem
    }

    static let headTooLarge: Problem = {
      var problem = Problem(
        status: .requestHeaderFieldsTooLarge, code: "head-too-large",
        detail: "The request's head is too large.", field: "head")
      problem.closes = true
      return problem
    }()

    static let brokenAddress: Problem = {
      var problem = Problem(
        status: .badRequest, code: "broken-address",
        detail:
          "The address of the request holds characters that must be percent-encoded, such as Arabic letters and spaces. With curl: curl -G ADDRESS --data-urlencode 'q=…'",
        field: "path")
      problem.closes = true
      return problem
    }()

    static let brokenHead: Problem = {
      var problem = Problem(
        status: .badRequest, code: "broken-head", detail: "The request's head is no HTTP.", field: "head")
      problem.closes = true
      return problem
    }()

    static let trailersTooLarge: Problem = {
      var problem = Problem(
        status: .requestHeaderFieldsTooLarge, code: "trailers-too-large",
        detail: "The fields behind the body are too large.", field: "Trailer")
      problem.closes = true
      return problem
    }()

    static let brokenRequest: Problem = {
      var problem = Problem(
        status: .badRequest, code: "broken-request", detail: "The request's body is cut off or broken.",
        field: "body")
      problem.closes = true
      return problem
    }()

    /// Nobody hears it; it is counted.
    static let clientGone: Problem = {
      var problem = Problem(
        status: .init(code: 499, reasonPhrase: "Client Closed Request"), code: "client-gone",
        detail: "The client has hung up.")
      problem.closes = true
      return problem
    }()

    static let foreignPage = Problem(
      status: .forbidden, code: "cross-site",
      detail: "Pages of other sites can't use this server.", field: "Sec-Fetch-Site")

    static func bodyTooLarge(_ limit: Int) -> Problem {
      var problem = Problem(
        status: .contentTooLarge, code: "body-too-large",
        detail:
          "The body may have at most \(limit) bytes. Send several requests, or start the server with --max-body.",
        field: "body")
      problem.closes = true
      return problem
    }

    static func tooManyDocuments(_ limit: Int) -> Problem {
      Problem(
        status: .contentTooLarge, code: "too-many-documents",
        detail:
          "A request may bring at most \(limit) documents. Send several requests, or start the server with --max-documents.",
        field: "body")
    }

    static let busy: Problem = {
      var problem = Problem(
        status: .tooManyRequests, code: "too-many-requests",
        detail: "As many requests as the server takes at a time are being worked on. Try again in a second.")
      problem.headers[.retryAfter] = "1"
      return problem
    }()

    static let slowClient: Problem = {
      var problem = Problem(
        status: .requestTimeout, code: "slow-body",
        detail: "The body came too slowly, and the server has stopped to wait for it.", field: "body")
      problem.closes = true
      return problem
    }()

    static let internalError = Problem(
      status: .internalServerError, code: "internal", detail: "The server could not answer. Its log says why."
    )
  }
#endif
