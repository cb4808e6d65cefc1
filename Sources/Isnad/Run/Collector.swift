/// Takes what comes out of the chain, puts it back in input order, writes it, and counts.
actor Collector {
  private let executor = BlockingExecutor(label: "isnad.write")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let pipeline: Pipeline
  private let monitor: RunMonitor
  private let window: Turnstile
  private var outputs: [any OpenWriter] = []
  private var deadLetters: DeadLetterFile?
  private var waiting: [Int: BatchResult] = [:]
  private var nextNumber = 0
  private(set) var report: RunReport

  init(pipeline: Pipeline, monitor: RunMonitor, window: Turnstile) {
    self.pipeline = pipeline
    self.monitor = monitor
    self.window = window
    report = RunReport()
    report.pipeline = pipeline.name
    report.stages = pipeline.steps.map { RunReport.StageShare(id: $0.id) }
  }

  func open() throws {
    if let path = pipeline.settings.deadLetter {
      deadLetters = DeadLetterFile(pipeline.context.resolve(path))
    }
    for writer in pipeline.writers { outputs.append(try Self.open(writer)) }
  }

  private static func open<W: Writer>(_ writer: W) throws -> any OpenWriter {
    func box<S: WriterSession>(_ session: S) -> any OpenWriter { OpenWriterBox(session) }
    return box(try writer.open())
  }

  func add(_ result: BatchResult) throws {
    if pipeline.settings.order == .any {
      try write(result)
      return
    }
    waiting[result.number] = result
    while let next = waiting.removeValue(forKey: nextNumber) {
      nextNumber += 1
      try write(next)
    }
  }

  private func write(_ result: BatchResult) throws {
    defer { window.leave() }
    for index in outputs.indices where !result.encoded[index].isEmpty {
      try outputs[index].write(result.encoded[index])
    }
    try deadLetters?.append(result.failed)
    report.read += result.read
    report.written += result.written
    report.failed += result.failed.count
    report.filtered.merge(result.filtered) { $0 + $1 }
    for failed in result.failed where report.failures.count < RunReport.maxFailures {
      report.failures.append(
        RunReport.Failure(source: failed.record.source, stage: failed.stage, failure: failed.failure))
    }
    for (index, share) in result.shares.enumerated() {
      report.stages[index].documents += share.documents
      report.stages[index].failed += share.failed
      report.stages[index].annotations += share.annotations
      report.stages[index].duration += share.duration
    }
    let report = report
    monitor.update {
      $0.documents = report.read
      $0.failed = report.failed
    }
  }

  func finish() throws {
    for index in outputs.indices { try outputs[index].finish() }
    outputs = []
    report.deadLetters = try deadLetters?.finish()
  }

  /// Gives the outputs up; says what stays where.
  func abandon() -> [String] {
    var remains = outputs.indices.compactMap { outputs[$0].abandon() }
    outputs = []
    do {
      report.deadLetters = try deadLetters?.finish()
    } catch {
      remains.append(StageFailure(error).message)
    }
    return remains
  }
}

/// A writer's session without its type.
private protocol OpenWriter {
  mutating func write(_ items: [any Sendable]) throws
  mutating func finish() throws
  mutating func abandon() -> String?
}

private struct OpenWriterBox<Session: WriterSession>: OpenWriter {
  private var session: Session

  init(_ session: Session) { self.session = session }

  mutating func write(_ items: [any Sendable]) throws {
    try session.write(items.compactMap { $0 as? Session.Encoded })
  }
  mutating func finish() throws { try session.finish() }
  mutating func abandon() -> String? { session.abandon() }
}
