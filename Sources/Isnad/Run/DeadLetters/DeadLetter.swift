#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A record that failed, with all that is needed to try it again.
///
/// A line of JSON holds the record as it was (`record`, or `record_base64` where it is not UTF-8, or
/// neither where it was too large to keep), its source and place there, the reader that decodes it,
/// the stage that failed, the error, how often it was tried, and when.
struct DeadLetter: Sendable, Equatable {
  var source: DocumentSource
  /// Which of the pipeline's readers decodes the record.
  var reader = 0
  var format: String
  /// Nil where the record was not kept.
  var bytes: [UInt8]?
  var id: String?
  var stage: String
  var code: String
  var message: String
  var attempts = 1
  /// ISO 8601, UTC.
  var time: String

  static let schema = "isnad-dead-letter/1"

  static func now() -> String { Date().ISO8601Format() }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.name("schema")
      json.string(Self.schema)
      json.name("source")
      json.object { json in
        json.name("uri")
        json.string(source.uri)
        json.name("record")
        if let record = source.record { json.integer(record) } else { json.null() }
        json.name("byte_offset")
        json.integer(source.byteOffset)
      }
      json.name("id")
      if let id { json.string(id) } else { json.null() }
      json.name("stage")
      json.string(stage)
      json.name("code")
      json.string(code)
      json.name("message")
      json.string(message)
      json.name("attempts")
      json.integer(attempts)
      json.name("time")
      json.string(time)
      json.name("reader")
      json.integer(reader)
      json.name("format")
      json.string(format)
      guard let bytes else { return }
      if UTF8Validation.firstInvalidOffset(in: bytes.span) == nil {
        json.name("record")
        json.string(bytes, 0..<bytes.count)
      } else {
        json.name("record_base64")
        json.string(Data(bytes).base64EncodedString())
      }
    }
    json.newline()
  }

  init(_ failed: BatchResult.Failed, time: String) {
    source = failed.record.source
    reader = failed.record.reader
    format = failed.record.format
    bytes = failed.record.failure == nil ? failed.record.bytes : nil
    id = failed.id
    stage = failed.stage
    code = failed.failure.code
    message = failed.failure.message
    attempts = failed.record.attempts + failed.tries
    self.time = time
  }

  /// Reads a line.
  /// - Throws: a ``StageFailure`` for a line that is no dead letter.
  init(_ line: [UInt8]) throws(StageFailure) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse(ArraySlice(line))
    } catch {
      throw StageFailure(code: "invalid-json", message: "malformed JSON: \(error)")
    }
    guard let source = value["source"], let uri = source["uri"]?.string,
      let format = value["format"]?.string, let stage = value["stage"]?.string
    else {
      throw StageFailure(
        code: "invalid-dead-letter", message: "the line is no dead letter: it needs source, format and stage")
    }
    self.source = DocumentSource(
      uri: uri, record: source["record"]?.int, byteOffset: source["byte_offset"]?.int ?? 0)
    self.format = format
    self.stage = stage
    reader = max(0, value["reader"]?.int ?? 0)
    id = value["id"]?.string
    code = value["code"]?.string ?? ""
    message = value["message"]?.string ?? ""
    attempts = min(max(0, value["attempts"]?.int ?? 1), 1_000_000)
    time = value["time"]?.string ?? ""
    if let text = value["record"]?.string {
      bytes = Array(text.utf8)
    } else if let text = value["record_base64"]?.string {
      guard let data = Data(base64Encoded: text) else {
        throw StageFailure(code: "invalid-dead-letter", message: "'record_base64' is not base 64")
      }
      bytes = Array(data)
    }
  }

  /// The record as its reader gave it.
  var record: Record {
    var record =
      bytes.map { Record(source: source, format: format, bytes: $0) }
      ?? Record(source: source, format: format, failure: StageFailure(code: code, message: message))
    record.reader = reader
    record.attempts = attempts
    return record
  }
}
