import SystemPackage
import Tracing

/// Executes a pipeline.
///
/// Workers pull batches of records from the feed, carry them through the chain, and queue what
/// comes out for the collector, so that a slow output stops nobody before the queue is full. All tasks are children of ``run(monitor:)`` and end with it.
/// In flight are at most three batches a worker: what a slow writer holds up is bounded, and a
/// slow batch does not stop the other workers at once.
///
/// **The promise.** Every document that a reader yields is written, filtered by a stage that says
/// so, or dead-lettered, exactly once in the output of a writer that can resume, whatever ends the
/// run. It holds since a checkpoint counts a document only when all its outputs are on the disk,
/// and a resumed run cuts the outputs to what the checkpoint counts.
public struct Runner: Sendable {
  private static let batchesAWorker = 3

  /// How a run differs from the pipeline's plain run.
  public struct Options: Sendable {
    /// Forget the checkpoint of an interrupted run.
    public var restarts = false
    /// Read the records of this dead-letter file in place of the pipeline's inputs, and write
    /// behind what the outputs hold.
    public var deadLetters: FilePath?
    /// A span of swift-distributed-tracing around every batch.
    public var traces = false
    /// Notes in the report which document took each stage longest; a run whose pipeline has a `report` always does.
    public var timesDocuments = false
    /// What is read, for the report.
    public var inputs: [String] = []
    public init() {}
  }

  private let pipeline: Pipeline
  private let options: Options

  public init(_ pipeline: Pipeline, options: Options = Options()) {
    self.pipeline = pipeline
    self.options = options
  }

  private var workers: Int { pipeline.settings.workers.count }

  /// Whether another pipeline can take the place of one that runs, and go on where it is: both are of the mode continuous.
  /// - Throws: a ``Diagnostic`` that says why not.
  public static func checkReload(of running: Pipeline, with next: Pipeline) throws(Diagnostic) {
    guard running.settings.checkpoint != nil else {
      throw Diagnostic(
        .changedPipeline, "a run without 'checkpoint' can't go on with another pipeline.",
        suggestion: "Name a file for it under 'run'.")
    }
    guard
      next.settings.checkpoint.map(next.context.resolve)
        == running.settings.checkpoint.map(running.context.resolve)
    else {
      throw Diagnostic(
        .changedPipeline, "'checkpoint' under 'run' is another file than that of the run.",
        at: next.settingPlaces["checkpoint"], suggestion: "Stop the run and begin a new one.")
    }
    guard running.settings.mode == .continuous, next.settings.mode == .continuous else {
      throw Diagnostic(
        .changedPipeline, "only a run that goes on takes another pipeline.", at: next.settingPlaces["mode"],
        suggestion: "Say run: { mode: continuous }, or let the run end.")
    }
  }

  /// A replay of dead letters is another run than that of the inputs.
  private var fingerprint: String {
    options.deadLetters.map { "\(pipeline.fingerprint) \($0)" } ?? pipeline.runFingerprint
  }

  /// Runs the pipeline over all of its input, and closes it (see ``Pipeline/close()``): it is made anew for another run.
  ///
  /// A cancelled task, a failure and ``RunMonitor/requestStop()`` end a wait for input at once.
  /// - Throws: ``Diagnostics`` where nothing could start; ``RunStopped`` where the run ended
  ///   before its input.
  public func run(monitor: RunMonitor = RunMonitor()) async throws -> RunReport {
    try await pipeline.closing { try await wakeable(monitor) }
  }

  /// The run, with what ends its waits for input.
  private func wakeable(_ monitor: RunMonitor) async throws -> RunReport {
    let wakeUp: WakeUp
    do {
      wakeUp = try WakeUp()
    } catch {
      throw Diagnostics([Diagnostic(.unreadable, "the run can't begin: \(error).")])
    }
    monitor.masks(pipeline.secrets)
    monitor.reads(with: wakeUp)
    defer { monitor.reads(with: nil) }
    return try await withTaskCancellationHandler {
      try await ReadingStop.$wakeUp.withValue(wakeUp) {
        try await RunMonitor.$running.withValue(monitor) { try await reported(monitor) }
      }
    } onCancel: {
      monitor.requestStop()
    }
  }

