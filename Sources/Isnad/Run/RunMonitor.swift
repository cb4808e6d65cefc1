import Synchronization

/// How far a run has come: written by the run, read by whoever shows it.
public final class RunMonitor: Sendable {
  public struct State: Sendable {
    public var documents = 0
    public var failed = 0
    public var readBytes = 0
    /// Nil where nobody can know.
    public var totalBytes: Int?
    public var isFinished = false
  }

  private let state = Mutex(State())

  public init() {}

  public var current: State { state.withLock { $0 } }

  func update(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
}
