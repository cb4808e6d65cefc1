/// Ends the run: a document failed in a stage whose `on-error` is `stop`.
struct DocumentFailedForGood: Error {
  let failed: BatchResult.Failed
}

/// Carries a batch through every step in turn. The whole chain is fused: nothing is handed from
/// task to task between steps.
struct Chain: Sendable {
  /// What has become of a document.
  enum Fate: Sendable {
    /// It is on its way.
    case goesOn
    /// It is on its way, and the step is not for it: said where somebody looks.
    case passesBy
    /// It failed in the last step and is on its way all the same, for `on-error` is `pass`.
    indirect case passed(StageFailure)
    /// It failed, and leaves the batch behind the step.
    indirect case failed(BatchResult.Failed)
    /// A stage took it out; it leaves the batch behind the step.
    case filtered(reason: String)

    var leaves: Bool {
      switch self {
      case .goesOn, .passesBy, .passed: false
      case .failed, .filtered: true
      }
    }
  }

  struct Item {
    var document: Document
    let record: Record
    /// The innermost arm in which it is.
    var lane: Lane?
    /// Its place in the batch.
    var number = 0
    /// Time that stages which only compute have spent on it, where that is limited.
    var spent = Duration.zero
    var fate = Fate.goesOn
  }

  private let pipeline: Pipeline
  private let walk: [StageTree<Pipeline.Step>.Move]
  private let encodes: Bool
  /// For what stages which only compute may spend on a document; nil for as long as they like.
  private let limit: Duration?
  /// Whether somebody wants to know which document took a stage longest: two looks at the clock for each.
  private let timesDocuments: Bool
  private let stateful: [any StatefulStep]
  private let stateKeys: [String]
  /// Of each step, before a batch.
  let noShares: [RunReport.StageShare]
  /// For each writer, before a batch.
  var nothingEncoded: [(any EncodedBatch)?] { Array(repeating: nil, count: pipeline.writers.count) }

  /// - Parameters:
  ///   - encodes: false where nobody writes what the writers make of a document.
  ///   - limit: for the work on a document.
  ///   - timesDocuments: notes the slowest document of each stage.
  init(_ pipeline: Pipeline, encodes: Bool = true, limit: Duration? = nil, timesDocuments: Bool = false) {
    self.timesDocuments = timesDocuments
    self.pipeline = pipeline
    self.encodes = encodes
    self.limit = limit
    walk = pipeline.tree.walk
    let steps = pipeline.steps
    noShares = steps.map { RunReport.StageShare(id: $0.id) }
    stateful = steps.compactMap {
      guard case .stateful(let transform) = $0.work else { return nil }
      return Self.step(transform)
    }
    stateKeys = steps.compactMap {
      if case .stateful = $0.work { return $0.stateKey }
      return nil
    }
  }

  private static func step<T: StatefulTransform>(_ transform: T) -> any StatefulStep {
    StatefulRunner(transform)
  }

  /// - Parameter saved: the states of an interrupted run, by the keys of their steps; nil to begin.
  func prepare(_ saved: [String: JSONValue]?) async throws {
    for (key, step) in zip(stateKeys, stateful) { try await step.prepare(saved?[key]) }
  }

  /// What stateful stages remember now; right where no batch is in flight.
  func states() async throws -> [String: JSONValue] {
    var states: [String: JSONValue] = [:]
    for (key, step) in zip(stateKeys, stateful) { states[key] = try await step.snapshot() }
    return states
  }

  func close() {
    for step in stateful { step.close() }
  }

  func summaries() async -> [String] {
    var summaries: [String] = []
    for step in stateful {
      if let summary = await step.summary() { summaries.append(summary) }
    }
    return summaries
  }

  func run(_ batch: RecordBatch) async throws -> BatchResult {
    var result = BatchResult(
      number: batch.number, read: batch.records.count, reached: batch.reached,
      states: batch.isMarked ? [:] : nil,
      encoded: nothingEncoded, shares: noShares)
    var items = try decode(batch, into: &result)
    let count = items.count
    try await carry(&items, batch, &result)
    result.written = items.count
    if items.count < count {
      var stays = [Bool](repeating: false, count: count)
      for item in items { stays[item.number] = true }
      result.encoded = result.encoded.map { $0?.only(stays) }
    }
    return result
  }

