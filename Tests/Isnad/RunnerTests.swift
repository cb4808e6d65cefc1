import Isnad
import Testing

@Suite struct RunnerTests {
  private func run(_ yaml: String, workers: Int = 4) async throws -> RunReport {
    var (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: "toy.yaml")
    #expect(problems == [])
    definition.run.workers = .fixed(workers)
    let pipeline = try await Pipeline.make(definition, registry: .toys)
    return try await Runner(pipeline).run()
  }

  private func numbers(_ range: Range<Int>, _ suffix: String = "") -> [String] {
    range.map { "\($0)\(suffix)" }
  }

  @Test(arguments: [1, 2, 7])
  func orderIsKeptWithAnyNumberOfWorkers(_ workers: Int) async throws {
    let name = "order-\(workers)"
    let report = try await run(
      "run: { batch: 3 }\nstages: [{use: toy-reader, with: {count: 200}}, toy-async, {use: toy-writer, with: {name: \(name)}}]",
      workers: workers)
    #expect(ToyWriter.shelf[name] == numbers(0..<200) + ["finished"])
    #expect(report.read == 200 && report.written == 200 && report.failed == 0)
  }

  @Test func anyOrderWritesTheSameDocuments() async throws {
    _ = try await run(
      "run: { batch: 3, order: any }\nstages: [{use: toy-reader, with: {count: 100}}, toy-async, {use: toy-writer, with: {name: any}}]"
    )
    #expect(ToyWriter.shelf["any"].dropLast().sorted() == numbers(0..<100).sorted())
  }

  @Test func statefulStagesSeeDocumentsInOrder() async throws {
    let report = try await run(
      "run: { batch: 2 }\nstages: [{use: toy-reader, with: {count: 90}}, toy-async, toy-counter, {use: toy-writer, with: {name: stateful}}]"
    )
    #expect(ToyWriter.shelf["stateful"].dropLast() == numbers(0..<90).map { "\($0)#\($0)" }[...])
    #expect(report.summaries == ["counted 90"])
  }

  @Test func failedDocumentsAreTakenOutAndCounted() async throws {
    let report = try await run(
      "run: { batch: 2 }\nstages: [{use: toy-reader}, {use: toy-writer, id: early, with: {name: early}}, {use: toy-transform, with: {fail: [3, 4], drop: [7]}}, {use: toy-writer, with: {name: late}}]"
    )
    #expect(ToyWriter.shelf["late"] == ["0+", "1+", "2+", "5+", "6+", "8+", "9+", "finished"])
    // A document that fails later appears in no writer, wherever that stands.
    #expect(ToyWriter.shelf["early"] == ["0", "1", "2", "5", "6", "8", "9", "finished"])
    #expect(report.failed == 2)
    #expect(report.filtered == ["dropped": 1])
    #expect(report.read == report.written + report.failed + report.filtered.values.reduce(0, +))
    #expect(report.failures.map { $0.failure.message } == ["number 3", "number 4"])
    #expect(report.failures.map { $0.source.place } == ["toy:4", "toy:5"])
    #expect(report.stages.first { $0.id == "toy-transform" }?.failed == 2)
  }

  @Test func passGoesOnWithoutTheStage() async throws {
    let report = try await run(
      "stages: [{use: toy-reader, with: {count: 3}}, {use: toy-transform, on-error: pass, with: {fail: 1}}, {use: toy-writer, with: {name: pass}}]"
    )
    #expect(ToyWriter.shelf["pass"] == ["0+", "1 !toy", "2+", "finished"])
    #expect(report.failed == 0)
  }

  @Test func stopEndsTheRun() async throws {
    do {
      _ = try await run(
        "run: { on-error: stop, batch: 1 }\nstages: [{use: toy-reader, with: {count: 50}}, {use: toy-transform, with: {fail: 5}}, {use: toy-writer, with: {name: stop}}]"
      )
      Issue.record("the run went on")
    } catch let stopped as RunStopped {
      #expect(stopped.reason.message == "toy:6: toy-transform: number 5; the pipeline says 'on-error: stop'.")
      #expect(stopped.remains == ["abandoned stop"])
      #expect(stopped.report.read < 50)
    }
  }

  @Test func aClosedOutputEndsTheRunQuietly() async throws {
    let report = try await run(
      "run: { batch: 5 }\nstages: [{use: toy-reader, with: {count: 10000}}, {use: toy-writer, with: {name: closed, closes-after: 5}}]"
    )
    #expect(report.outputClosed)
    // What somebody has seen is counted: 'head -1' is no run of nothing.
    #expect(report.read >= 5)
    #expect(report.written == report.read)
    #expect(ToyWriter.shelf["closed"].first == "0")
    #expect(ToyWriter.shelf["closed"].count < 1000)
  }

  @Test func theLimitIsExact() async throws {
    var (definition, _) = PipelineLoader.load(
      Array(
        "run: { batch: 4 }\nstages: [{use: toy-reader, with: {count: 100}}, {use: toy-writer, with: {name: limit}}]"
          .utf8), file: "toy.yaml")
    definition.run.limit = 10
    let report = try await Runner(try await Pipeline.make(definition, registry: .toys)).run()
    #expect(report.read == 10)
    #expect(ToyWriter.shelf["limit"] == numbers(0..<10) + ["finished"])
  }

  @Test func conditionsLetDocumentsPassBy() async throws {
    let report = try await run(
      "stages: [{use: toy-reader, with: {count: 4}}, {use: toy-transform, when: {id: ['1', '2']}}, {use: toy-writer, with: {name: when}}]"
    )
    #expect(ToyWriter.shelf["when"] == ["0", "1+", "2+", "3", "finished"])
    #expect(report.stages.first { $0.id == "toy-transform" }?.documents == 2)
  }

  @Test func severalReadersAreReadOneAfterAnother() async throws {
    let report = try await run(
      "stages: [{use: toy-reader, id: a, with: {count: 2}}, {use: toy-reader, id: b, with: {count: 3}}, {use: toy-writer, with: {name: readers}}]"
    )
    #expect(ToyWriter.shelf["readers"] == ["0", "1", "0", "1", "2", "finished"])
    #expect(report.read == 5)
  }

  @Test func cancellationEndsTheRun() async throws {
    let (definition, _) = PipelineLoader.load(
      Array(
        "run: { batch: 1 }\nstages: [{use: toy-reader, with: {count: 1000000}}, toy-async, toy-counter, {use: toy-writer, with: {name: cancel}}]"
          .utf8), file: "toy.yaml")
    let pipeline = try await Pipeline.make(definition, registry: .toys)
    let task = Task { try await Runner(pipeline).run() }
    try await Task.sleep(for: .milliseconds(30))
    task.cancel()
    await #expect(throws: RunStopped.self) { try await task.value }
  }
}
