import SystemPackage

extension RunReport {
  /// The report as JSON: one object, times in seconds, sizes in bytes.
  public var json: JSONValue {
    .object([
      .init("schema", .string("isnad-report/1")), .init("pipeline", .string(pipeline)),
      .init("fingerprint", .string(fingerprint)), .init("stages_used", .array(versions.map { .string($0) })),
      .init("inputs", .array(inputs.map { .string($0) })), .init("outcome", .string(outcome)),
      .init("resumed", .bool(isResumed)), .init("checkpoint", checkpoint.map { .string($0) } ?? .null),
      .init("read", .integer(read)), .init("written", .integer(written)),
      .init("filtered", .integer(filtered.values.reduce(0, +))),
      .init(
        "filtered_by",
        .object(filtered.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })),
      .init(
        "passed_over",
        .object(passedOver.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })),
      .init("dead_lettered", .integer(failed)),
      .init("dead_letters", deadLetters.map { .string($0) } ?? .null),
      .init("seconds", Self.seconds(duration)), .init("workers", .integer(workers)),
      .init("bytes_read", .integer(readBytes)), .init("peak_memory", .integer(peakMemory)),
      .init("stages", .array(stages.map(\.json))),
      .init(
        "failures",
        .array(
          failures.map {
            .object([
              .init("source", .string($0.source.place)), .init("stage", .string($0.stage)),
              .init("code", .string($0.failure.code)), .init("message", .string($0.failure.message)),
            ])
          })), .init("unreadable", .array(unreadable.map { .string($0.description) })),
      .init("summaries", .array(summaries.map { .string($0) })),
    ])
  }

  /// Writes the report; what prevents that becomes part of it.
  mutating func save(to path: FilePath?) {
    guard let path else { return }
    do {
      var file = try ResumableFile(path)
      var writer = JSONWriter()
      writer.value(json)
      writer.newline()
      try file.write(writer.bytes)
      try file.finish()
    } catch let problem as Diagnostic {
      unwritable.append(problem)
    } catch {
      unwritable.append(Diagnostic(.unwritable, "the report '\(path)' can't be written: \(error)."))
    }
  }

  private var outcome: String {
    if isInterrupted { return "interrupted" }
    if outputClosed { return "output-closed" }
    return isStopped ? "stopped" : "complete"
  }

  static func seconds(_ duration: Duration) -> JSONValue {
    let micros = Int((duration / .microseconds(1)).rounded())
    let fraction = String(micros % 1_000_000 + 1_000_000).dropFirst()
    return .number(JSONNumber("\(micros / 1_000_000).\(fraction)"))
  }
}

extension RunReport.StageShare {
  var json: JSONValue {
    .object([
      .init("id", .string(id)), .init("in", .integer(documents)),
      .init("out", .integer(documents - failed - filtered)), .init("failed", .integer(failed)),
      .init("filtered", .integer(filtered)), .init("annotations", .integer(annotations)),
      .init("seconds", RunReport.seconds(duration)), .init("cpu_seconds", RunReport.seconds(cpu)),
      .init(
        "slowest",
        slowest.map {
          .object([.init("id", .string($0.id)), .init("seconds", RunReport.seconds($0.duration))])
        } ?? .null),
    ])
  }
}
