import Synchronization

/// Calls a stage that waits: several documents at once, with a timeout, and again after transient errors.
struct PatientCall: Sendable {
  struct Outcome: Sendable {
    var result: Result<Document, any Error>
    var tries = 1
  }

  let transform: any AsyncTransform
  let retry: RetryPolicy?
  let timeout: Duration?
  /// Of the stage, whoever calls it.
  let limit: FlightLimit

  /// One outcome a document, in order.
  func process(_ documents: [Document]) async throws -> [Outcome] {
    guard transform.takesBatches, documents.count > 1 else {
      return try await sideBySide(documents) { try await patiently($0) }
    }
    var outcomes = try await batch(documents).map { Outcome(result: $0) }
    for tries in 1..<max(1, retry?.attempts ?? 1) {
      let again = outcomes.indices.filter { outcomes[$0].isTransient }
      guard !again.isEmpty, let retry else { break }
      try await Task.sleep(for: retry.wait(after: tries))
      for (index, result) in zip(again, try await batch(again.map { documents[$0] })) {
        outcomes[index] = Outcome(result: result, tries: tries + 1)
      }
    }
    return outcomes
  }

  // MARK: Documents

  /// Until it succeeds, fails for good, or has been tried often enough.
  private func patiently(_ document: Document) async throws -> Outcome {
    var outcome = Outcome(result: try await once(document))
    while outcome.isTransient, let retry, outcome.tries < retry.attempts {
      try await Task.sleep(for: retry.wait(after: outcome.tries))
      outcome = Outcome(result: try await once(document), tries: outcome.tries + 1)
    }
    return outcome
  }

  /// - Throws: what ends the run; an error of the document is the result.
  private func once(_ document: Document) async throws -> Result<Document, any Error> {
    do {
      return .success(
        try await bounded {
          var document = document
          try await transform.process(&document)
          return document
        })
    } catch let error where error is CancellationError || error is StageUnusable {
      throw error
    } catch {
      return .failure(error)
    }
  }

  /// Calls of which no more run at once than the stage has room for; the answers are in the order of the documents.
  private func sideBySide<Answer: Sendable>(
    _ documents: [Document], _ call: @escaping @Sendable (Document) async throws -> Answer
  ) async throws -> [Answer] {
    guard documents.count > 1 else {
      var answers: [Answer] = []
      for document in documents { answers.append(try await call(document)) }
      return answers
    }
    return try await withThrowingTaskGroup(of: (index: Int, answer: Answer).self) { group in
      var answers = [Answer?](repeating: nil, count: documents.count)
      var upcoming = 0
      func add() {
        let index = upcoming
        group.addTask { (index, try await call(documents[index])) }
        upcoming += 1
      }
      while upcoming < min(limit.most, documents.count) { add() }
      while let next = try await group.next() {
        answers[next.index] = next.answer
        if upcoming < documents.count { add() }
      }
      return answers.compactMap { $0 }
    }
  }

  // MARK: Batches

  private func batch(_ documents: [Document]) async throws -> [Result<Document, any Error>] {
    if documents.count > 1 {
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
      } catch let error where error is CancellationError || error is StageUnusable {
        throw error
      } catch {
        return documents.map { _ in .failure(error) }
      }
    }
    return try await sideBySide(documents) { try await once($0) }
  }

  // MARK: Time

  private final class Timer: Sendable {
    let ranOut = Mutex(false)
  }

  private static let timeoutCode = "timeout"

  /// Runs once there is room for it, for as long as the timeout allows. A stage that does not heed its cancellation is waited
  /// for all the same: no task outlives the run.
  private func bounded<Answer: Sendable>(_ body: @escaping @Sendable () async throws -> Answer) async throws
    -> Answer
  {
    try await limit.enter()
    defer { limit.leave() }
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
