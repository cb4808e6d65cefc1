import Synchronization
import Testing

@testable import Isnad

/// What decides about a run's parts, without tasks where it needs none.
@Suite struct EngineTests {
  // MARK: Decisions

  @Test func whatComesOutOfOrderWaitsForItsTurn() {
    var window = OrderWindow<String>()
    var out = [window.add("c", numbered: 2), window.add("b", numbered: 1)]
    #expect(window.count == 2)
    out += [window.add("a", numbered: 0), window.add("d", numbered: 3)]
    #expect(out == [[], [], ["a", "b", "c"], ["d"]])
    #expect(window.count == 0)
  }

  @Test func savingTakesATenthOfTheTimeAtTheMost() {
    let start = ContinuousClock.now
    var schedule = CommitSchedule(every: .seconds(5), from: start)
    // The last one took two seconds, so there are twenty between two.
    let asked: [(at: Int, cost: Int)] = [(4, 0), (5, 0), (9, 0), (24, 2), (25, 2)]
    let due = asked.map { schedule.isDue(at: start + .seconds($0.at), cost: .seconds($0.cost)) }
    #expect(due == [false, true, false, false, true])
  }

  @Test func anIntervalOfNothingSavesBehindEveryBatch() {
    let start = ContinuousClock.now
    var schedule = CommitSchedule(every: .zero, from: start)
    let due = (0..<3).map { _ in schedule.isDue(at: start, cost: .seconds(60)) }
    #expect(due == [true, true, true])
  }

  @Test func aFeedReadsSourceAfterSourceToItsLimit() {
    var progress = FeedProgress(sources: 2, batch: 4, limit: 7)
    #expect(progress.next(isStopping: false) == .read(source: 0, atMost: 4))
    progress.took(4, isStopping: false)
    #expect(progress.next(isStopping: false) == .read(source: 0, atMost: 3))
    progress.took(1, isStopping: false)
    progress.took(0, isStopping: false)
    #expect(progress.next(isStopping: false) == .read(source: 1, atMost: 2))
    progress.took(2, isStopping: false)
    #expect(progress.next(isStopping: false) == .exhausted)
  }

  @Test func aNumberOfDocumentsSavesBeforeTheTimeIsOver() {
    let start = ContinuousClock.now
    var schedule = CommitSchedule(every: .seconds(10), documents: 5, from: start)
    let due = [3, 1, 1, 4, 1].map { read in
      schedule.count(read)
      return schedule.isDue(at: start, cost: .seconds(60))
    }
    #expect(due == [false, false, true, false, true])
  }

  @Test func sourcesOfARunThatGoesOnTakeTurns() {
    var progress = FeedProgress(sources: 3, batch: 4, limit: nil, takesTurns: true)
    var order: [Int] = []
    // The second one waits, and the third is at its end.
    for _ in 0..<7 {
      let source = progress.source
      order.append(source)
      progress.took(source == 0 ? 4 : 0, isStopping: false, isWaiting: source == 1)
    }
    #expect(order == [0, 1, 2, 0, 1, 0, 1])
    #expect(progress.isShared)
    progress.took(0, isStopping: false)
    #expect(!progress.isShared && progress.source == 1)
    progress.took(0, isStopping: false)
    #expect(progress.next(isStopping: false) == .exhausted)
  }

  /// A source that a stop has kept from giving is not at its end: what it holds is read by whoever goes on.
  @Test func aFeedThatIsStoppedIsNotExhausted() {
    var progress = FeedProgress(sources: 1, batch: 4, limit: nil)
    progress.took(0, isStopping: true)
    #expect(progress.next(isStopping: true) == .stopped)
    #expect(progress.source == 0)
    progress.took(0, isStopping: false)
    #expect(progress.next(isStopping: true) == .exhausted)
  }

  // MARK: Turnstile

  private final class Seen: Sendable {
    let numbers = Mutex<[Int]>([])
  }

  @Test func aTurnstileLetsThroughInOrder() async throws {
    let turnstile = Turnstile(width: 1)
    let seen = Seen()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in [3, 1, 2, 0] {
        group.addTask {
          try await turnstile.enter(number)
          seen.numbers.withLock { $0.append(number) }
          turnstile.leave()
        }
      }
      try await group.waitForAll()
    }
    #expect(seen.numbers.withLock { $0 } == [0, 1, 2, 3])
  }

  @Test func aClosedTurnstileSendsAllAway() async throws {
    let turnstile = Turnstile(width: 1)
    let waiting = Task { try await turnstile.enter(1) }
    turnstile.close()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    await #expect(throws: CancellationError.self) { try await turnstile.enter(0) }
  }
}
