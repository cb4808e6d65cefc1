/// When a run saves how far it is.
///
/// Saving must not take the time that work needs: one that takes long is done less often, so that it is a tenth of the
/// time at the most. An interval of nothing asks for it behind every batch, whatever it takes.
struct CommitSchedule {
  private static let share = 10

  private let interval: Duration
  private var last: ContinuousClock.Instant

  init(every interval: Duration, from start: ContinuousClock.Instant) {
    self.interval = interval
    last = start
  }

  /// Whether it is time; then the next time is counted from now.
  /// - Parameter cost: what the last one took.
  mutating func isDue(at now: ContinuousClock.Instant, cost: Duration) -> Bool {
    guard now >= due(cost: cost) else { return false }
    last = now
    return true
  }

  /// When it is time.
  func due(cost: Duration) -> ContinuousClock.Instant {
    last + (interval == .zero ? interval : max(interval, cost * Self.share))
  }
}
