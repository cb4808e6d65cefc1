import Synchronization

/// Lets numbered batches through in order, or at most so far ahead of the slowest one.
///
/// Batch `n` may enter when fewer than `width` batches before it have not left. Width 1 gives
/// strict order (stateful transforms); a larger one bounds what waits to be written.
final class Turnstile: Sendable {
  private struct State {
    var done = 0
    var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
    var isClosed = false
  }

  private let width: Int
  private let state = Mutex(State())

  init(width: Int) { self.width = width }

  /// Waits for the batch's turn.
  /// - Throws: `CancellationError` once the run has stopped.
  func enter(_ number: Int) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let answer: Result<Void, any Error>? = state.withLock { state in
          if state.isClosed || Task.isCancelled { return .failure(CancellationError()) }
          if number < state.done + width { return .success(()) }
          state.waiting[number] = continuation
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      close()
    }
  }

  /// Says that the first batch still inside has left.
  func leave() {
    let next = state.withLock { state in
      state.done += 1
      return state.waiting.removeValue(forKey: state.done + width - 1)
    }
    next?.resume()
  }

  /// Sends all who wait away: the run has stopped.
  func close() {
    let all = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [:] }
      return state.waiting.values.map { $0 }
    }
    for continuation in all { continuation.resume(throwing: CancellationError()) }
  }
}
