import Isnad
import IsnadStages
import Logging
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

  /// Makes the pipeline, runs it, and says what became of it. Ctrl-C and SIGTERM stop it.
  /// - Throws: ``CommandExit`` where not everything went well, after it has been said.
  func run(_ definition: @escaping @Sendable () async throws -> PipelineDefinition) async throws {
    let monitor = RunMonitor()
    let interruption = Interruption(monitor)
    let (report, stopped) = try await withThrowingTaskGroup(of: (RunReport, RunStopped?)?.self) { group in
      group.addTask { try await execute(definition, monitor) }
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

  private func execute(
    _ definition: @Sendable () async throws -> PipelineDefinition, _ monitor: RunMonitor
  ) async throws -> (RunReport, RunStopped?) {
    do {
      let definition = try await definition()
      let logger = Logger(label: "isnad") { _ in PlainLogHandler(logLevel: logsQuietly ? .warning : .info) }
      let pipeline = try await Pipeline.make(
        definition, registry: CommandContext.current.registry, logger: logger)
      var options = Runner.Options()
      options.restarts = restarts
      options.timesDocuments = showsStages || Terminal.standardError.isTerminal
      options.deadLetters = deadLetters.map { FilePath($0) }
      options.inputs = deadLetters.map { [$0] } ?? definition.inputs(CommandContext.current.registry)
      let progress = Progress(monitor, progress, isQuiet: isQuiet, sharesScreen: sharesScreen)
      async let shown: Void = progress.show()
      let report = try await Runner(pipeline, options: options).run(monitor: monitor)
      await shown
      return (report, nil)
    } catch let problems as Diagnostics {
      Output.report(problems)
      throw CommandExit.misuse
    } catch let stopped as RunStopped {
      return (stopped.report, stopped)
    }
  }
}
