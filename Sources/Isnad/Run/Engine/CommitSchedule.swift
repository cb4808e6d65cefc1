/// When a run saves how far it is.
///
/// Saving must not take the time that work needs: one that takes long is done less often, so that it is a tenth of the
/// time at the most. An interval of nothing asks for it behind every batch, whatever it takes.
struct CommitSchedule {
  private static let share = 10

  private let interval: Duration
  /// Documents behind which it is time, whatever the clock says.
  private let documents: Int
  private var last: ContinuousClock.Instant
  private var counted = 0

  init(every interval: Duration, documents: Int? = nil, from start: ContinuousClock.Instant) {
    self.interval = interval
    self.documents = documents ?? .max
    last = start
  }

  /// Notes documents that are read.
  mutating func count(_ read: Int) { counted += read }

  /// Whether it is time; then the next time is counted from now.
  /// - Parameter cost: what the last one took.
  mutating func isDue(at now: ContinuousClock.Instant, cost: Duration) -> Bool {
    guard counted >= documents || now >= due(cost: cost) else { return false }
    last = now
    counted = 0
    return true
  }

  /// When it is time.
  func due(cost: Duration) -> ContinuousClock.Instant {
    last + (interval == .zero ? interval : max(interval, cost * Self.share))
  }
}
