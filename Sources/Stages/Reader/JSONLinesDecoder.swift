import Isnad

/// A line of JSON Lines as a document.
///
/// `text` is the text; `id` is a string or a number, and a line without one is called by its
/// place (`news.jsonl:12`); `metadata` is an object. Other members with a single value (a string,
/// a number, true or false) become metadata, unless `metadata` has the name already; lists and
/// objects beside these are left out.
enum JSONLinesDecoder {
  private static let ownNames: Set<String> = ["id", "text", "metadata", "schema", "offsets"]

  static func decode(_ record: Record) throws(StageFailure) -> Document {
    if let offset = UTF8Validation.firstInvalidOffset(in: record.bytes.span) {
      throw StageFailure(
        invalid: InvalidUTF8(offset: offset, byte: record.bytes[offset]), in: record)
    }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse(ArraySlice(record.bytes))
    } catch {
      throw StageFailure(code: "invalid-json", message: "malformed JSON: \(error)")
    }
    guard case .object(let members) = value else {
      throw StageFailure(
        code: "invalid-document", message: "a line must be an object with 'text', not \(value.kindName)")
    }
    guard let text = value["text"] else {
      throw StageFailure(code: "invalid-document", message: "the object has no 'text'")
    }
    guard case .string(let text) = text else {
      throw StageFailure(
        code: "invalid-document", message: "'text' must be a string, not \(text.kindName)")
    }
    let source = DocumentSource(
      uri: value["source"]?["uri"]?.string ?? record.source.uri, record: record.source.record,
      byteOffset: record.source.byteOffset)
    return Document(
      id: try id(value["id"], record), source: source, metadata: try metadata(value, members),
      text: SourceText(text))
  }

  private static func id(_ value: JSONValue?, _ record: Record) throws(StageFailure) -> String {
    switch value {
    case nil, .null?, .string("")?: return record.source.place
    case .string(let id)?: return id
    case .number(let number)?: return number.text
    case let other?:
      throw StageFailure(
        code: "invalid-document", message: "'id' must be a string or a number, not \(other.kindName)")
    }
  }

  private static func metadata(
    _ value: JSONValue, _ members: [JSONValue.Member]
  ) throws(StageFailure) -> Metadata {
    var metadata: Metadata = [:]
    switch value["metadata"] {
    case nil, .null?: break
    case .object(let members)?:
      for member in members { metadata[member.name] = member.value }
    case let other?:
      throw StageFailure(
        code: "invalid-document", message: "'metadata' must be an object, not \(other.kindName)")
    }
    for member in members where !ownNames.contains(member.name) && metadata[member.name] == nil {
      switch member.value {
      case .string, .number, .bool: metadata[member.name] = member.value
      case .null, .array, .object: break
      }
    }
    return metadata
  }
}
