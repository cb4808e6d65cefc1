import CoreMetrics
import Foundation
import InMemoryTracing
import Isnad
import MetricsTestKit
import Testing
import Tracing

/// What becomes of documents that fail: retries, timeouts, limits, dead letters and their replay.
@Suite(.serialized) struct FailureTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "isnad-failures-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func run(_ yaml: String, _ options: Runner.Options = .init()) async throws -> RunReport {
    let (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: folder + "/toy.yaml")
    #expect(problems == [])
    return try await Runner(try await Pipeline.make(definition, registry: .toys), options: options).run()
  }

  private func letters(_ name: String) throws -> [JSONValue] {
    let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    return try text.split(separator: "\n").map { try JSONParser.parse(String($0)) }
  }

  @Test(arguments: [false, true])
  func transientErrorsAreTriedAgain(_ batches: Bool) async throws {
    let report = try await run(
      "run: { retry: { attempts: 3, backoff: 1ms } }\nstages: [{ use: toy-reader, with: { count: 5 } }, { use: toy-service, with: { failures: 2, batches: \(batches) } }, { use: toy-writer, with: { name: retry-\(batches) } }]"
    )
    #expect(report.failed == 0)
    #expect(ToyWriter.shelf["retry-\(batches)"] == ["0+", "1+", "2+", "3+", "4+", "finished"])
  }

  @Test func attemptsEndAndAreCounted() async throws {
    let report = try await run(
      "run: { dead-letter: f.jsonl }\nstages: [{ use: toy-reader, with: { count: 2 } }, { use: toy-service, retry: { attempts: 3, backoff: 1ms }, with: { failures: 9 } }, { use: toy-writer, with: { name: attempts } }]"
    )
    #expect(report.failed == 2)
    let found = try letters("f.jsonl")
    #expect(found.map { $0["attempts"]?.int } == [3, 3])
    #expect(found.map { $0["message"]?.string } == ["try 3", "try 3"])
    #expect(found.map { $0["stage"]?.string } == ["toy-service", "toy-service"])
    #expect(found.allSatisfy { $0["time"]?.string?.hasSuffix("Z") == true })
  }

  @Test(arguments: [false, true])
  func aHangMeetsItsTimeoutAlone(_ batches: Bool) async throws {
    let report = try await run(
      "run: { timeout: 50ms }\nstages: [{ use: toy-reader, with: { count: 5 } }, { use: toy-service, with: { hang: 2, batches: \(batches) } }, { use: toy-writer, with: { name: hang-\(batches) } }]"
    )
    #expect(ToyWriter.shelf["hang-\(batches)"] == ["0+", "1+", "3+", "4+", "finished"])
    #expect(report.failures.map(\.failure.code) == ["timeout"])
    #expect(report.failures.map(\.failure.message) == ["no answer within 50ms"])
  }

  @Test func stagesThatOnlyComputeHaveNoTimeout() async throws {
    let (definition, _) = PipelineLoader.load(
      Array("stages: [toy-reader, { use: toy-transform, timeout: 1s }, toy-writer]".utf8), file: "toy.yaml")
    #expect(
      PipelineCheck.problems(in: definition, registry: .toys).items.map(\.description) == [
        "toy.yaml:1:29: error[structure]: 'timeout' is for stages that wait, and 'toy-transform' only computes. Leave it out: 'max-document-bytes' bounds what it has to do."
      ])
  }

  @Test(arguments: [("2", "3 of 6 documents failed; 'max-failures' is 2."), ("10%", nil), ("60%", nil)])
  func tooManyFailuresStopTheRun(_ limit: String, _ sentence: String?) async throws {
    let yaml =
      "run: { max-failures: \(limit), batch: 1, workers: 1 }\nstages: [{ use: toy-reader, with: { count: 9 } }, { use: toy-transform, with: { fail: [1, 3, 5, 7] } }, { use: toy-writer, with: { name: limit } }]"
    do {
      let report = try await run(yaml)
      // A share needs a hundred documents.
      #expect(sentence == nil && report.failed == 4)
    } catch let stopped as RunStopped {
      #expect(stopped.reason.message == sentence)
    }
  }

  @Test func aShareOfFailuresStopsTheRun() async throws {
    let fail = (0..<200).filter { $0 % 5 == 0 }
    do {
      _ = try await run(
        "run: { max-failures: 10%, batch: 1, workers: 1 }\nstages: [{ use: toy-reader, with: { count: 200 } }, { use: toy-transform, with: { fail: \(fail) } }, { use: toy-writer, with: { name: share } }]"
      )
      Issue.record("the run went on")
    } catch let stopped as RunStopped {
      #expect(stopped.reason.message == "20 of 100 documents failed; 'max-failures' is 10.0%.")
    }
  }

  @Test func replayedRecordsGoOnAndDoNotLoop() async throws {
    func yaml(_ fail: String) -> String {
      "run: { dead-letter: f.jsonl }\nstages: [{ use: toy-reader, with: { count: 9 } }, { use: toy-transform, with: { fail: \(fail) } }, { use: toy-writer, with: { name: replay } }]"
    }
    #expect(try await run(yaml("[2, 4, 6]")).failed == 3)
    var options = Runner.Options()
    options.deadLetters = .init(folder + "/f.jsonl")
    let report = try await run(yaml("[4]"), options)
    #expect(report.read == 3 && report.written == 2 && report.failed == 1)
    #expect(try letters("f.jsonl").map { $0["record"]?.string } == ["4"])
    #expect(try letters("f.jsonl").map { $0["attempts"]?.int } == [2])
    #expect(try letters("f.jsonl").map { $0["source"]?["record"]?.int } == [5])
    #expect(try await run(yaml("[]"), options).failed == 0)
    #expect(!FileManager.default.fileExists(atPath: folder + "/f.jsonl"))
    #expect(
      ToyWriter.shelf["replay"].filter { $0 != "finished" } == [
        "0+", "1+", "3+", "5+", "7+", "8+", "2+", "6+", "4+",
      ])
  }

  @Test func whatIsNoDeadLetterIsOneItself() async throws {
    try
      "garbage\n{}\n{\"source\":{\"uri\":\"x\"},\"format\":\"toy\",\"stage\":\"s\",\"reader\":7,\"record\":\"1\"}\n"
      .write(toFile: folder + "/g.jsonl", atomically: true, encoding: .utf8)
    var options = Runner.Options()
    options.deadLetters = .init(folder + "/g.jsonl")
    let report = try await run(
      "run: { dead-letter: f.jsonl }\nstages: [toy-reader, { use: toy-writer, with: { name: garbage } }]",
      options)
    #expect(report.read == 3 && report.failed == 3)
    #expect(
      report.failures.map(\.failure.message) == [
        "malformed JSON: unexpected character at byte 1",
        "the line is no dead letter: it needs source, format and stage",
        "the pipeline has no reader number 7",
      ])
  }

  /// A process has one backend, which is attached once.
  private static let metrics = {
    let metrics = TestMetrics()
    MetricsSystem.bootstrap(metrics)
    return metrics
  }()

  private static let tracer = {
    let tracer = InMemoryTracer()
    InstrumentationSystem.bootstrap(tracer)
    return tracer
  }()

  @Test func metricsCountDocuments() async throws {
    let metrics = Self.metrics
    _ = try await run(
      "name: m\nrun: { batch: 3 }\nstages: [toy-reader, { use: toy-transform, with: { fail: 1, drop: [2, 3] } }, { use: toy-writer, with: { name: metrics } }]"
    )
    func total(_ outcome: String) throws -> Int64 {
      try metrics.expectCounter("isnad_documents_total", [("pipeline", "m"), ("outcome", outcome)]).totalValue
    }
    #expect(try total("written") == 7)
    #expect(try total("filtered") == 2)
    #expect(try total("failed") == 1)
    let stage = try metrics.expectCounter(
      "isnad_stage_documents_total", [("pipeline", "m"), ("stage", "toy-transform")])
    #expect(stage.totalValue == 10)
  }

  @Test func batchesAreTracedWhereAskedFor() async throws {
    let tracer = Self.tracer
    let yaml = "run: { batch: 4 }\nstages: [toy-reader, { use: toy-writer, with: { name: traces } }]"
    _ = try await run(yaml)
    #expect(tracer.finishedSpans.isEmpty)
    var options = Runner.Options()
    options.traces = true
    _ = try await run(yaml, options)
    #expect(tracer.finishedSpans.map(\.operationName) == ["isnad.batch", "isnad.batch", "isnad.batch"])
  }
}
