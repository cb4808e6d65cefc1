/// A record whose document a stage took out, for a larger system that waits for an answer to each record.
struct FilteredRecord: Sendable, Equatable {
  let source: DocumentSource
  let id: String
  let stage: String
  /// As the report counts it.
  let reason: String

  static let schema = "isnad-filtered/1"

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
      }
      json.name("id")
      json.string(id)
      json.name("stage")
      json.string(stage)
      json.name("reason")
      json.string(reason)
    }
    json.newline()
  }
}
