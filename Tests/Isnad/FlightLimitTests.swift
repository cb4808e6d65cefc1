import Testing

@testable import Isnad

@Suite struct FlightLimitTests {
  @Test func whoWaitsEntersInTheOrderInWhichTheyCame() async throws {
    let limit = FlightLimit(1)
    try await limit.enter()
    let (order, note) = AsyncStream.makeStream(of: Int.self)
    var tasks: [Task<Void, any Error>] = []
    for number in 0..<3 {
      tasks.append(
        Task {
          try await limit.enter()
          note.yield(number)
          limit.leave()
        })
      // So that each waits before the next one comes.
      while limit.waiting < number + 1 { await Task.yield() }
    }
    limit.leave()
    for task in tasks { try await task.value }
    note.finish()
    var seen: [Int] = []
    for await number in order { seen.append(number) }
    #expect(seen == [0, 1, 2])
  }

  @Test func whoIsCancelledTakesNoRoom() async throws {
    let limit = FlightLimit(1)
    try await limit.enter()
    let task = Task { try await limit.enter() }
    while limit.waiting == 0 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(limit.waiting == 0)
    limit.leave()
    try await limit.enter()
    limit.leave()
  }
}
