import Isnad

/// Makes a document of an article that did not come from a file: of what a server is sent.
public struct ArticleDecoder: Sendable {
  public enum Form: Sendable {
    case text, html
    /// An object with `text`, and what else is known of the article.
    case json
    /// The same, as a line among others.
    case jsonLine
  }

  private let reader: ArticleReader

  /// - Parameter maxDocumentBytes: what an article may have at the most, once unpacked.
  public init(maxDocumentBytes: Int) throws {
    let context = StageContext(id: "reader", directory: ".", maxDocumentBytes: maxDocumentBytes)
    reader = ArticleReader(decoding: ArticleReader.Options(), context: context)
  }

  /// The names by which ``document(_:form:encoding:source:)`` knows encodings.
  public static var encodings: [String] { TextEncoding.allCases.map(\.rawValue) }

  /// Whether it knows an encoding by a name, also by another one that is usual for it (`utf8`, `cp1256`).
  public static func knows(_ encoding: String) -> Bool {
    let name = EncodingLabel.name(encoding)
    return encodings.contains(encoding.lowercased()) || encodings.contains(name) && name != "windows-1252"
  }

  /// - Parameters:
  ///   - encoding: how letters are written, one of ``encodings``; of a page, which says it itself, it is not asked.
  ///   - source: what the article is called where it has no id.
  /// - Throws: a ``StageFailure``.
  public func document(
    _ bytes: [UInt8], form: Form, encoding: String = TextEncoding.utf8.rawValue, source: DocumentSource
  ) throws -> Document {
    switch form {
    case .text:
      return try reader.decode(record(Self.converted(bytes, encoding), .text, source))
    case .html: return try reader.decode(record(bytes, .html, source))
    case .json: return try reader.decode(record(bytes, .json, source))
    case .jsonLine: return try reader.decode(record(bytes, .jsonl, source))
    }
  }

  /// A byte order mark is the encoding's, as in a file.
  private func record(_ bytes: [UInt8], _ format: InputFormat, _ source: DocumentSource) -> Record {
    let mark = bytes.starts(with: ByteOrderMark.utf8) ? ByteOrderMark.utf8.count : 0
    return Record(source: source, format: format.rawValue, bytes: mark == 0 ? bytes : Array(bytes[mark...]))
  }

  private static func converted(_ bytes: [UInt8], _ name: String) throws -> [UInt8] {
    var encoding =
      TextEncoding(rawValue: name.lowercased()) ?? TextEncoding(rawValue: EncodingLabel.name(name)) ?? .utf8
    if encoding == .auto { encoding = TextEncoding.guess(Array(bytes.prefix(1 << 16))) }
    guard encoding != .utf8 else { return bytes }
    guard let text = Transcoder.text(of: bytes, in: encoding.rawValue) else {
      throw StageFailure(
        code: "unknown-encoding", message: "this system can't convert '\(encoding.rawValue)'")
    }
    return Array(text.utf8)
  }
}
