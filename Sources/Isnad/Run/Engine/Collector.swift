import SystemPackage

/// Takes what comes out of the chain, puts it back in input order, writes it, counts it, and saves
/// how far the run is.
actor Collector {
  private let executor = BlockingExecutor(label: "isnad.write")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let pipeline: Pipeline
  private let monitor: RunMonitor
  private let window: Turnstile
  private let metrics: RunMetrics
  private var outputs: [any OpenWriter] = []
  /// Outputs whose readers have gone; the others are written on.
  private var closed: Set<Int> = []
  private var deadLetters: DeadLetterFile?
  private var checkpointFile: CheckpointFile?
  private var checkpoint: Checkpoint
  private var reached: RecordBatch.Reached
  private var order = OrderWindow<BatchResult>()
  private(set) var report: RunReport

  init(
    pipeline: Pipeline, monitor: RunMonitor, window: Turnstile, from checkpoint: Checkpoint?,
    fingerprint: String
  ) {
    self.pipeline = pipeline
    self.monitor = monitor
    self.window = window
    self.checkpoint = checkpoint ?? Checkpoint(pipeline: fingerprint)
    reached = RecordBatch.Reached(reader: self.checkpoint.reader, position: self.checkpoint.position)
    metrics = RunMetrics(pipeline: pipeline.name, stages: pipeline.steps.map(\.id))
    report = RunReport(pipeline, resuming: checkpoint?.counts)
  }

  /// Opens the outputs, where an interrupted run goes on or anew.
  func open(_ file: CheckpointFile?, isResumed: Bool, appends: Bool, replays: FilePath?) throws {
    do {
      try openOutputs(isResumed: isResumed, appends: appends, replays: replays)
    } catch {
      _ = abandon()
      throw error
    }
    checkpointFile = file
    report.checkpoint = file?.path.string
    // Before anything is written, so that a run that is killed at once leaves what can be resumed.
    if file != nil, !isResumed { try commit(states: [:]) }
  }

  private var goesOn: Bool { checkpoint.pipeline == RunMode.continuous.rawValue }

  private func openOutputs(isResumed: Bool, appends: Bool, replays: FilePath?) throws {
    if goesOn { return try openLasting() }
    if let path = pipeline.settings.deadLetter.map(pipeline.context.resolve) {
      deadLetters = try DeadLetterFile(
        path, mark: isResumed ? checkpoint.deadLetters : nil, isComplete: checkpoint.isComplete,
        replays: replays.map { ResumableFile.areSame($0, path) } ?? false)
    }
    for (index, writer) in pipeline.writers.enumerated() {
      var opening = appends ? OutputOpening.append : .new
      if isResumed, index < checkpoint.outputs.count, !checkpoint.outputs[index].isNull {
        let mark = checkpoint.outputs[index]
        opening = checkpoint.isComplete ? .complete(mark) : .resume(mark)
      }
      outputs.append(try Self.open(writer, opening))
    }
  }

  /// Opens the outputs of a run that goes on: each where the mark of the same writer and file says, behind what is there
  /// where none does.
  private func openLasting() throws {
    let marks = Dictionary(zip(checkpoint.outputKeys, checkpoint.outputs)) { first, _ in first }
    func openings(_ known: (JSONValue) -> OutputOpening) throws -> [any OpenWriter] {
      try zip(pipeline.writers, outputKeys).map { writer, key in
        let mark = marks[key].flatMap { $0.isNull ? nil : $0 }
        return try Self.open(writer, mark.map(known) ?? .append)
      }
    }
    let path = pipeline.settings.deadLetter.map(pipeline.context.resolve)
    if checkpoint.isComplete {
      // The run before was ended while its outputs got their names.
      for var output in try openings({ .complete($0) }) { try output.finish() }
      if let path, !checkpoint.deadLetters.isNull {
        var letters = try DeadLetterFile(
          path, mark: checkpoint.deadLetters, isComplete: true, replays: false)
        _ = try letters.finish(read: [], replayed: nil)
      }
      checkpoint.isComplete = false
      checkpoint.outputs = []
      checkpoint.outputKeys = []
      checkpoint.deadLetters = .null
      return try openLasting()
    }
    if let path {
      deadLetters = try DeadLetterFile(path, mark: checkpoint.deadLetters, isComplete: false, replays: false)
    }
    outputs = try openings { .resume($0) }
  }

  /// A mark is of a writer and of the files that it writes: in another one it is no place.
  private var outputKeys: [String] {
    zip(pipeline.writers, pipeline.writerSteps).map { writer, step in
      ([step] + writer.outputs.map(\.path.string)).joined(separator: " ")
    }
  }

  private static func open<W: Writer>(_ writer: W, _ opening: OutputOpening) throws -> any OpenWriter {
    func box<S: WriterSession>(_ session: S) -> any OpenWriter { OpenWriterBox(session) }
    return box(try writer.open(opening))
  }

  /// Writes what comes, until nothing more does. Nobody else's thread is waited for between two batches.
  func collect(_ results: AsyncStream<BatchResult>) async throws {
    for await result in results { try add(result) }
  }

  private func add(_ result: BatchResult) throws {
    if pipeline.settings.order == .any {
      try write(result)
      return
    }
    for next in order.add(result, numbered: result.number) { try write(next) }
  }

  private func write(_ result: BatchResult) throws {
    defer { window.leave() }
    do {
      try put(result)
    } catch let closed as OutputClosed {
      // What has come through the chain counts, however much of it somebody wanted to see.
      count(result)
      throw closed
    }
    count(result)
    if let states = result.states { try commit(states: states) }
    if let limit = pipeline.settings.maxFailures, limit.isExceeded(failed: report.failed, read: report.read) {
      throw Diagnostic(
        .tooManyFailures,
        "\(report.failed) of \(report.read) documents failed; 'max-failures' is \(limit.yaml ?? "").",
        suggestion: "The first failures are named above.")
    }
  }

  /// Hands a batch to the outputs.
  private func put(_ result: BatchResult) throws {
    for index in outputs.indices where !closed.contains(index) {
      guard let encoded = result.encoded[index], !encoded.isEmpty else { continue }
      do {
        try outputs[index].write(encoded)
      } catch is OutputClosed {
        // Whoever read it has seen enough. That ends a run which writes nothing else.
        closed.insert(index)
        guard closed.count < outputs.count else { throw OutputClosed() }
      }
    }
    do {
      try deadLetters?.append(result.failed, filtered: result.left)
    } catch is OutputClosed {
      // They went to standard output; the report still names the first of them.
      deadLetters = nil
      guard closed.count < outputs.count else { throw OutputClosed() }
    }
  }

  private func count(_ result: BatchResult) {
    reached = result.reached
    metrics.record(result)
    report.add(result)
    let report = report
    monitor.update {
      $0.documents = report.read
      $0.failed = report.failed
      $0.movedAt = .now
      if $0.unsavedSince == nil { $0.unsavedSince = .now }
    }
  }

  /// Puts the outputs on the disk, and then the checkpoint that counts them.
  private func commit(states: [String: JSONValue], isComplete: Bool = false) throws {
    guard let checkpointFile else { return }
    let start = ContinuousClock.now
    defer { monitor.update { $0.lastCommit = ContinuousClock.now - start } }
    var marks: [JSONValue] = []
    for index in outputs.indices { marks.append(try outputs[index].commit() ?? .null) }
    checkpoint.outputs = marks
    checkpoint.outputKeys = goesOn ? outputKeys : []
    checkpoint.deadLetters = try deadLetters?.commit() ?? .null
    checkpoint.reader = reached.reader
    checkpoint.position = reached.position
    checkpoint.states = states
    checkpoint.isComplete = isComplete
    checkpoint.counts = report.counts
    try checkpointFile.save(checkpoint)
    monitor.saved(report.read)
  }

  /// The sources of dead letters that earlier runs have left, where this one has some to add.
  func earlierSources() throws -> Set<String> { try deadLetters?.earlierSources() ?? [] }

  /// Gives the outputs their names; the checkpoint has done its work.
  /// - Parameters:
  ///   - read: sources that the run has read to their end.
  ///   - replayed: of dead letters that were tried again, the bytes of their file that are read.
  func finish(states: [String: JSONValue], read: Set<String>, replayed: Int?) throws {
    // Should the run end between two renames, the next one completes the rest.
    try commit(states: states, isComplete: true)
    for index in outputs.indices { try outputs[index].finish() }
    outputs = []
    report.deadLetters = try deadLetters?.finish(read: read, replayed: replayed)
    let kept = Set(pipeline.lastingStates)
    if !kept.isEmpty { try checkpointFile?.kept.save(states.filter { kept.contains($0.key) }) }
    checkpointFile?.clear()
    close()
    report.checkpoint = nil
  }

  /// Stops where the run is: all that was read is written. Says what stays where.
  /// - Parameter reached: where reading has ended; a source may know more than at its last record, such as a failure.
  func interrupt(states: [String: JSONValue], reached: RecordBatch.Reached) throws -> [String] {
    self.reached = reached
    // Whoever ends the process while the outputs are made fit has lost nothing.
    try commit(states: states)
    var remains = try outputs.indices.compactMap { try outputs[$0].stop() }
    outputs = []
    if let letters = deadLetters?.abandon() { remains.append(letters) }
    if checkpointFile != nil { remains = [] }
    close()
    return remains
  }

  /// Ends a run that goes on another time, since it was stopped or its readers have ended: its outputs are complete, and
  /// the next one adds to them.
  /// - Parameter reached: where reading has ended, as for ``interrupt(states:reached:)``.
  func rest(states: [String: JSONValue], reached: RecordBatch.Reached) throws {
    self.reached = reached
    // Should the run end between two renames, the next one completes the rest.
    try commit(states: states, isComplete: true)
    for index in outputs.indices { try outputs[index].finish() }
    outputs = []
    // The next run adds to what is there, whoever has added to it meanwhile.
    checkpoint.outputs = []
    checkpoint.outputKeys = []
    report.deadLetters = try deadLetters?.finish(read: [], replayed: nil)
    checkpoint.deadLetters = .null
    checkpoint.isComplete = false
    try checkpointFile?.save(checkpoint)
    close()
  }

  /// Gives the outputs up; says what stays where.
  func abandon() -> [String] {
    var remains = outputs.indices.compactMap { outputs[$0].abandon() }
    outputs = []
    if let letters = deadLetters?.abandon() { remains.append(letters) }
    if checkpointFile != nil { remains = [] }
    close()
    return remains
  }

  private func close() {
    checkpointFile?.close()
    checkpointFile = nil
  }
}

extension Diagnostic.Code {
  /// More documents failed than the pipeline allows.
  public static let tooManyFailures = Self(rawValue: "too-many-failures")
}

/// A writer's session without its type.
private protocol OpenWriter {
  mutating func write(_ documents: any EncodedBatch) throws
  mutating func commit() throws -> JSONValue?
  mutating func finish() throws
  mutating func abandon() -> String?
  mutating func stop() throws -> String?
}

private struct OpenWriterBox<Session: WriterSession>: OpenWriter {
  private var session: Session

  init(_ session: Session) { self.session = session }

  mutating func write(_ documents: any EncodedBatch) throws {
    guard let documents = documents as? EncodedDocuments<Session.Encoded> else {
      preconditionFailure("a session writes what its own writer encodes")
    }
    try session.write(documents.values)
  }
  mutating func commit() throws -> JSONValue? { try session.commit() }
  mutating func finish() throws { try session.finish() }
  mutating func abandon() -> String? { session.abandon() }
  mutating func stop() throws -> String? { try session.stop() }
}
