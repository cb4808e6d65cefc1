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

  /// Waits for signals; returns when the run can't return itself (see ``RunMonitor/State/stoppedReport``).
  func watch() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
          let number = signal == .sigint ? SIGINT : SIGTERM
          let isFirst = self.received.withLock { received in
            defer { received = received == 0 ? number : received }
            return received == 0
          }
          guard isFirst else { Self.exit(self.code) }
          Output.report(
            "Stopping: what has been read is being finished. A second \(signal == .sigint ? "Ctrl-C" : "signal") stops at once."
          )
          self.monitor.requestStop()
        }
      }
      group.addTask {
        while self.monitor.current.stoppedReport == nil {
          do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
        }
      }
      await group.next()
      group.cancelAll()
    }
  }

  /// Ends the process without waiting for anything.
  static func exit(_ code: Int32) -> Never {
    Children.end()
    _exit(code)
  }
}