  /// Through every step in turn.
  ///
  /// Documents stay where they are also in branches: each knows its lane, and a step is for those of its own.
  /// - Parameter observe: looks at the documents before a step and after it, those that leave in it
  ///   included.
  func carry(
    _ items: inout [Item], _ batch: RecordBatch, _ result: inout BatchResult,
    observe: ((_ step: Int, _ items: [Item], _ isAfter: Bool) -> Void)? = nil
  ) async throws {
    var index = 0
    var statefulIndex = 0
    var lanes = LaneWalk()
    var time = StepTime()
    for move in walk {
      guard case .stage(let step) = move else {
        Self.follow(move, &lanes, &items)
        continue
      }
      defer { index += 1 }
      let lane = lanes.current
      if let observe {
        for position in items.indices {
          items[position].fate = applies(step, lane, items[position]) ? .goesOn : .passesBy
        }
        observe(index, items, false)
      }
      switch step.work {
      case .transform(let transform):
        try each(&items, step, lane, &result, index) { try transform.process(&$0.document) }
      case .writer where !encodes: break
      case .writer(let writer):
        result.encoded[writer] = try encode(
          &items, with: pipeline.writers[writer], step, lane, &result, index)
      case .async(let transform, let limit):
        try await all(&items, step, lane, &result, index, transform, limit)
      case .stateful:
        let runner = stateful[statefulIndex]
        statefulIndex += 1
        try await runner.enter(batch.number)
        for position in items.indices where applies(step, lane, items[position]) {
          let outcome = await runner.process(items[position].document)
          try settle(outcome, at: position, &items, step, &result, index)
        }
        if batch.isMarked { result.states?[step.stateKey] = try await runner.snapshot() }
        runner.leave()
      }
      let isAnyoneLeaving = noteFates(&items, step, &result, index)
      observe?(index, items, true)
      if isAnyoneLeaving { items.removeAll { $0.fate.leaves } }
      count(items, step, &result, index)
      time.spend(on: &result.shares[index], isSynchronous: step.isSynchronous)
    }
  }

  private func applies(_ step: Pipeline.Step, _ lane: Lane?, _ item: Item) -> Bool {
    item.lane == lane && step.when?.holds(for: item.document) ?? true
  }

  /// Sends documents into the arms of a branch, and back behind them. What happens to them there changes nothing of it.
  static func follow<Stage>(
    _ move: StageTree<Stage>.Move, _ lanes: inout LaneWalk, _ items: inout [Item]
  ) {
    switch move {
    case .stage, .armEnd: break
    case .enter(let branch):
      for position in items.indices where items[position].lane == lanes.current {
        guard let arm = branch.arm(for: items[position].document) else { continue }
        items[position].lane = Lane(branch: branch.number, arm: arm)
      }
      lanes.enter()
    case .arm(let index, let branch): lanes.begin(index, of: branch.number)
    case .leave(let branch):
      lanes.leave()
      for position in items.indices where items[position].lane?.branch == branch.number {
        items[position].lane = lanes.current
      }
    }
  }
}

// MARK: - Documents in, documents out

extension Chain {
  private func decode(_ batch: RecordBatch, into result: inout BatchResult) throws -> [Item] {
    var items: [Item] = []
    items.reserveCapacity(batch.records.count)
    for record in batch.records {
      do {
        if let failure = record.failure { throw failure }
        items.append(
          Item(
            document: try pipeline.readers[record.reader].decode(record), record: record,
            number: items.count))
      } catch {
        let failed = BatchResult.Failed(
          record: record, id: nil, stage: "reader", failure: StageFailure(error).masked(pipeline.secrets))
        if pipeline.settings.onError == .stop { throw DocumentFailedForGood(failed: failed) }
        result.failed.append(failed)
      }
    }
    return items
  }

  /// Runs a step over all documents to which it applies.
  ///
  /// Documents stay where they are in the array: to copy one costs more than most of what is done here. And the body
  /// is part of the loop, so that its types are looked up once.
  @inline(__always)
  private func each(
    _ items: inout [Item], _ step: Pipeline.Step, _ lane: Lane?, _ result: inout BatchResult, _ index: Int,
    _ body: (inout Item) throws -> Void
  ) throws {
    let isForAll = lane == nil && step.when == nil
    let isPlain = step.onError != .pass && !timesDocuments && limit == nil
    var count = 0
    defer { result.shares[index].documents += count }
    for position in items.indices {
      guard isForAll || applies(step, lane, items[position]) else { continue }
      count += 1
      guard isPlain else {
        try one(at: position, &items, step, &result, index, body)
        continue
      }
      do {
        try body(&items[position])
        if !step.provides.isEmpty { try bound(items[position].document, step) }
      } catch {
        try fail(error, at: position, &items, step, &result, index)
      }
    }
  }

  /// Puts all documents to which a step applies into its writer's form.
  private func encode<W: Writer>(
    _ items: inout [Item], with writer: W, _ step: Pipeline.Step, _ lane: Lane?, _ result: inout BatchResult,
    _ index: Int
  ) throws -> any EncodedBatch {
    var encoded = EncodedDocuments<W.Encoded>()
    encoded.reserveCapacity(items.count)
    try each(&items, step, lane, &result, index) { item in
      encoded.append(try writer.encode(item.document), of: item.number)
    }
    return encoded
  }

