import Synchronization

/// Calls a stage that waits: with a timeout, and again after transient errors.
struct PatientCall: Sendable {
  struct Outcome: Sendable {
    var result: Result<Document, any Error>
    var tries = 1
  }

  let transform: any AsyncTransform
  let retry: RetryPolicy?
  let timeout: Duration?

  /// One outcome a document, in order.
  func process(_ documents: [Document]) async throws -> [Outcome] {
    var outcomes = try await attempt(documents).map { Outcome(result: $0) }
    for tries in 1..<max(1, retry?.attempts ?? 1) {
      let again = outcomes.indices.filter { outcomes[$0].isTransient }
      guard !again.isEmpty, let retry else { break }
      try await Task.sleep(for: retry.wait(after: tries))
      for (index, result) in zip(again, try await attempt(again.map { documents[$0] })) {
        outcomes[index] = Outcome(result: result, tries: tries + 1)
      }
    }
    return outcomes
  }

  private func attempt(_ documents: [Document]) async throws -> [Result<Document, any Error>] {
    if transform.takesBatches, documents.count > 1 {
      do {
        let results = try await bounded { try await transform.process(batch: documents) }
        guard results.count == documents.count else {
          let failure = StageFailure(
            code: "wrong-count", message: "\(results.count) answers to \(documents.count) documents")
          return documents.map { _ in .failure(failure) }
        }
        return results
      } catch let failure as StageFailure where failure.code == Self.timeoutCode {
        // One of them hangs; alone, the others get their answers.
      } catch let cancelled as CancellationError {
        throw cancelled
      } catch let stop as StopRun {
        throw stop
      } catch {
        return documents.map { _ in .failure(error) }
      }
    }
    var results: [Result<Document, any Error>] = []
    for document in documents {
      do {
        let result = try await bounded {
          var document = document
          try await transform.process(&document)
          return document
        }
        results.append(.success(result))
      } catch let cancelled as CancellationError {
        throw cancelled
      } catch let stop as StopRun {
        throw stop
      } catch {
        results.append(.failure(error))
      }
    }
    return results
  }

  private final class Timer: Sendable {
    let ranOut = Mutex(false)
  }

  private static let timeoutCode = "timeout"

  /// Runs for as long as the timeout allows. A stage that does not heed its cancellation is waited
  /// for all the same: no task outlives the run.
  private func bounded<Answer: Sendable>(_ body: @escaping @Sendable () async throws -> Answer) async throws
    -> Answer
  {
    guard let timeout = timeout ?? transform.defaultTimeout else { return try await body() }
    let timer = Timer()
    let running = WorkLimit.Timer { timer.ranOut.withLock { $0 } }
    return try await WorkLimit.$timer.withValue(running) {
      try await withThrowingTaskGroup(of: Answer.self) { group in
        group.addTask { try await body() }
        group.addTask {
          try await Task.sleep(for: timeout)
          timer.ranOut.withLock { $0 = true }
          throw WorkLimit.failure(timeout)
        }
        defer { group.cancelAll() }
        guard let answer = try await group.next() else { throw CancellationError() }
        return answer
      }
    }
  }
}

extension PatientCall.Outcome {
  fileprivate var isTransient: Bool {
    if case .failure(let failure as StageFailure) = result { return failure.isTransient }
    return false
  }
}
