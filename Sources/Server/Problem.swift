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
      var writer = JSONWriter()
      writer.value(json)
      var headers = headers
      headers[.contentType] = Self.contentType
      if closes { headers[.connection] = "close" }
      return Response(
        status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: writer.bytes)))
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
