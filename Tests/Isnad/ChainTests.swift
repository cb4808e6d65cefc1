import Testing

@testable import Isnad

/// A batch through a chain, and what is collected behind it.
@Suite struct ChainTests {
  private func batch(_ numbers: Range<Int>, number: Int = 0) -> RecordBatch {
    let records = numbers.map {
      Record(source: DocumentSource(uri: "toy", record: $0 + 1), format: "toy", bytes: Array(String($0).utf8))
    }
    return RecordBatch(number: number, records: records, reached: .init(), isMarked: false)
  }

  @Test func aChainSaysWhatBecameOfEachDocument() async throws {
    let chain = Chain(
      try await Pipeline.toy("  - { use: toy-transform, with: { fail: [1], drop: [2] } }"))
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
      try await Pipeline.toy(
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
      try await Pipeline.toy("  - { use: toy-transform, with: { fail: [1] } }", run: "{ on-error: stop }"))
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
      try await Pipeline.toy("  - { use: toy-transform, on-error: pass, with: { fail: [0] } }"))
    let result = try await chain.run(batch(0..<2))
    #expect(encoded(result) == [["0 !toy", "1+"]])
    #expect(result.failed.isEmpty)
  }

  @Test func aTracerTellsTheFateOfEachStep() async throws {
    let pipeline = try await Pipeline.toy(
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
    let pipeline = try await Pipeline.toy(
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
}
