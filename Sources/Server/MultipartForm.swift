#if Server
  import HTTPTypes
  import IsnadStages

  /// The parts of a form with files (RFC 7578), of which one is the article.
  struct MultipartForm {
    struct Part {
      let type: MediaHeader
      let fileName: String?
      let bytes: ArraySlice<UInt8>

      /// What it is by its own type, else by the end of its file's name, else a text.
      var form: ArticleDecoder.Form {
        let name = fileName?.lowercased() ?? ""
        switch type.name {
        case "text/html", "application/xhtml+xml": return .html
        case "application/json": return .json
        default: break
        }
        if name.hasSuffix(".html") || name.hasSuffix(".htm") { return .html }
        return name.hasSuffix(".json") ? .json : .text
      }
    }

    private static let maxParts = 64

    private(set) var parts: [Part] = []

    /// - Throws: a ``Problem`` where the body is no such form.
    init(_ bytes: [UInt8], boundary: String?) throws(Problem) {
      guard let boundary, !boundary.isEmpty, boundary.utf8.count <= 70 else {
        throw Self.broken("The Content-Type names no boundary")
      }
      let mark = Array("--\(boundary)".utf8)
      var at = Self.find(mark, in: bytes, from: 0)
      while let start = at {
        let content = start + mark.count
        if bytes[content...].starts(with: "--".utf8) { return }
        guard let next = Self.find(mark, in: bytes, from: content) else { break }
        try add(bytes[content..<next])
        guard parts.count <= Self.maxParts else {
          throw Self.broken("The form has more than \(Self.maxParts) parts")
        }
        at = next
      }
      throw Self.broken(
        at == nil ? "The body does not hold its boundary" : "The form's last boundary is missing")
    }

    /// The one part that holds something.
    /// - Throws: a ``Problem`` where there are none or several.
    var article: Part {
      get throws(Problem) {
        let full = parts.filter { !$0.bytes.isEmpty }
        guard full.count == 1, let part = full.first else {
          throw Problem(
            status: .unprocessableContent, code: "bad-multipart",
            detail:
              "The form holds \(full.count) parts with content, and an article is one. Send several articles as JSON Lines.",
            field: "body")
        }
        return part
      }
    }

    private static func broken(_ what: String) -> Problem {
      Problem(
        status: .badRequest, code: "bad-multipart",
        detail: "\(what). Send the article as a file, such as with curl --form file=@article.txt.",
        field: "body")
    }

    /// A part between two boundaries: line break, head, empty line, content, line break.
    private mutating func add(_ bytes: ArraySlice<UInt8>) throws(Problem) {
      let separator = Array("\r\n\r\n".utf8)
      guard let end = Self.find(separator, in: Array(bytes.prefix(1 << 14)), from: 0) else {
        throw Self.broken("A part of the form has no head")
      }
      let head = String(decoding: bytes.prefix(end), as: UTF8.self)
      var type = MediaHeader("")
      var fileName: String?
      for line in head.split(separator: "\r\n") {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let value = line[line.index(after: colon)...]
        switch line[..<colon].lowercased() {
        case "content-type": type = MediaHeader(value)
        case "content-disposition": fileName = MediaHeader(value).parameters["filename"]
        default: break
        }
      }
      var content = bytes[(bytes.startIndex + end + separator.count)...]
      if content.suffix(2).elementsEqual("\r\n".utf8) { content = content.dropLast(2) }
      parts.append(Part(type: type, fileName: fileName, bytes: content))
    }

    private static func find(_ text: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
      guard let first = text.first else { return nil }
      var at = from
      while at + text.count <= bytes.count {
        if bytes[at] == first, bytes[at...].starts(with: text) { return at }
        at += 1
      }
      return nil
    }
  }
#endif
