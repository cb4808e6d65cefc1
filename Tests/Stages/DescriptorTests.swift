import Foundation
import Isnad
import IsnadStages
import Testing

/// What a run has opened is closed behind it, however it ends.
///
/// The tests of a process share its descriptors, so these are counted in a process of their own.
@Suite struct DescriptorTests {
  @Test(.timeLimit(.minutes(3))) func aRunLeavesNoDescriptorOpen() async {
    await #expect(processExitsWith: .success) {
      let folder = NSTemporaryDirectory() + "isnad-descriptors-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let lines = (0..<300).map { #"{"id": "\#($0)", "text": "قتل 5 جنود في بغداد."}"# } + [""]
      try lines.joined(separator: "\n").write(
        toFile: folder + "/good.jsonl", atomically: true, encoding: .utf8)
      try "{bad\n".write(toFile: folder + "/bad.jsonl", atomically: true, encoding: .utf8)

      var root = URL(fileURLWithPath: #filePath)
      for _ in 0..<3 { root.deleteLastPathComponent() }
      let romanize = root.path + "/plugins/romanize/romanize.py"

      func open() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
      func once(_ inputs: String, _ output: String, stages: String = "", isCancelled: Bool = false)
        async throws
        -> Bool
      {
        let (definition, problems) = PipelineLoader.load(
          Array(
            """
            run: {on-error: stop, checkpoint: \(folder)/\(output).checkpoint}
            stages: [{use: reader, with: {paths: [\(inputs)]}}, normalizer, number-extractor, \(stages)
              {use: writer, with: {path: \(folder)/\(output)}}]
            """.utf8), file: "descriptors.yaml")
        #expect(problems == [])
        guard let pipeline = try? await Pipeline.make(definition, registry: .standard) else { return false }
        let runner = Runner(pipeline)
        let task = Task { try await runner.run() }
        if isCancelled { task.cancel() }
        return (try? await task.value) != nil
      }
      func all(_ round: Int) async throws -> [Bool] {
        let good = "\(folder)/good.jsonl"
        return [
          try await once(good, "\(round).jsonl"), try await once(good, "\(round).db"),
          try await once(
            good, "\(round).process.jsonl",
            stages: "{use: process, id: echo, with: {command: [\"false\"]}},"),
          try await once(
            good, "\(round).romanized.jsonl",
            stages: "entity-tagger, {use: process, id: romanize, with: {command: [python3, \(romanize)]}},"),
          try await once("\(good), \(folder)/bad.jsonl", "\(round).failed.jsonl"),
          try await once(good, "\(round).cancelled.jsonl", isCancelled: true),
        ]
      }
      // What a process opens once, such as tables and queues, is open after the first round.
      let first = try await all(0)
      #expect(first == [true, true, false, true, false, false])
      let before = try open()
      for round in 1...3 { #expect(try await all(round) == first) }
      #expect(try open() == before)
    }
  }
}
