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
    /// Documents that were handed to the workers; those that ``documents`` does not count yet are in flight.
    public internal(set) var taken = 0
    /// Documents that the state on the disk counts; nil where the run has no checkpoint.
    public internal(set) var saved: Int?
    /// When the state was saved the last time, in seconds since 1970.
    public internal(set) var savedAt: Double?
    /// When the first document came through that the state on the disk does not count.
    public internal(set) var unsavedSince: ContinuousClock.Instant?
    /// What readers tell of sources that they ask again and again.
    public internal(set) var sources: [SourceState] = []
    /// When a document came through the last time, or was handed out while none was in flight.
    public internal(set) var movedAt = ContinuousClock.now
    public internal(set) var isStopping = false
    /// How long it took to save the run's state the last time.
    var lastCommit = Duration.zero
  }

  private let state = Mutex(State())
  private let wakeUp = Mutex<WakeUp?>(nil)
  private let secrets = Mutex(Secrets())
  /// That of the run whose reader or stage this is, in its own tasks.
  @TaskLocal static var running: RunMonitor?

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

  /// What is told from now on has these masked.
  func masks(_ secrets: Secrets) { self.secrets.withLock { $0 = secrets } }

  /// For readers that go on asking: what they know of their sources now. It costs nothing where nobody runs them.
  public static func tell(_ sources: @autoclosure () -> [SourceState]) {
    guard let running else { return }
    let secrets = running.secrets.withLock { $0 }
    let masked = sources().map { $0.masked(secrets) }
    running.update { $0.sources = masked }
  }

  /// The same of one of them, told of before.
  public static func tell(_ source: SourceState, at index: Int) {
    guard let running else { return }
    let masked = source.masked(running.secrets.withLock { $0 })
    running.update { if $0.sources.indices.contains(index) { $0.sources[index] = masked } }
  }

  /// So many documents are counted by the state on the disk.
  func saved(_ count: Int) {
    let time = UnixTime.now
    update {
      $0.saved = count
      $0.savedAt = time
      $0.unsavedSince = nil
    }
  }

  func update(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
}

/// What a reader knows of a source that it asks again and again, such as a feed.
public struct SourceState: Sendable, Hashable {
  /// As the pipeline calls it.
  public var name: String
  /// Why it could not be read the last time.
  public var problem: String?
  /// How often in a row it could not be read.
  public var failures = 0
  /// When it was read last, when it gave something last, and when it is to be read again, in seconds since 1970.
  public var lastSuccess: Double?
  public var lastRecord: Double?
  public var due: Double?
  /// Records that it gave in this run.
  public var records = 0

  public init(_ name: String) { self.name = name }

  func masked(_ secrets: Secrets) -> SourceState {
    var state = self
    state.name = secrets.redact(name)
    state.problem = problem.map(secrets.redact)
    return state
  }
}
