#if Server && SQLite
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadDatabase
  import IsnadPage

  /// Takes what readers mark as wrong, from programs as JSON and from the page's form.
  struct CorrectionsEndpoint: Sendable {
    /// Where programs send it, and where the form does.
    static let paths = ["/v1/archive/corrections", "/corrections"]
    /// Of a request's body.
    static let maxBytes = 1 << 17

    let archive: Archive
    /// Nil where the server takes none.
    let file: CorrectionsFile?

    /// What was taken.
    struct Answer {
      let correction: Correction
      let article: Int64
      let document: String
      /// False where it was there already.
      let isNew: Bool

      var json: JSONValue {
        .object(
          [.init("article", .integer(Int(article))), .init("document", .string(document))]
            + correction.members.map { .init($0.name, .string($0.value)) } + [.init("new", .bool(isNew))])
      }
    }

    /// - Throws: a ``Problem`` where the server takes none, or not from this page or by this method.
    func check(_ request: Request) throws(Problem) {
      guard file != nil else { throw Problem.noCorrections }
      guard request.method == .post else {
        throw Problem.wrongMethod(request.method, allowed: [HTTPRequest.Method.post.rawValue])
      }
      if RequestGate.isForeign(request) { throw Problem.foreignPage }
    }

    /// - Parameter isForm: whether it comes from the page.
    func take(_ request: Request, isForm: Bool, _ pool: WorkPool) async throws -> Answer {
      guard let file else { throw Problem.noCorrections }
      let type = MediaHeader(request.headers[.contentType] ?? "").name
      let wanted = isForm ? "application/x-www-form-urlencoded" : "application/json"
      guard type == wanted, request.headers[.contentEncoding] == nil else {
        throw Problem(
          status: .unsupportedMediaType, code: "unsupported-type",
          detail: "A correction comes as \(wanted).", field: "Content-Type")
      }
      let bytes = try await body(of: request)
      return try await pool.run {
        let (article, correction) = try isForm ? Self.form(bytes) : Self.json(bytes)
        guard let document = try archive.article(article) else { throw Problem.unknownArticle }
        let isNew = try file.add(correction, to: document)
        return Answer(correction: correction, article: article, document: document.id, isNew: isNew)
      }
    }

    private func body(of request: Request) async throws -> [UInt8] {
      var bytes: [UInt8] = []
      for try await buffer in request.body {
        guard bytes.count + buffer.readableBytes <= Self.maxBytes else {
          var problem = Problem(
            status: .contentTooLarge, code: "body-too-large",
            detail: "A correction may have at most \(Self.maxBytes) bytes.", field: "body")
          problem.closes = true
          throw problem
        }
        bytes.append(contentsOf: buffer.readableBytesView)
      }
      return bytes
    }

    private static func json(_ bytes: [UInt8]) throws(Problem) -> (Int64, Correction) {
      guard case .object(let given)? = try? JSONParser.parse(bytes[...]) else {
        throw Correction.bad("body", "The body is no JSON object.")
      }
      var members: [String: String] = [:]
      var article: Int64?
      for member in given {
        if member.name == "article" {
          article = member.value.int.map(Int64.init)
          continue
        }
        guard let text = member.value.string else {
          throw Correction.bad(member.name, "'\(member.name)' must be a string.")
        }
        members[member.name] = text
      }
      guard let article else { throw Correction.bad("article", "'article' must be the key of an article.") }
      return (article, try Correction(members))
    }

    private static func form(_ bytes: [UInt8]) throws(Problem) -> (Int64, Correction) {
      guard
        let members = try? URLEncodedFormDecoder().decode(
          [String: String].self, from: String(decoding: bytes, as: UTF8.self)),
        let article = members["article"].flatMap(Int64.init)
      else { throw Correction.bad("article", "The form has no 'article', or is broken.") }
      return (article, try Correction(members, isForm: true))
    }
  }

  extension Problem {
    static let noCorrections = Problem(
      status: .forbidden, code: "no-corrections",
      detail: "This server takes no corrections. It does when it is started with --allow-corrections.")
    static let unknownArticle = Problem(
      status: .notFound, code: "not-found", detail: "No article has this key.", field: "article")
  }
#endif
