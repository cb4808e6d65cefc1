import Isnad
import Synchronization
import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What SIGINT and SIGTERM do to a run: the first asks it to finish what is in flight and to commit
/// it, the second ends the process at once.
final class Interruption: Sendable {
  private struct State {
    var received: Int32 = 0
    var monitor: RunMonitor?
  }

  private let state = Mutex(State())

  /// 130 after SIGINT, 143 after SIGTERM, 129 after the terminal has gone.
  var code: Int32 { 128 + state.withLock { $0.received } }
  var isStopping: Bool { state.withLock { $0.received != 0 } }

  /// The run that is stopped from now on: the next one where the pipeline was reloaded.
  func stops(_ monitor: RunMonitor) {
    let isLate = state.withLock { state in
      state.monitor = monitor
      return state.received != 0
    }
    if isLate { monitor.requestStop() }
  }

  /// Waits for signals until it is cancelled.
  func watch() async {
    for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
      let word = signal == .sigint ? "Ctrl-C" : "signal"
      stop(signal == .sigint ? SIGINT : SIGTERM, "A second \(word) stops at once.")
    }
  }

  /// Ends the run, or the process where it is ending already.
  func stop(_ signal: Int32, _ advice: String = "") {
    let (isFirst, monitor) = state.withLock { state in
      defer { state.received = state.received == 0 ? signal : state.received }
      return (state.received == 0, state.monitor)
    }
    guard isFirst else { Self.exitAtOnce(code) }
    Output.report("Stopping: what has been read is being finished. \(advice)")
    monitor?.requestStop()
  }

  /// Ends the process. What C's streams still hold, `print()` of a plug-in for example, is written before.
  static func exit(_ code: Int32) -> Never {
    fflush(nil)
    exitAtOnce(code)
  }

  /// Ends the process without waiting for anything.
  private static func exitAtOnce(_ code: Int32) -> Never {
    // Who comes first says the code: what waits for the children would end well once they are gone.
    leaving.withLock { _ -> Never in
      Children.end()
      _exit(code)
    }
  }

  private static let leaving = Mutex(())
}
