import Synchronization
import Testing

@testable import Isnad

/// Six records, each 30 ms behind the one before.
private struct DripReader: Reader {
  static let description = StageDescription(name: "drip-reader", summary: "Waits.")
  init(options: NoOptions, context: StageContext) {}

  struct Source: RecordSource {
    var count = 0
    var due = ContinuousClock.now + .milliseconds(30)
    var wouldBlock: Bool { ContinuousClock.now < due }
    var totalBytes: Int? { nil }
    var readBytes: Int { count }
    var unreadable: [Diagnostic] { [] }
    var position: JSONValue? { .integer(count) }
    mutating func next() throws -> Record? {
      guard count < 6 else { return nil }
      while wouldBlock { try ReadingPause.wait(due - .now) }
      count += 1
      due = .now + .milliseconds(30)
      return Record(
        source: DocumentSource(uri: "drip", record: count), format: "toy", bytes: Array(String(count).utf8))
    }
  }

  func open(at position: JSONValue?) -> any RecordSource { Source() }
  func decode(_ record: Record) throws -> Document {
    let text = try SourceText(validating: record.bytes)
    return Document(id: text[text.span], source: record.source, text: text)
  }
}

/// Seven records of a hundred thousand bytes.
private struct HeavyReader: Reader {
  static let description = StageDescription(name: "heavy-reader", summary: "Reads much.")
  init(options: NoOptions, context: StageContext) {}

  struct Source: RecordSource {
    var count = 0
    var wouldBlock: Bool { false }
    var totalBytes: Int? { nil }
    var readBytes: Int { count }
    var unreadable: [Diagnostic] { [] }
    var position: JSONValue? { .integer(count) }
    mutating func next() -> Record? {
      guard count < 7 else { return nil }
      count += 1
      return Record(
        source: DocumentSource(uri: "heavy", record: count), format: "toy",
        bytes: Array(repeating: 0x61, count: 100_000))
    }
  }

  func open(at position: JSONValue?) -> any RecordSource { Source() }
  func decode(_ record: Record) throws -> Document {
    Document(id: "heavy", source: record.source, text: try SourceText(validating: record.bytes))
  }
}