  /// Runs a step over a document whose time is taken or limited, or that goes on where it fails.
  private func one(
    at position: Int, _ items: inout [Item], _ step: Pipeline.Step, _ result: inout BatchResult,
    _ index: Int, _ body: (inout Item) throws -> Void
  ) throws {
    let clock = ContinuousClock()
    // A stage that fails halfway may have changed the document; on `pass` it goes on unchanged.
    let before = step.onError == .pass ? items[position] : nil
    let start = timesDocuments || limit != nil ? clock.now : nil
    do {
      if let limit, let start {
        let rest = limit - items[position].spent
        guard rest > .zero else { throw WorkLimit.failure(limit) }
        try WorkLimit.$deadline.withValue(WorkLimit.Deadline(instant: start + rest, limit: limit)) {
          try body(&items[position])
        }
        items[position].spent += clock.now - start
      } else {
        try body(&items[position])
      }
      try bound(items[position].document, step)
      if timesDocuments, let start {
        result.shares[index].note(clock.now - start, items[position].document.id)
      }
    } catch {
      if let before { items[position] = before }
      try fail(error, at: position, &items, step, &result, index)
    }
  }

  private func all(
    _ items: inout [Item], _ step: Pipeline.Step, _ lane: Lane?, _ result: inout BatchResult, _ index: Int,
    _ transform: any AsyncTransform, _ limit: FlightLimit
  ) async throws {
    let positions = items.indices.filter { applies(step, lane, items[$0]) }
    guard !positions.isEmpty else { return }
    let call = PatientCall(transform: transform, retry: step.retry, timeout: step.timeout, limit: limit)
    let outcomes = try await call.process(positions.map { items[$0].document })
    for (position, outcome) in zip(positions, outcomes) {
      try settle(outcome.result, at: position, &items, step, &result, index, tries: outcome.tries)
    }
  }

  /// A document can't have more annotations than the run lets through: they take many times the room of its text.
  private func bound(_ document: Document, _ step: Pipeline.Step) throws {
    let limit = pipeline.settings.maxAnnotations
    for name in step.provides {
      // Of words there are many in any text, and they are small.
      let most = name == TokenLayer.name ? limit.multipliedReportingOverflow(by: 20).partialValue : limit
      if let count = document.layers[named: name]?.annotationCount, count > most {
        throw StageFailure.tooManyAnnotations(name, most)
      }
    }
  }

  private func settle(
    _ outcome: Result<Document, any Error>, at position: Int, _ items: inout [Item],
    _ step: Pipeline.Step, _ result: inout BatchResult, _ index: Int, tries: Int = 1
  ) throws {
    result.shares[index].documents += 1
    switch outcome {
    case .success(let document):
      do {
        try bound(document, step)
        items[position].document = document
      } catch {
        try fail(error, at: position, &items, step, &result, index, tries: tries)
      }
    case .failure(let error):
      try fail(error, at: position, &items, step, &result, index, tries: tries)
    }
  }

  private func fail(
    _ error: any Error, at position: Int, _ items: inout [Item], _ step: Pipeline.Step,
    _ result: inout BatchResult, _ index: Int, tries: Int = 1
  ) throws {
    if error is CancellationError { throw error }
    let failure = StageFailure(error).masked(pipeline.secrets)
    result.shares[index].failed += 1
    let failed = BatchResult.Failed(
      record: items[position].record, id: items[position].document.id, stage: step.id,
      failure: failure, tries: tries)
    switch step.onError {
    case .stop: throw DocumentFailedForGood(failed: failed)
    case .deadLetter:
      result.failed.append(failed)
      items[position].fate = .failed(failed)
    case .pass:
      items[position].fate = .passed(failure)
      items[position].document.errors.append(
        DocumentError(stage: step.id, code: failure.code, message: failure.message))
    }
  }

  /// Notes who leaves behind a step, and counts those whom it has taken out.
  private func noteFates(
    _ items: inout [Item], _ step: Pipeline.Step, _ result: inout BatchResult, _ index: Int
  ) -> Bool {
    var isAnyoneLeaving = false
    for position in items.indices {
      if items[position].fate.leaves {
        isAnyoneLeaving = true
      } else if let reason = items[position].document.filterReason {
        isAnyoneLeaving = true
        items[position].fate = .filtered(reason: reason)
        result.filtered[reason, default: 0] += 1
        result.shares[index].filtered += 1
        if pipeline.settings.tellsFiltered {
          result.left.append(
            FilteredRecord(
              source: items[position].record.source, id: items[position].document.id,
              stage: step.id, reason: reason))
        }
      }
    }
    return isAnyoneLeaving
  }

  private func count(
    _ items: [Item], _ step: Pipeline.Step, _ result: inout BatchResult, _ index: Int
  ) {
    for name in step.provides {
      for item in items {
        result.shares[index].annotations += item.document.layers[named: name]?.annotationCount ?? 0
      }
    }
  }
}

/// What a step takes, of a whole batch: the end of one step is the beginning of the next.
private struct StepTime {
  private var wall = ContinuousClock.now
  private var processor = Machine.threadTime

  mutating func spend(on share: inout RunReport.StageShare, isSynchronous: Bool) {
    let now = ContinuousClock.now
    let spent = Machine.threadTime
    share.duration += now - wall
    // Across a wait the thread may be another one; such stages spend their time elsewhere.
    if isSynchronous { share.cpu += spent - processor }
    (wall, processor) = (now, spent)
  }
}
