/// A pipeline's chain for documents that come from elsewhere, a few at a time: what a server, or a program that
/// has Isnad built in, works with. Readers read nothing and writers write nothing; everything between is as in a run.
///
/// ```swift
/// let annotator = Annotator(pipeline)
/// try await withThrowingTaskGroup(of: Void.self) { group in
///   group.addTask { await annotator.reside() }
///   var session = try await annotator.session()
///   let outcomes = try await session.annotate([document])
///   …
///   group.cancelAll()
/// }
/// await pipeline.close()
/// ```
public struct Annotator: Sendable {
  /// What became of a document.
  public enum Outcome: Sendable {
    case annotated(Document)
    /// A stage took it out.
    case filtered(stage: String, reason: String)
    case failed(stage: String, StageFailure)
  }

  private let pipeline: Pipeline
  private let metrics: RunMetrics
  private let limit: Duration?

  /// - Parameter limit: how long a stage that waits may take for a document, whatever the pipeline allows, and how
  ///   long all that only compute (see ``WorkLimit``).
  public init(_ pipeline: Pipeline, limit: Duration? = nil) {
    self.pipeline = pipeline.goingOn(limit: limit)
    self.limit = limit
    metrics = RunMetrics(pipeline: pipeline.name, stages: pipeline.steps.map(\.id))
  }

  /// Keeps up what stages need beside the documents, processes for example, until it is cancelled. Without
  /// it such stages wait.
  public func reside() async {
    await withTaskGroup(of: Void.self) { group in
      for resident in pipeline.residents { group.addTask { await resident.reside() } }
    }
  }

  /// Begins a sequence of documents; stateful stages remember those of the same session.
  public func session() async throws -> Session {
    let chain = Chain(pipeline, encodes: false, limit: limit)
    try await chain.prepare(nil)
    return Session(pipeline: pipeline, metrics: metrics, chain: chain)
  }

  public struct Session: Sendable {
    fileprivate let pipeline: Pipeline
    fileprivate let metrics: RunMetrics
    fileprivate let chain: Chain
    private var batches = 0

    fileprivate init(pipeline: Pipeline, metrics: RunMetrics, chain: Chain) {
      self.pipeline = pipeline
      self.metrics = metrics
      self.chain = chain
    }

    /// - Returns: an outcome for each document, in order. A document that fails costs only itself.
    /// - Throws: `CancellationError`, or ``StageUnusable`` where a stage can't work any more.
    public mutating func annotate(_ documents: [Document]) async throws -> [Outcome] {
      let batch = RecordBatch(number: batches, records: [], reached: .init(), isMarked: false)
      batches += 1
      var result = BatchResult(
        number: batch.number, read: documents.count, reached: batch.reached, states: nil, encoded: [],
        shares: chain.noShares)
      var items = documents.enumerated().map { number, document in
        Chain.Item(
          document: document, record: Record(source: document.source, format: "", bytes: []), number: number)
      }
      var outcomes: [Int: Outcome] = [:]
      try await chain.carry(&items, batch, &result) { [stages = chain.noShares] step, items, isAfter in
        guard isAfter else { return }
        for item in items {
          switch item.fate {
          case .goesOn, .passesBy, .passed: break
          case .failed(let failed):
            outcomes[item.number] = .failed(stage: failed.stage, failed.failure)
          case .filtered(let reason):
            outcomes[item.number] = .filtered(stage: stages[step].id, reason: reason)
          }
        }
      }
      result.written = items.count
      metrics.record(result)
      for item in items { outcomes[item.number] = .annotated(item.document) }
      return documents.indices.compactMap { outcomes[$0] }
    }
  }
}
