import Isnad

/// The contract of the two ends of a chain.
extension StageContract {
  /// Records kept apart from their positions, at the most: a contract is checked on a small input.
  private static let maxRecords = 1000

  /// A reader gives the same records twice, and the rest of them from every place that it has named,
  /// as a checkpoint keeps it.
  func violations<R: Reader>(of reader: R) throws -> [String] {
    var found: [String] = []
    let (records, positions) = try read(reader.open(at: nil))
    if records.isEmpty { found.append("the input has no records, so nothing is checked") }
    if try read(reader.open(at: nil)).records.map(\.bytes) != records.map(\.bytes) {
      found.append("reading twice gives other records")
    }
    for (index, position) in positions.enumerated() {
      guard let position else {
        found.append("there is no position behind record \(index + 1), so a run can't resume")
        continue
      }
      var json = JSONWriter()
      json.value(position)
      let rest = try read(reader.open(at: try JSONParser.parse(ArraySlice(json.bytes)))).records
      if rest.map(\.bytes) != records[(index + 1)...].map(\.bytes)
        || rest.map(\.source) != records[(index + 1)...].map(\.source)
      {
        found.append("reading on behind record \(index + 1) gives other records")
      }
    }
    for record in records where record.failure == nil {
      let ids = try (0..<2).map { _ in try reader.decode(record).id }
      if ids[0].isEmpty || ids[0] != ids[1] { found.append("\(record.source.place): no lasting id") }
    }
    return found
  }

  private func read(_ source: any RecordSource) throws -> (records: [Record], positions: [JSONValue?]) {
    var source = source
    var records: [Record] = []
    var positions: [JSONValue?] = []
    while records.count < Self.maxRecords, let record = try source.next() {
      records.append(record)
      positions.append(source.position)
    }
    return (records, positions)
  }

  /// A writer puts any document into its form, the same way twice, and goes on from its own mark.
  func violations<W: Writer>(of writer: W) throws -> [String] {
    var found: [String] = []
    var encoded: [W.Encoded] = []
    for (name, text) in HostileTexts.all {
      let document = Document(id: name, source: DocumentSource(uri: name), text: SourceText(text))
      let forms = try (0..<2).map { _ in try writer.encode(document) }
      if String(describing: forms[0]) != String(describing: forms[1]) {
        found.append("\(name): encoding twice gives two forms")
      }
      encoded.append(forms[0])
    }
    func write<S: WriterSession>(_ session: S) throws where S.Encoded == W.Encoded {
      var session = session
      try session.write(encoded)
      guard let mark = try session.commit() else { return try session.finish() }
      // Behind the mark the run was killed.
      try session.write(encoded)
      _ = session.abandon()
      func complete<T: WriterSession>(_ session: T) throws -> JSONValue? where T.Encoded == W.Encoded {
        var session = session
        let again = try session.commit()
        try session.finish()
        return again
      }
      if try complete(writer.open(.resume(mark))) != mark {
        found.append("a resumed output is not cut to what its mark counts")
      }
    }
    try write(writer.open(.new))
    return found
  }
}
