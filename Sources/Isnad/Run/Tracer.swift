/// One step of the chain on one document.
public struct TracedStep: Sendable {
  public enum Outcome: Sendable {
    case done
    /// A condition, or another arm of a branch, let the document pass by.
    case passedBy
    case filtered(reason: String)
    /// Under `on-error: pass` the document went on all the same.
    case failed(StageFailure)
  }

  public let id: String
  public let isWriter: Bool
  /// The stage's condition, for people.
  public let when: String?
  public let before: Document
  public let after: Document
  public let outcome: Outcome
  /// Time in the stage.
  public let duration: Duration
}

/// Carries documents through a pipeline's chain one by one and keeps what every step did. Readers read
/// nothing and writers write nothing.
public struct Tracer: Sendable {
  private let pipeline: Pipeline

  /// A document that fails ends nothing but its own way.
  public init(_ pipeline: Pipeline) { self.pipeline = pipeline.goingOn(limit: nil) }

  /// - Parameter runs: documents in order; stateful stages remember the earlier ones of the same run.
  /// - Returns: for each document the steps that it came to, up to the one in which it left.
  public func trace(_ runs: [[Document]]) async throws -> [[[TracedStep]]] {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for resident in pipeline.residents { group.addTask { await resident.reside() } }
      defer { group.cancelAll() }
      var answers: [[[TracedStep]]] = []
      for documents in runs {
        let chain = Chain(pipeline)
        try await chain.prepare(nil)
        var traces: [[TracedStep]] = []
        for (number, document) in documents.enumerated() {
          traces.append(try await trace(document, number, chain))
        }
        answers.append(traces)
      }
      return answers
    }
  }

  private func trace(_ document: Document, _ number: Int, _ chain: Chain) async throws -> [TracedStep] {
    let batch = RecordBatch(number: number, records: [], reached: .init(), isMarked: false)
    var result = BatchResult(
      number: number, read: 1, reached: batch.reached, states: nil,
      encoded: chain.nothingEncoded, shares: chain.noShares)
    let record = Record(source: document.source, format: "", bytes: [])
    var items = [Chain.Item(document: document, record: record)]
    let stages = pipeline.steps
    var steps: [TracedStep] = []
    var current: (before: Document, start: ContinuousClock.Instant)?
    let clock = ContinuousClock()
    try await chain.carry(&items, batch, &result) { index, items, isAfter in
      guard let item = items.first else { return }
      let step = stages[index]
      guard isAfter, let now = current else {
        current = (item.document, clock.now)
        return
      }
      let isWriter = if case .writer = step.work { true } else { false }
      let outcome: TracedStep.Outcome =
        switch item.fate {
        case .goesOn: .done
        case .passesBy: .passedBy
        case .passed(let failure): .failed(failure)
        case .failed(let failed): .failed(failed.failure)
        case .filtered(let reason): .filtered(reason: reason)
        }
      steps.append(
        TracedStep(
          id: step.id, isWriter: isWriter, when: step.when?.text, before: now.before, after: item.document,
          outcome: outcome, duration: clock.now - now.start))
      current = nil
    }
    return steps
  }
}

extension Pipeline {
  /// The first document of the pipeline's input that is wanted; nil where there is none.
  /// - Throws: a ``StageFailure`` for a record that is no document.
  public func firstDocument(where isWanted: (Document) -> Bool) throws -> Document? {
    for reader in readers {
      var source = try reader.open(at: nil)
      while let record = try source.next() {
        if let failure = record.failure { throw failure }
        let document = try reader.decode(record)
        if isWanted(document) { return document }
      }
    }
    return nil
  }
}
