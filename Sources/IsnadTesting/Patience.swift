import Synchronization

/// What is being asked of a stage, and since when.
final class Progress: Sendable {
  typealias Question = (text: String, since: ContinuousClock.Instant)

  private let question = Mutex<Question>(("the description", .now))

  var now: Question { question.withLock { $0 } }

  func begin(_ text: String) { question.withLock { $0 = (text, .now) } }
}

/// Waits for work that may never end.
enum Patience {
  /// The answer of the work; or another one once a question has been open for longer than the limit. Work that only
  /// computes can't be called off: it stays behind then, in a test that has failed.
  static func limited<Answer: Sendable>(
    to limit: Duration, _ progress: Progress, _ work: @escaping @Sendable () async throws -> Answer,
    otherwise late: @escaping @Sendable (_ question: String) -> Answer
  ) async throws -> Answer {
    let race = Race<Answer>()
    let working = Task {
      do {
        race.finish(.success(try await work()))
      } catch {
        race.finish(.failure(error))
      }
    }
    let waiting = Task {
      while true {
        let question = progress.now
        try await Task.sleep(until: question.since + limit)
        guard progress.now.since == question.since else { continue }
        return race.finish(.success(late(question.text)))
      }
    }
    defer {
      working.cancel()
      waiting.cancel()
    }
    return try await race.winner()
  }
}

/// The first of several results.
private final class Race<Answer: Sendable>: Sendable {
  private struct State {
    var result: Result<Answer, any Error>?
    var continuation: CheckedContinuation<Answer, any Error>?
  }

  private let state = Mutex(State())

  func finish(_ result: Result<Answer, any Error>) {
    let waiting = state.withLock { state in
      guard state.result == nil else { return nil as CheckedContinuation<Answer, any Error>? }
      state.result = result
      return state.continuation.take()
    }
    waiting?.resume(with: result)
  }

  func winner() async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      let result: Result<Answer, any Error>? = state.withLock { state in
        if state.result == nil { state.continuation = continuation }
        return state.result
      }
      if let result { continuation.resume(with: result) }
    }
  }
}
