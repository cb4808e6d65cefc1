import Isnad
import IsnadStages
import Logging
import Synchronization
import SystemPackage

/// One run of a pipeline as a command shows it: its progress, what it says at its end, its exit code.
struct PipelineRun: Sendable {
  var progress = Progress.Style.auto
  /// Whether only errors are said.
  var isQuiet = false
  /// Whether what stages log for information is left out as well.
  var logsQuietly = false
  /// Whether the end says what each stage did.
  var showsStages = false
  /// Whether documents go to the terminal on which progress would be shown.
  var sharesScreen = false
  /// Whether a checkpoint is forgotten.
  var restarts = false
  /// A file whose records are tried again.
  var deadLetters: String?
  /// What reads the pipeline again at SIGHUP; nil where nothing does.
  var reloads: (@Sendable () async throws -> PipelineDefinition)?
  /// Who is told which run is going on.
  var watcher: RunWatcher?

  /// Makes the pipeline, runs it, and says what became of it. Ctrl-C and SIGTERM stop it.
  /// - Throws: ``CommandExit`` where not everything went well, after it has been said.
  func run(_ definition: @escaping @Sendable () async throws -> PipelineDefinition) async throws {
    let interruption = Interruption()
    let reload = Reload(interruption) { try await load(reloads ?? definition) }
    let (report, stopped) = try await withThrowingTaskGroup(of: (RunReport, RunStopped?)?.self) { group in
      group.addTask { try await execute(definition, interruption, reload) }
      group.addTask {
        await interruption.watch()
        return nil
      }
      defer { group.cancelAll() }
      while let outcome = try await group.next() {
        if let outcome { return outcome }
      }
      throw CancellationError()
    }
    try end(report, stopped, interruption)
  }

  /// Says what became of the run, and ends the command with its code.
  private func end(_ report: RunReport, _ stopped: RunStopped?, _ interruption: Interruption) throws {
    for problem in report.unreadable + report.unwritable { Output.report(problem) }
    let summary = RunSummary(report: report, isQuiet: isQuiet, showsStages: showsStages)
    summary.show()
    if let stopped {
      Output.report(stopped.reason)
      for line in stopped.remains + summary.waysOn { Output.report(line) }
      throw CommandExit.stopped
    }
    if report.isInterrupted {
      for line in summary.waysOn { Output.report(line) }
      Interruption.exit(interruption.code)
    }
    if !report.isComplete && !report.outputClosed { throw CommandExit.someFailed }
  }

  private func load(_ definition: @Sendable () async throws -> PipelineDefinition) async throws
    -> LoadedPipeline
  {
    let definition = try await definition()
    let level: Logger.Level = logsQuietly ? .warning : .info
    let lines = Output.lines
    let logger = Logger(label: "isnad") { _ -> any LogHandler in
      if let lines { return JSONLogHandler(logLevel: level, lines: lines) }
      return PlainLogHandler(logLevel: level)
    }
    let pipeline = try await Pipeline.make(
      definition, registry: CommandContext.current.registry, logger: logger)
    return LoadedPipeline(definition: definition, pipeline: pipeline)
  }

  /// One run after another, as often as the pipeline is reloaded.
  private func execute(
    _ definition: @Sendable () async throws -> PipelineDefinition, _ interruption: Interruption,
    _ reload: Reload
  ) async throws -> (RunReport, RunStopped?) {
    do {
      let first = try await load(definition)
      let canReload =
        reloads != nil && first.pipeline.settings.checkpoint != nil && deadLetters == nil
      return try await withThrowingTaskGroup(of: (RunReport, RunStopped?)?.self) { group in
        if canReload {
          group.addTask {
            await reload.watch()
            return nil
          }
        }
        group.addTask { try await runs(first, interruption, reload) }
        defer { group.cancelAll() }
        while let outcome = try await group.next() {
          if let outcome { return outcome }
        }
        throw CancellationError()
      }
    } catch let problems as Diagnostics {
      Output.report(problems)
      throw CommandExit.misuse
    }
  }

  private func runs(
    _ first: LoadedPipeline, _ interruption: Interruption, _ reload: Reload
  ) async throws -> (RunReport, RunStopped?) {
    var current = first
    /// What ran before a reload whose run has not begun yet.
    var before: PipelineDefinition?
    var restarts = restarts
    var parts = RunParts()
    while true {
      let monitor = RunMonitor()
      watcher?.runs(current.pipeline, monitor, reload)
      interruption.stops(monitor)
      reload.runs(current, monitor)
      let outcome: (RunReport, RunStopped?)
      do {
        outcome = try await one(current, monitor, restarts: restarts)
      } catch let problems as Diagnostics {
        // It was right when it was looked at; something else has changed since.
        guard let definition = before else { throw problems }
        reload.failed(problems)
        before = nil
        current = try await load { definition }
        continue
      }
      restarts = false
      let next = reload.take()
      guard outcome.1 == nil, outcome.0.isInterrupted, !interruption.isStopping, let next else {
        await next?.pipeline.close()
        return parts.whole(outcome)
      }
      parts.add(outcome.0)
      before = current.definition
      current = next
      reload.succeeded()
    }
  }

  private func one(
    _ loaded: LoadedPipeline, _ monitor: RunMonitor, restarts: Bool
  ) async throws -> (RunReport, RunStopped?) {
    var options = Runner.Options()
    options.restarts = restarts
    options.timesDocuments = showsStages || Terminal.standardError.isTerminal
    options.deadLetters = deadLetters.map { FilePath($0) }
    options.inputs = deadLetters.map { [$0] } ?? loaded.definition.inputs(CommandContext.current.registry)
    let progress = Progress(monitor, progress, isQuiet: isQuiet, sharesScreen: sharesScreen)
    async let shown: Void = progress.show()
    do {
      let report = try await Runner(loaded.pipeline, options: options).run(monitor: monitor)
      await shown
      return (report, nil)
    } catch let stopped as RunStopped {
      return (stopped.report, stopped)
    }
  }
}

/// What the runs before the last reload have done: the documents are counted on by the checkpoint, what each run measures
/// for itself is not.
private struct RunParts {
  private var duration = Duration.zero
  private var readBytes = 0

  mutating func add(_ report: RunReport) {
    duration += report.duration
    readBytes += report.readBytes
  }

  /// The last run with what was before it.
  func whole(_ outcome: (RunReport, RunStopped?)) -> (RunReport, RunStopped?) {
    var (report, stopped) = outcome
    report.duration += duration
    report.readBytes += readBytes
    return (report, stopped)
  }
}

/// Knows which run is going on, for whoever watches over it.
final class RunWatcher: Sendable {
  private let running = Mutex<(pipeline: Pipeline, monitor: RunMonitor, reload: Reload)?>(nil)

  func runs(_ pipeline: Pipeline, _ monitor: RunMonitor, _ reload: Reload) {
    running.withLock { $0 = (pipeline, monitor, reload) }
  }

  var current: (pipeline: Pipeline, monitor: RunMonitor, reload: Reload)? { running.withLock { $0 } }
}
