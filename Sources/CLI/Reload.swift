import CProcess
import Isnad
import IsnadStages
import Synchronization
import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A pipeline that is ready to run, with what it was made of.
struct LoadedPipeline: Sendable {
  let definition: PipelineDefinition
  let pipeline: Pipeline
}

/// What SIGHUP does to a run: its pipeline is read again, and where it is right and can go on from the checkpoint, the run
/// is ended as SIGTERM ends it, and the next one begins where it was. Where it is not, the run stays with what it has.
final class Reload: Sendable {
  private struct State {
    /// The pipeline that runs, and how to end its run; nil where none can be reloaded.
    var running: (LoadedPipeline, RunMonitor)?
    /// What is to run next.
    var next: LoadedPipeline?
    var count = 0
    var isFailed = false
  }

  private let state = Mutex(State())
  private let load: @Sendable () async throws -> LoadedPipeline
  private let interruption: Interruption

  init(_ interruption: Interruption, load: @escaping @Sendable () async throws -> LoadedPipeline) {
    self.interruption = interruption
    self.load = load
  }

  /// How often the pipeline was reloaded, and whether the last try was in vain.
  var history: (count: Int, isFailed: Bool) { state.withLock { ($0.count, $0.isFailed) } }

  func runs(_ pipeline: LoadedPipeline, _ monitor: RunMonitor) {
    state.withLock { $0.running = (pipeline, monitor) }
  }

  /// What is to run in place of what has ended, if anything; once.
  func take() -> LoadedPipeline? { state.withLock { $0.next.take() } }

  /// The one that runs now has begun well.
  func succeeded() {
    state.withLock { state in
      state.count += 1
      state.isFailed = false
    }
    Output.report("The pipeline is reloaded; the run goes on where it was.")
  }

  /// Says why the run stays with the pipeline that it has.
  func failed(_ problems: Diagnostics) {
    state.withLock { $0.isFailed = true }
    Output.report(problems)
    Output.report("The pipeline is not reloaded; the run goes on with what it had.")
  }

  /// Waits for signals until it is cancelled. A process that began with SIGHUP ignored, as under nohup, goes on ignoring
  /// it.
  func watch() async {
    guard !Self.isIgnored else { return }
    let hadTerminal = Self.hasTerminal
    for await _ in await UnixSignalsSequence(trapping: .sighup) {
      // The terminal has gone, and whoever sat before it: nobody asks for another pipeline.
      if hadTerminal, !Self.hasTerminal {
        interruption.stop(SIGHUP, "The terminal has gone.")
      } else {
        await reload()
      }
    }
  }

  private func reload() async {
    guard let (running, monitor) = state.withLock({ $0.running }), !interruption.isStopping,
      state.withLock({ $0.next == nil })
    else { return }
    do {
      let next = try await load()
      do {
        try Runner.checkReload(of: running.pipeline, with: next.pipeline)
        let problems = Diagnostics(next.pipeline.environmentProblems())
        if problems.hasErrors { throw problems }
      } catch {
        await next.pipeline.close()
        throw error
      }
      state.withLock { $0.next = next }
      monitor.requestStop()
    } catch let problems as Diagnostics {
      failed(problems)
    } catch let problem as Diagnostic {
      failed(Diagnostics([problem]))
    } catch {
      failed(Diagnostics([Diagnostic(.unreadable, StageFailure(error).message)]))
    }
  }

  private static var isIgnored: Bool { isnad_ignores(SIGHUP) != 0 }

  private static var hasTerminal: Bool {
    [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO].contains { isatty($0) == 1 }
  }
}
