/// Which source is read next, how many records of it, and when there is nothing more to read.
struct FeedProgress {
  enum Step: Equatable {
    case read(source: Int, atMost: Int)
    /// All is read, or as many as were asked for.
    case exhausted
    /// Somebody asked the run to stop: there may be more.
    case stopped
  }

  private let sources: Int
  private let batch: Int
  private let limit: Int?
  private(set) var source: Int
  /// Records that are read, by an interrupted run too.
  private(set) var count: Int

  /// - Parameters:
  ///   - batch: how many are read at once, at the most.
  ///   - limit: how many are read in all, at the most.
  init(sources: Int, batch: Int, limit: Int?, source: Int = 0, count: Int = 0) {
    self.sources = sources
    self.batch = batch
    self.limit = limit
    self.source = source
    self.count = count
  }

  func next(isStopping: Bool) -> Step {
    guard source < sources else { return .exhausted }
    guard !isStopping else { return .stopped }
    let room = min(batch, (limit ?? .max) - count)
    return room > 0 ? .read(source: source, atMost: room) : .exhausted
  }

  /// Notes what was read; a source that gave nothing is at its end, unless it was kept from giving.
  mutating func took(_ records: Int, isStopping: Bool) {
    count += records
    if records == 0, !isStopping { source += 1 }
  }
}