/// The parts of a run by themselves, without tasks where they need none.
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

  // MARK: Chain

  private func pipeline(_ stages: String, run: String = "{}") async throws -> Pipeline {
    let yaml =
      "run: \(run)\nstages:\n  - toy-reader\n\(stages)\n  - { use: toy-writer, with: { name: engine } }\n"
    let (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml")
    #expect(problems == [])
    return try await Pipeline.make(definition, registry: .toys)
  }

  private func batch(_ numbers: Range<Int>, number: Int = 0) -> RecordBatch {
    let records = numbers.map {
      Record(source: DocumentSource(uri: "toy", record: $0 + 1), format: "toy", bytes: Array(String($0).utf8))
    }
    return RecordBatch(number: number, records: records, reached: .init(), isMarked: false)
  }

  @Test func aChainSaysWhatBecameOfEachDocument() async throws {
    let chain = Chain(
      try await pipeline("  - { use: toy-transform, with: { fail: [1], drop: [2] } }"))
    let result = try await chain.run(batch(0..<4))
    #expect(result.read == 4)
    #expect(result.written == 2)
    #expect(encoded(result) == [["0+", "3+"]])
    #expect(result.filtered == ["dropped": 1])
    #expect(result.failed.map(\.id) == ["1"])
    #expect(result.failed.map(\.stage) == ["toy-transform"])
    #expect(result.failed.map(\.failure.code) == ["toy"])
    #expect(result.shares.map(\.documents) == [4, 2])
    #expect(result.shares.map(\.failed) == [1, 0])
    #expect(result.shares.map(\.filtered) == [1, 0])
  }

  /// What each toy writer has made of a batch.
  private func encoded(_ result: BatchResult) -> [[String]] {
    result.encoded.map { ($0 as? EncodedDocuments<String>)?.values ?? [] }
  }

  /// What was encoded before a document left is not written, and what comes to no writer is nothing.
  @Test func aDocumentThatLeavesIsInNoOutput() async throws {
    let chain = Chain(
      try await pipeline(
        """
          - { use: toy-writer, id: early, with: { name: early } }
          - { use: toy-writer, id: never, when: { metadata.language: de }, with: { name: never } }
          - { use: toy-transform, with: { fail: [0], drop: [2] } }
        """))
    let result = try await chain.run(batch(0..<4))
    #expect(encoded(result) == [["1", "3"], [], ["1+", "3+"]])
    #expect(result.written == 2)
    let none = try await chain.run(batch(0..<1, number: 1))
    #expect(none.encoded.map { $0?.isEmpty } == [true, true, true])
  }

  @Test func aDocumentThatFailsForGoodEndsTheChain() async throws {
    let chain = Chain(
      try await pipeline("  - { use: toy-transform, with: { fail: [1] } }", run: "{ on-error: stop }"))
    do {
      _ = try await chain.run(batch(0..<4))
      Issue.record("it went on")
    } catch let stop as DocumentFailedForGood {
      #expect(stop.failed.id == "1")
      #expect(stop.failed.failure.message == "number 1")
    }
  }

  /// On `pass` a document goes on as it was before the stage that failed.
  @Test func whatPassesIsUnchanged() async throws {
    let chain = Chain(
      try await pipeline("  - { use: toy-transform, on-error: pass, with: { fail: [0] } }"))
    let result = try await chain.run(batch(0..<2))
    #expect(encoded(result) == [["0 !toy", "1+"]])
    #expect(result.failed.isEmpty)
  }

  @Test func aTracerTellsTheFateOfEachStep() async throws {
    let pipeline = try await pipeline(
      """
        - { use: toy-transform, id: first, on-error: pass, with: { fail: [0] } }
        - { use: toy-transform, id: second, on-error: stop, with: { fail: [1], drop: [2] } }
      """)
    let documents = try (0..<4).map { number in
      try pipeline.readers[0].decode(batch(number..<number + 1).records[0])
    }
    let traces = try await Tracer(pipeline).trace([documents])[0]
    let told = traces.map { steps in
      steps.map { step in
        switch step.outcome {
        case .done: "\(step.id): done"
        case .passedBy: "\(step.id): passed by"
        case .filtered(let reason): "\(step.id): \(reason)"
        case .failed(let failure): "\(step.id): \(failure.message)"
        }
      }
    }
    #expect(
      told == [
        ["first: number 0", "second: done", "toy-writer: done"], ["first: done", "second: number 1"],
        ["first: done", "second: dropped"], ["first: done", "second: done", "toy-writer: done"],
      ])
  }

  @Test func anAnnotatorTellsTheFateOfEachDocument() async throws {
    let pipeline = try await pipeline(
      "  - { use: toy-transform, on-error: stop, with: { fail: [1, 3], drop: [2] } }")
    let documents = try (0..<5).map { try pipeline.readers[0].decode(batch($0..<$0 + 1).records[0]) }
    var session = try await Annotator(pipeline).session()
    let told = try await session.annotate(documents).map { outcome in
      switch outcome {
      case .annotated(let document): document.id
      case .filtered(let stage, let reason): "\(stage) \(reason)"
      case .failed(let stage, let failure): "\(stage) \(failure.message)"
      }
    }
    #expect(
      told == ["0", "toy-transform number 1", "toy-transform dropped", "toy-transform number 3", "4"])
  }

  // MARK: Feed

  @Test func aFeedCutsItsRecordsIntoBatches() async throws {
    let pipeline = try await pipeline("", run: "{ batch: 4 }")
    var settings = pipeline.settings
    settings.limit = 9
    let feed = RecordFeed(settings: settings, monitor: RunMonitor())
    try await feed.open(pipeline, at: nil)
    var sizes: [Int] = []
    var numbers: [Int] = []
    while let batch = try await feed.next() {
      sizes.append(batch.records.count)
      numbers.append(batch.number)
    }
    #expect(sizes == [4, 4, 1])
    #expect(numbers == [0, 1, 2])
    #expect(await feed.isExhausted)
  }

  /// However many documents a batch may have, it holds 192 KiB and what its last record has beyond.
  @Test func aBatchIsBoundedInBytes() async throws {
    var registry = Registry.toys
    registry.register(HeavyReader.self)
    let yaml = "run: { batch: 4096 }\nstages: [heavy-reader, { use: toy-writer, with: { name: heavy } }]\n"
    let pipeline = try await Pipeline.make(
      PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml").definition, registry: registry)
    let feed = RecordFeed(settings: pipeline.settings, monitor: RunMonitor())
    try await feed.open(pipeline, at: nil)
    var sizes: [Int] = []
    while let batch = try await feed.next() { sizes.append(batch.records.count) }
    #expect(sizes == [2, 2, 2, 1])
  }

  /// A record every 30 ms: alone each without `linger`, and with it in the company of those that come soon.
  @Test(arguments: [("0s", [1, 1, 1, 1, 1, 1]), ("10s", [4, 2]), ("1ms", [1, 1, 1, 1, 1, 1])])
  func aRecordLingersForOthers(_ linger: String, _ sizes: [Int]) async throws {
    var registry = Registry.toys
    registry.register(DripReader.self)
    let yaml = "run: { batch: 4, linger: \(linger) }\nstages: [drip-reader, toy-writer]\n"
    let pipeline = try await Pipeline.make(
      PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml").definition, registry: registry)
    let feed = RecordFeed(settings: pipeline.settings, monitor: RunMonitor())
    try await feed.open(pipeline, at: nil)
    var found: [Int] = []
    while let batch = try await feed.next() { found.append(batch.records.count) }
    #expect(found == sizes)
  }

  /// Two readers that wait and one that does not: all of them are read, and none twice.
  @Test func aRunThatGoesOnReadsAllItsSources() async throws {
    var registry = Registry.toys
    registry.register(DripReader.self)
    let yaml =
      "run: { batch: 4, mode: continuous }\nstages: [{use: drip-reader, id: a}, {use: drip-reader, id: b}, toy-reader, toy-writer]\n"
    let pipeline = try await Pipeline.make(
      PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml").definition, registry: registry)
    let feed = RecordFeed(settings: pipeline.settings, monitor: RunMonitor())
    try await feed.open(pipeline, at: nil)
    var found: [Int: Int] = [:]
    while let batch = try await feed.next() {
      for record in batch.records { found[record.reader, default: 0] += 1 }
    }
    #expect(found == [0: 6, 1: 6, 2: 10])
    #expect(await feed.isExhausted)
  }

  @Test func aFeedThatIsAskedToStopSaysSo() async throws {
    let pipeline = try await pipeline("", run: "{ batch: 4 }")
    let monitor = RunMonitor()
    let feed = RecordFeed(settings: pipeline.settings, monitor: monitor)
    try await feed.open(pipeline, at: nil)
    #expect(try await feed.next()?.records.count == 4)
    monitor.requestStop()
    #expect(try await feed.next() == nil)
    #expect(await !feed.isExhausted)
  }

  // MARK: Collector

  @Test func aCollectorWritesInTheOrderOfTheInput() async throws {
    let name = "collector"
    let yaml = "stages:\n  - toy-reader\n  - { use: toy-writer, with: { name: \(name) } }\n"
    let pipeline = try await Pipeline.make(
      PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml").definition, registry: .toys)
    let collector = Collector(
      pipeline: pipeline, monitor: RunMonitor(), window: Turnstile(width: 4), from: nil, fingerprint: "f")
    try await collector.open(nil, isResumed: false, appends: false, replays: nil)
    let chain = Chain(pipeline)
    let (results, queue) = AsyncStream.makeStream(of: BatchResult.self)
    for number in [2, 0, 1] {
      queue.yield(try await chain.run(batch(number * 2..<number * 2 + 2, number: number)))
    }
    queue.finish()
    try await collector.collect(results)
    #expect(ToyWriter.shelf[name] == ["0", "1", "2", "3", "4", "5"])
    #expect(await collector.report.read == 6)
    try await collector.finish(states: [:], read: [], replayed: nil)
    #expect(ToyWriter.shelf[name].last == "finished")
  }

  // MARK: Patience

  private func call(_ options: String, retry: RetryPolicy? = nil, timeout: Duration? = nil) async throws
    -> PatientCall
  {
    let stage = try await Registry.toys.make(
      "toy-service", options: options, context: StageContext(id: "s", directory: "."))
    let transform = try #require(stage as? any AsyncTransform)
    return PatientCall(transform: transform, retry: retry, timeout: timeout, limit: FlightLimit(4))
  }

  private func documents(_ numbers: Range<Int>) -> [Document] {
    numbers.map {
      Document(id: String($0), source: DocumentSource(uri: "toy"), text: SourceText(String($0)))
    }
  }

  @Test(arguments: [false, true])
  func aCallTriesAgain(_ batches: Bool) async throws {
    let retry = try RetryPolicy.decode(YAMLParser.parse("{ attempts: 3, backoff: 1ms }"))
    let outcomes = try await call("{ failures: 2, batches: \(batches) }", retry: retry).process(
      documents(0..<3))
    #expect(outcomes.map(\.tries) == [3, 3, 3])
    #expect(outcomes.allSatisfy { (try? $0.result.get())?.metadata["touched"] != nil })
  }

  @Test func aCallGivesUp() async throws {
    let retry = try RetryPolicy.decode(YAMLParser.parse("{ attempts: 2, backoff: 1ms }"))
    let outcomes = try await call("{ failures: 9 }", retry: retry).process(documents(0..<2))
    #expect(outcomes.map(\.tries) == [2, 2])
    for outcome in outcomes {
      #expect(throws: StageFailure(code: "busy", message: "try 2", isTransient: true)) {
        try outcome.result.get()
      }
    }
  }

  /// One of a batch hangs: alone, the others get their answers.
  @Test(arguments: [false, true])
  func aDocumentThatHangsCostsItself(_ batches: Bool) async throws {
    let outcomes = try await call("{ hang: [1], batches: \(batches) }", timeout: .milliseconds(400))
      .process(documents(0..<3))
    #expect(outcomes.map { (try? $0.result.get())?.id } == ["0", nil, "2"])
    #expect(throws: StageFailure.self) { try outcomes[1].result.get() }
  }
}
