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
  private let monitor: RunMonitor
  private let received = Mutex<Int32>(0)

  init(_ monitor: RunMonitor) { self.monitor = monitor }

  /// 130 after SIGINT, 143 after SIGTERM.
  var code: Int32 { 128 + received.withLock { $0 } }

  /// Waits for signals until it is cancelled.
  func watch() async {
    for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
      let number = signal == .sigint ? SIGINT : SIGTERM
      let isFirst = received.withLock { received in
        defer { received = received == 0 ? number : received }
        return received == 0
      }
      guard isFirst else { Self.exitAtOnce(code) }
      Output.report(
        "Stopping: what has been read is being finished. A second \(signal == .sigint ? "Ctrl-C" : "signal") stops at once."
      )
      monitor.requestStop()
    }
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
