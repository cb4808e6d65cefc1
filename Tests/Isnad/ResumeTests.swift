import Foundation
import Isnad
import IsnadTesting
import SystemPackage
import Testing

/// Runs that are interrupted and go on.
@Suite struct ResumeTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "isnad-resume-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func pipeline(_ yaml: String) async throws -> Pipeline {
    let (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: folder + "/toy.yaml")
    #expect(problems == [])
    return try await Pipeline.make(definition, registry: .toys)
  }

  /// Read = written + filtered + dead-lettered, each document once, in order, however often the run
  /// is stopped on the way.
  @Test(arguments: 1...24)
  func everyDocumentIsAccountedForOnce(_ seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...400, using: &random)
    let fail = Set((0..<count).filter { _ in Int.random(in: 0..<9, using: &random) == 0 })
    let drop = Set((0..<count).filter { _ in Int.random(in: 0..<7, using: &random) == 0 }).subtracting(fail)
    let name = "resume-\(seed)"
    let yaml = """
      run: { checkpoint: s.checkpoint, commit: 0s, dead-letter: failed.jsonl, batch: \(Int.random(in: 1...9, using: &random)), workers: \(Int.random(in: 1...4, using: &random)) }
      stages:
        - { use: toy-reader, with: { count: \(count) } }
        - toy-async
        - { use: toy-transform, with: { fail: \(fail.sorted()), drop: \(drop.sorted()) } }
        - toy-counter
        - { use: toy-writer, with: { name: \(name) } }
      """
    var report: RunReport?
    var rounds = 0
    repeat {
      let monitor = RunMonitor()
      let pause = rounds < 12 ? Int.random(in: 0...12_000, using: &random) : 10_000_000
      let stopper = Task {
        try await Task.sleep(for: .microseconds(pause))
        monitor.requestStop()
      }
      report = try await Runner(try await pipeline(yaml)).run(monitor: monitor)
      stopper.cancel()
      rounds += 1
    } while report?.isInterrupted == true && rounds < 30
    let through = (0..<count).filter { !fail.contains($0) && !drop.contains($0) }
    #expect(ToyWriter.shelf[name] == through.enumerated().map { "\($1)#\($0)+" } + ["finished"])
    #expect(report?.read == count)
    #expect(report?.written == through.count)
    #expect(report?.failed == fail.count)
    #expect(report?.filtered.values.reduce(0, +) == drop.count)
    #expect(report?.summaries == ["counted \(through.count)"])
    let letters = (try? String(contentsOfFile: folder + "/failed.jsonl", encoding: .utf8)) ?? ""
    let records = try letters.split(separator: "\n").map {
      try JSONParser.parse(String($0))["record"]?.string
    }
    #expect(records == fail.sorted().map(String.init))
    #expect(!FileManager.default.fileExists(atPath: folder + "/s.checkpoint"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/s.checkpoint.lock"))
  }

  /// A run that stops on an error goes on from its last commit when the cause is gone.
  @Test func anErrorThatIsMendedCostsNothing() async throws {
    func yaml(_ fail: String) -> String {
      """
      run: { checkpoint: s.checkpoint, commit: 0s, max-failures: 0, batch: 2, workers: 1 }
      stages: [{ use: toy-reader, with: { count: 9 } }, { use: toy-transform, with: { fail: 5 } }, toy-counter, { use: toy-writer, with: { name: \(fail) } }]
      """
    }
    await #expect(throws: RunStopped.self) { _ = try await Runner(try await pipeline(yaml("mended"))).run() }
    #expect(FileManager.default.fileExists(atPath: folder + "/s.checkpoint"))
    do {
      _ = try await Runner(try await pipeline(yaml("other"))).run()
      Issue.record("a changed pipeline went on")
    } catch let problems as Diagnostics {
      #expect(
        problems.items.map(\.description) == [
          "error[changed-pipeline]: the checkpoint '\(folder)/s.checkpoint' is of a run with other stages, rules, options or inputs. Undo the change to go on with that run, or begin anew with --restart."
        ])
    }
    var options = Runner.Options()
    options.restarts = true
    await #expect(throws: RunStopped.self) {
      _ = try await Runner(try await pipeline(yaml("other")), options: options).run()
    }
    #expect(ToyWriter.shelf["other"].first == "0#0+")
  }

  /// A checkpoint with figures that nobody counted, and the right seal.
  private static func sealed(read: String = "1", reader: String = "0") -> String {
    let line =
      "{\"schema\":\"isnad-checkpoint/2\",\"pipeline\":\"PIPELINE\",\"complete\":false,\"reader\":\(reader),\"position\":null,\"outputs\":[],\"dead_letters\":null,\"states\":{},\"read\":\(read),\"written\":1,\"failed\":0,\"filtered\":{},\"stages\":[]}\n"
    return line
  }

  @Test func aDamagedCheckpointIsRefused() async throws {
    let yaml =
      "run: { checkpoint: s.checkpoint }\nstages: [toy-reader, { use: toy-writer, with: { name: damaged } }]"
    for text in [
      "", "{}\n0000000000000000\n", Self.sealed(read: "9223372036854775807"), Self.sealed(read: "-1"),
      Self.sealed(reader: "7"), "\u{0}\u{1}", String(repeating: "[", count: 10_000),
    ] {
      var text = text
      if text.contains("PIPELINE") {
        text = text.replacing("PIPELINE", with: try await pipeline(yaml).fingerprint)
        let digits = String(Fingerprint.of(text), radix: 16)
        text += String(repeating: "0", count: 16 - digits.count) + digits + "\n"
      }
      try text.write(toFile: folder + "/s.checkpoint", atomically: true, encoding: .utf8)
      do {
        _ = try await Runner(try await pipeline(yaml)).run()
        Issue.record("a damaged checkpoint was taken")
      } catch let problems as Diagnostics {
        #expect(
          problems.items.map(\.description) == [
            "error[bad-checkpoint]: the checkpoint '\(folder)/s.checkpoint' is damaged or of another version of isnad. Begin anew with --restart."
          ])
      }
    }
  }

  @Test func aCheckpointNeedsOrder() async throws {
    let yaml = "run: { checkpoint: s, order: any }\nstages: [toy-reader, toy-writer]"
    do {
      _ = try await pipeline(yaml)
      Issue.record("it was taken")
    } catch let error as Diagnostics {
      #expect(
        error.items.map(\.message) == ["a run with a checkpoint can't have 'order: any'."])
    }
  }
}
