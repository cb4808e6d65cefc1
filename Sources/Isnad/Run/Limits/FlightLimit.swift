import Synchronization

/// Lets so many in at once; the others wait in the order in which they came.
final class FlightLimit: Sendable {
  private struct State {
    var free: Int
    /// Numbers that are given out to those who wait.
    var tickets = 0
    var waiting: [(ticket: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    /// Who gave up before they had begun to wait.
    var cancelled: Set<Int> = []
  }

  let most: Int
  private let state: Mutex<State>

  init(_ most: Int) {
    self.most = most
    state = Mutex(State(free: most))
  }

  /// Waits for room. Who has entered leaves.
  /// - Throws: `CancellationError` where the task is cancelled; it has not entered then.
  func enter() async throws {
    try Task.checkCancellation()
    let ticket: Int? = state.withLock { state in
      guard state.free == 0 else {
        state.free -= 1
        return nil
      }
      state.tickets += 1
      return state.tickets
    }
    guard let ticket else { return }
    defer { _ = state.withLock { $0.cancelled.remove(ticket) } }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let answer: Result<Void, any Error>? = state.withLock { state in
          if state.cancelled.remove(ticket) != nil { return .failure(CancellationError()) }
          // Room may have come meanwhile.
          if state.free > 0 {
            state.free -= 1
            return .success(())
          }
          state.waiting.append((ticket, continuation))
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      cancel(ticket)
    }
  }

  /// How many wait.
  var waiting: Int { state.withLock { $0.waiting.count } }

  func leave() {
    let next = state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil as CheckedContinuation<Void, any Error>?
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume()
  }

  private func cancel(_ ticket: Int) {
    let waiting = state.withLock { state in
      guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
        state.cancelled.insert(ticket)
        return nil as CheckedContinuation<Void, any Error>?
      }
      return state.waiting.remove(at: index).continuation
    }
    waiting?.resume(throwing: CancellationError())
  }
}
