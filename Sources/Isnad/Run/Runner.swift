/// Executes a pipeline.
///
/// Workers pull batches of records from the feed, carry them through the chain, and hand what
/// comes out to the collector. All tasks are children of ``run(monitor:)`` and end with it.
/// In flight are at most three batches a worker: what a slow writer holds up is bounded, and a
/// slow batch does not stop the other workers at once.
public struct Runner: Sendable {
  private static let batchesAWorker = 3

  private let pipeline: Pipeline

  public init(_ pipeline: Pipeline) { self.pipeline = pipeline }

  private var workers: Int {
    switch pipeline.settings.workers {
    case .fixed(let count): count
    case .auto: Machine.processors
    }
  }

  /// Runs the pipeline over all of its input.
  /// - Throws: ``Diagnostics`` where nothing could start; ``RunStopped`` where the run ended
  ///   before its input.
  public func run(monitor: RunMonitor = RunMonitor()) async throws -> RunReport {
    let start = ContinuousClock.now
    let workers = workers
    let window = Turnstile(width: Self.batchesAWorker * workers)
    let feed = RecordFeed(readers: pipeline.readers, settings: pipeline.settings, monitor: monitor)
    let collector = Collector(pipeline: pipeline, monitor: monitor, window: window)
    let chain = Chain(pipeline)
    do {
      try await feed.open()
      try await chain.prepare()
      try await collector.open()
    } catch {
      throw Self.startProblem(error)
    }
    defer { monitor.update { $0.isFinished = true } }

    func report(_ partial: RunReport) async -> RunReport {
      var report = partial
      report.unreadable = await feed.unreadable
      report.readBytes = await feed.readBytes
      report.summaries = await chain.summaries()
      report.duration = ContinuousClock.now - start
      report.workers = workers
      return report
    }

    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<workers {
          group.addTask {
            while !Task.isCancelled, let batch = try await feed.next() {
              let result = try await chain.run(batch)
              try await window.enter(batch.number)
              try await collector.add(result)
            }
          }
        }
        do {
          // One by one, so that the first error ends the run at once.
          while try await group.next() != nil {}
        } catch {
          // Whoever waits for a batch that will not come is sent away before the group ends.
          window.close()
          chain.close()
          throw error
        }
      }
      try Task.checkCancellation()
      try await collector.finish()
    } catch is OutputClosed {
      _ = await collector.abandon()
      var report = await report(collector.report)
      report.outputClosed = true
      return report
    } catch {
      let remains = await collector.abandon()
      throw RunStopped(
        reason: Self.stopReason(error), report: await report(collector.report), remains: remains)
    }
    return await report(collector.report)
  }

  private static func startProblem(_ error: any Error) -> Diagnostics {
    switch error {
    case let problems as Diagnostics: problems
    case let problem as Diagnostic: Diagnostics([problem])
    default: Diagnostics([Diagnostic(.unreadable, StageFailure(error).message)])
    }
  }

  private static func stopReason(_ error: any Error) -> Diagnostic {
    switch error {
    case let stop as StopRequest:
      Diagnostic(
        Diagnostic.Code(rawValue: stop.failed.failure.code),
        "\(stop.failed.source): \(stop.failed.failure.message); the pipeline says 'on-error: stop'.")
    case is CancellationError:
      Diagnostic(Diagnostic.Code(rawValue: "cancelled"), "the run was cancelled.")
    case let problem as Diagnostic: problem
    default:
      Diagnostic(Diagnostic.Code(rawValue: "run-error"), StageFailure(error).message)
    }
  }
}

extension BatchResult.Failed {
  /// `articles/a.txt: number-extractor`, for messages.
  var source: String { "\(record.source.place): \(stage)" }
}
