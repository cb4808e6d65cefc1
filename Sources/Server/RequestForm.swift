#if Server
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadStages

  /// What a request brings and what it wants to have, as its head says.
  struct RequestForm {
    enum Input: Equatable {
      case one(ArticleDecoder.Form)
      case lines
      /// A form with a file in it.
      case multipart(boundary: String?)
    }

    enum Output: Equatable {
      case json, lines, page
    }

    let input: Input
    /// How the letters of a plain text are written.
    let encoding: String
    /// How the body was compressed on its way.
    let codings: String?
    let output: Output
    let offsets: OffsetUnit
    let layers: [String]

    private static let inputs: [(String, Input)] = [
      ("text/plain", .one(.text)), ("text/html", .one(.html)), ("application/json", .one(.json)),
      ("application/x-ndjson", .lines), ("application/jsonl", .lines), ("application/ndjson", .lines),
      ("application/jsonlines", .lines),
    ]

    /// - Throws: a ``Problem`` that names the header or the parameter.
    init(_ request: Request) throws(Problem) {
      let type = MediaHeader(request.headers[.contentType] ?? "")
      if type.name == "multipart/form-data" {
        input = .multipart(boundary: type.parameters["boundary"])
      } else if let known = Self.inputs.first(where: { $0.0 == type.name })?.1 {
        input = known
      } else {
        throw Self.unsupported(type.name)
      }
      codings = request.headers[.contentEncoding]
      encoding = try Self.encoding(type, input)
      output = try Self.output(request.headers[.accept], input)
      (offsets, layers) = try Self.parameters(request)
    }

    private static func unsupported(_ name: String) -> Problem {
      let types = inputs.prefix(4).map(\.0).joined(separator: ", ")
      let said = name.isEmpty ? "The request has no Content-Type" : "The Content-Type '\(name)' is not known"
      return Problem(
        status: .unsupportedMediaType, code: "unsupported-type",
        detail: "\(said). Send one of \(types), such as -H 'Content-Type: text/plain'.", field: "Content-Type"
      )
    }

    private static func encoding(_ type: MediaHeader, _ input: Input) throws(Problem) -> String {
      let name = type.parameters["charset"]?.lowercased() ?? "utf-8"
      // JSON is UTF-8 (RFC 8259), and a page's letters are told by its bytes.
      let known = input == .one(.text) ? ArticleDecoder.encodings : ["utf-8", "utf8", "us-ascii"]
      if known.contains(name) || input == .one(.html) || input == .one(.text) && ArticleDecoder.knows(name) {
        return name
      }
      if case .multipart = input { return ArticleDecoder.encodings[0] }
      throw Problem(
        status: .unsupportedMediaType, code: "unsupported-charset",
        detail: "The charset '\(name)' is not known here. Send one of \(known.joined(separator: ", ")).",
        field: "Content-Type")
    }

    private static func output(_ accept: String?, _ input: Input) throws(Problem) -> Output {
      let offered: [(String, Output)] =
        input == .lines
        ? [("application/x-ndjson", .lines), ("application/jsonl", .lines), ("application/json", .lines)]
        : [("application/json", .json), ("text/html", .page)]
      guard let accept, !accept.isEmpty else { return offered[0].1 }
      for range in MediaHeader.preferred(accept) {
        let family = range.hasSuffix("/*") ? String(range.dropLast()) : nil
        if let found = offered.first(where: {
          range == "*/*" || $0.0 == range || family.map($0.0.hasPrefix) ?? false
        }) {
          return found.1
        }
      }
      throw Problem(
        status: .notAcceptable, code: "not-acceptable",
        detail: "The answer can be \(offered.map(\.0).joined(separator: " or ")).", field: "Accept")
    }

    private static func parameters(_ request: Request) throws(Problem) -> (OffsetUnit, [String]) {
      var offsets = OffsetUnit.codepoint
      var layers: [String] = []
      for (name, value) in request.uri.queryParameters {
        switch name {
        case "offsets":
          guard let unit = OffsetUnit(rawValue: String(value)) else {
            let names = OffsetUnit.allCases.map(\.rawValue).joined(separator: ", ")
            throw badParameter("offsets", "'\(value)' is no unit of offsets. There are \(names).")
          }
          offsets = unit
        case "layers":
          layers += value.split(separator: ",").map(String.init)
        default:
          throw badParameter(String(name), "There is no parameter '\(name)'. There are offsets and layers.")
        }
      }
      return (offsets, layers)
    }

    private static func badParameter(_ name: String, _ detail: String) -> Problem {
      Problem(status: .badRequest, code: "bad-parameter", detail: detail, field: name)
    }
  }

  /// A media type, or a list of them (RFC 9110): `text/plain; charset=utf-8`.
  struct MediaHeader {
    let name: String
    let parameters: [String: String]

    init(_ header: some StringProtocol) {
      var parts = header.split(separator: ";").map { Self.trimmed($0) }[...]
      name = parts.popFirst()?.lowercased() ?? ""
      var found: [String: String] = [:]
      for part in parts {
        let pair = part.split(separator: "=", maxSplits: 1).map { Self.trimmed($0) }
        guard pair.count == 2 else { continue }
        found[pair[0].lowercased()] = pair[1].filter { $0 != "\"" }
      }
      parameters = found
    }

    /// The names of an Accept header, the most wanted first; those with `q=0` are left out.
    static func preferred(_ header: String) -> [String] {
      let ranges = header.split(separator: ",").prefix(50).map { MediaHeader($0) }
      let weighed = ranges.enumerated().map {
        ($0.offset, $0.element, Double($0.element.parameters["q"] ?? "1") ?? 0)
      }
      return weighed.filter { $0.2 > 0 }.sorted { ($0.2, $1.0) > ($1.2, $0.0) }.map(\.1.name)
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
      let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
      var kept = String.UnicodeScalarView(scalars)
      while let last = kept.last, last.properties.isWhitespace { kept.removeLast() }
      return String(kept)
    }
  }
#endif
