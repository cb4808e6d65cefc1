import Synchronization

/// How far a run has come: written by the run, read by whoever shows it. And the way to stop it.
public final class RunMonitor: Sendable {
  public struct State: Sendable {
    /// Documents that are through, by what became of them.
    public var documents = 0
    public var failed = 0
    public var readBytes = 0
    /// What of that an interrupted run had read before.
    public var startBytes = 0
    /// Nil where nobody can know.
    public var totalBytes: Int?
    public var isFinished = false
    var isStopping = false
    /// How long it took to save the run's state the last time.
    var lastCommit = Duration.zero
  }

  private let state = Mutex(State())
  private let wakeUp = Mutex<WakeUp?>(nil)

  public init() {}

  public var current: State { state.withLock { $0 } }
  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Asks the run to stop reading, to finish what is in flight, and to commit it. A wait for input ends at once.
  public func requestStop() {
    update { $0.isStopping = true }
    wakeUp.withLock { $0?.ring() }
  }

  /// From now on a wait for input can be ended; nil once nothing is read any more.
  func reads(with wakeUp: WakeUp?) {
    self.wakeUp.withLock { $0 = wakeUp }
    if isStopping { wakeUp?.ring() }
  }

  func update(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
}
