/// Which source is read next, how many records of it, and when there is nothing more to read.
///
/// Sources are read one after another, each to its end; those of a run that goes on take turns, since one that never
/// ends would keep the others from being read.
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
  private let takesTurns: Bool
  private var ended: Set<Int>
  private(set) var source: Int
  /// Records that are read, by an interrupted run too.
  private(set) var count: Int

  /// - Parameters:
  ///   - batch: how many are read at once, at the most.
  ///   - limit: how many are read in all, at the most.
  ///   - takesTurns: whether each source gives one batch at a time.
  init(
    sources: Int, batch: Int, limit: Int?, source: Int = 0, count: Int = 0, takesTurns: Bool = false
  ) {
    self.sources = sources
    self.batch = batch
    self.limit = limit
    self.source = source
    self.count = count
    self.takesTurns = takesTurns
    ended = Set(0..<source)
  }

  /// Whether others may have something while the one that is read waits.
  var isShared: Bool { takesTurns && sources - ended.count > 1 }

  func next(isStopping: Bool) -> Step {
    guard source < sources else { return .exhausted }
    guard !isStopping else { return .stopped }
    let room = min(batch, (limit ?? .max) - count)
    return room > 0 ? .read(source: source, atMost: room) : .exhausted
  }

  /// Notes what was read; a source that gave nothing is at its end, unless it waits or was kept from giving.
  mutating func took(_ records: Int, isStopping: Bool, isWaiting: Bool = false) {
    count += records
    if records == 0, !isStopping, !isWaiting { ended.insert(source) }
    guard ended.count < sources else {
      source = sources
      return
    }
    guard takesTurns || ended.contains(source) else { return }
    repeat { source = (source + 1) % sources } while ended.contains(source)
  }
}