  /// The run, whose report is saved whatever comes of it.
  private func reported(_ monitor: RunMonitor) async throws -> RunReport {
    let parts: Parts
    do {
      parts = try await start(monitor)
    } catch {
      throw pipeline.secrets.redact(Self.startProblem(error))
    }
    defer { monitor.update { $0.isFinished = true } }
    let path = pipeline.settings.report.map(pipeline.context.resolve)
    do {
      var report = try await result(parts, monitor)
      await parts.feed.close()
      report.redact(pipeline.secrets)
      report.save(to: path)
      return report
    } catch let stopped as RunStopped {
      await parts.feed.close()
      var report = stopped.report
      report.redact(pipeline.secrets)
      report.save(to: path)
      throw RunStopped(reason: stopped.reason, report: report, remains: stopped.remains)
    }
  }

  /// A replay of dead letters comes to its end.
  private var goesOn: Bool { pipeline.settings.mode == .continuous && options.deadLetters == nil }

  private func result(_ parts: Parts, _ monitor: RunMonitor) async throws -> RunReport {
    do {
      try await work(parts, monitor)
      try Task.checkCancellation()
      let isExhausted = await parts.feed.isExhausted
      if goesOn {
        try await parts.collector.rest(
          states: try await parts.chain.states(), reached: await parts.feed.reached)
        return isExhausted ? await parts.report() : await parts.report(interruptedWith: [])
      }
      if isExhausted {
        let earlier = try await parts.collector.earlierSources()
        let read = await parts.feed.finished(of: earlier)
        let replayed = await parts.feed.replayedBytes
        try await parts.collector.finish(
          states: try await parts.chain.states(), read: read, replayed: replayed)
        return await parts.report()
      }
      let remains = try await parts.collector.interrupt(
        states: try await parts.chain.states(), reached: await parts.feed.reached)
      return await parts.report(interruptedWith: remains)
    } catch is OutputClosed {
      _ = await parts.collector.abandon()
      var report = await parts.report()
      report.outputClosed = true
      return report
    } catch {
      let remains = await parts.collector.abandon()
      var report = await parts.report()
      report.isStopped = true
      throw RunStopped(
        reason: pipeline.secrets.redact(Self.stopReason(error)), report: report, remains: remains)
    }
  }

  // MARK: The parts of a run

  private struct Parts: Sendable {
    let feed: RecordFeed
    let chain: Chain
    let collector: Collector
    let window: Turnstile
    let workers: Int
    let inputs: [String]
    let start = ContinuousClock.now

    func report() async -> RunReport {
      var report = await collector.report
      report.unreadable = await feed.unreadable
      report.passedOver = await feed.passedOver
      report.readBytes = await feed.newBytes
      report.summaries = await chain.summaries()
      report.duration = ContinuousClock.now - start
      report.workers = workers
      report.inputs = inputs
      report.peakMemory = Machine.peakMemory
      return report
    }

    func report(interruptedWith remains: [String]) async -> RunReport {
      var report = await report()
      report.isInterrupted = true
      report.remains = remains
      return report
    }
  }

  /// Where a replay of dead letters keeps how far it is, a run that goes on has left what it still needs.
  private var checkpointPath: FilePath? {
    guard let path = pipeline.settings.checkpoint.map(pipeline.context.resolve) else { return nil }
    return pipeline.settings.mode == .continuous && options.deadLetters != nil
      ? FilePath(path.string + ".replay") : path
  }

  private func start(_ monitor: RunMonitor) async throws -> Parts {
    // Before the lock of a checkpoint is made beside what may be something else.
    let problems = Diagnostics(pipeline.pathProblems(inputs: [], replayed: options.deadLetters, isRun: true))
    guard !problems.hasErrors else { throw problems }
    let file = try checkpointPath.map { try CheckpointFile($0) }
    let feed = RecordFeed(settings: pipeline.settings, monitor: monitor)
    do {
      // What an earlier run has left is forgotten when this one has begun, and not before.
      let checkpoint = options.restarts ? nil : try file?.load()
      if let checkpoint, checkpoint.pipeline != fingerprint {
        throw Diagnostic.changedPipeline(file?.path ?? "")
      }
      let window = Turnstile(width: Self.batchesAWorker * workers)
      if let letters = options.deadLetters {
        let records = try DeadLetterRecords(
          letters, maxDocumentBytes: pipeline.settings.maxDocumentBytes, readers: pipeline.readers.count,
          at: checkpoint.flatMap { $0.position.isNull ? nil : $0.position })
        try await feed.open(records, at: checkpoint)
      } else {
        try await feed.open(pipeline, at: checkpoint)
      }
      let problems = Diagnostics(
        pipeline.pathProblems(
          inputs: await feed.files, followed: await feed.read(of: pipeline.written),
          replayed: options.deadLetters, isRun: true)
          + pipeline.stateProblems()
          + (options.restarts ? pipeline.writers.flatMap { $0.environmentProblems() } : []))
      guard !problems.hasErrors else { throw problems }
      let chain = Chain(
        pipeline, timesDocuments: options.timesDocuments || pipeline.settings.report != nil)
      let kept = pipeline.lastingStates.isEmpty || options.restarts ? nil : try file?.kept.load()
      try await chain.prepare(checkpoint?.states ?? kept)
      let collector = Collector(
        pipeline: pipeline, monitor: monitor, window: window, from: checkpoint, fingerprint: fingerprint)
      try await collector.open(
        file, isResumed: checkpoint != nil, appends: options.deadLetters != nil,
        replays: options.deadLetters)
      return Parts(
        feed: feed, chain: chain, collector: collector, window: window, workers: workers,
        inputs: options.inputs)
    } catch {
      await feed.close()
      file?.close()
      throw file?.named(error) ?? error
    }
  }

  /// What a task of the run does.
  private enum Role { case worker, collector, resident }

  private func work(_ parts: Parts, _ monitor: RunMonitor) async throws {
    // The window bounds it.
    let (results, queue) = AsyncStream.makeStream(of: BatchResult.self)
    try await withThrowingTaskGroup(of: Role.self) { group in
      for _ in 0..<parts.workers {
        group.addTask {
          while !Task.isCancelled, let batch = try await parts.feed.next() {
            let result = try await traced(batch, parts.chain)
            try await parts.window.enter(batch.number)
            queue.yield(result)
          }
          return .worker
        }
      }
      group.addTask {
        try await parts.collector.collect(results)
        return .collector
      }
      for resident in pipeline.residents {
        group.addTask {
          await resident.reside()
          return .resident
        }
      }
      do {
        // One by one, so that the first error ends the run at once.
        var working = parts.workers
        while let role = try await group.next(), role != .collector {
          if role == .worker { working -= 1 }
          if working == 0 { queue.finish() }
        }
        group.cancelAll()
      } catch {
        // Whoever waits for a batch or for input that will not come is sent away before the group ends.
        monitor.requestStop()
        parts.window.close()
        parts.chain.close()
        throw error
      }
    }
  }

  private func traced(_ batch: RecordBatch, _ chain: Chain) async throws -> BatchResult {
    guard options.traces else { return try await chain.run(batch) }
    return try await withSpan("isnad.batch") { span in
      span.attributes["isnad.pipeline"] = pipeline.name
      span.attributes["isnad.batch.number"] = batch.number
      span.attributes["isnad.batch.documents"] = batch.records.count
      return try await chain.run(batch)
    }
  }

  // MARK: Errors

  private static func startProblem(_ error: any Error) -> Diagnostics {
    switch error {
    case let problems as Diagnostics: problems
    case let problem as Diagnostic: Diagnostics([problem])
    default: Diagnostics([Diagnostic(.unreadable, StageFailure(error).message)])
    }
  }

  private static func stopReason(_ error: any Error) -> Diagnostic {
    switch error {
    case let stop as DocumentFailedForGood:
      Diagnostic(
        Diagnostic.Code(rawValue: stop.failed.failure.code),
        "\(stop.failed.source): \(stop.failed.failure.message); the pipeline says 'on-error: stop'.")
    case is CancellationError:
      Diagnostic(Diagnostic.Code(rawValue: "cancelled"), "the run was cancelled.")
    case let problem as Diagnostic: problem
    case let stop as StageUnusable: stop.reason
    default:
      Diagnostic(Diagnostic.Code(rawValue: "run-error"), StageFailure(error).message)
    }
  }
}

extension BatchResult.Failed {
  /// `articles/a.txt: number-extractor`, for messages.
  var source: String { "\(record.source.place): \(stage)" }
}
