import Foundation
import Isnad
import Testing

/// What a stage is made of, and what a checkpoint thinks of a change.
@Suite struct EditionTests {
  private enum First: ToyContent { static let content = "00000001" }
  private enum Second: ToyContent { static let content = "00000002" }

  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "isnad-edition-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func pipeline<Content: ToyContent>(_ yaml: String, _ content: Content.Type) async throws -> Pipeline
  {
    var registry = Registry.toys
    registry.register(ToyRule<Content>.self)
    let (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: folder + "/toy.yaml")
    #expect(problems == [])
    return try await Pipeline.make(definition, registry: registry)
  }

  @Test func anEditionIsNameVersionAndContent() {
    #expect(ToyRule<First>.description.edition == "toy-rule@0.1+00000001")
    #expect(ToyRule<First>.description.signature == "toy-rule@0.1")
    #expect(ToyWriter.description.edition == "toy-writer@0.1")
  }

  @Test func aReportSaysWhichEditionsWereAtWork() async throws {
    let pipeline = try await pipeline("stages: [toy-reader, toy-rule]", Second.self)
    #expect(pipeline.versions == ["toy-reader@0.1", "toy-rule@0.1+00000002"])
  }

  /// A run that was interrupted goes on with the rules that it began with, and with no others.
  @Test func aCheckpointSeesAChangedRule() async throws {
    let yaml = """
      run: { checkpoint: s.checkpoint, commit: 0s, batch: 1, workers: 1, on-error: stop }
      stages: [toy-reader, { use: toy-rule, with: { data: hard.txt } }, { use: toy-writer, with: { name: edition } }]
      """
    let data = folder + "/hard.txt"
    try "7".write(toFile: data, atomically: true, encoding: .utf8)
    await #expect(throws: RunStopped.self) {
      _ = try await Runner(try await pipeline(yaml, First.self)).run()
    }
    let refused = "is of a run with other stages, rules, options or inputs."
    await #expect {
      _ = try await Runner(try await pipeline(yaml, Second.self)).run()
    } throws: {
      ($0 as? Diagnostics)?.items.first?.message.hasSuffix(refused) == true
    }
    // The list of hard numbers is data of the stage.
    try "8".write(toFile: data, atomically: true, encoding: .utf8)
    await #expect {
      _ = try await Runner(try await pipeline(yaml, First.self)).run()
    } throws: {
      ($0 as? Diagnostics)?.items.first?.message.hasSuffix(refused) == true
    }
    try "7".write(toFile: data, atomically: true, encoding: .utf8)
    await #expect {
      _ = try await Runner(try await pipeline(yaml, First.self)).run()
    } throws: {
      ($0 as? RunStopped)?.reason.message.contains("number 7") == true
    }
    #expect(ToyWriter.shelf["edition"].prefix(7) == ["0", "1", "2", "3", "4", "5", "6"])
  }

  @Test func filesOfAStageAreReadOnlyWhereTheyAreFiles() async throws {
    func fingerprint(_ value: String) async throws -> String {
      try await pipeline("stages: [toy-reader, { use: toy-rule, with: { data: \(value) } }]", First.self)
        .fingerprint
    }
    try "7".write(toFile: folder + "/none", atomically: true, encoding: .utf8)
    let word = try await fingerprint("none")
    try "8".write(toFile: folder + "/none", atomically: true, encoding: .utf8)
    // A word that stands for no file.
    #expect(try await fingerprint("none") == word)
    #expect(try await fingerprint("gone.txt") == fingerprint("gone.txt"))
    // A pipe that nobody writes would keep whoever opens it waiting.
    #expect(mkfifo(folder + "/pipe", 0o600) == 0)
    #expect(try await fingerprint("pipe") != word)
  }
}

/// Eight digits of what a stage is made of.
protocol ToyContent: Sendable { static var content: String { get } }

/// Fails on a number that stands in a file.
struct ToyRule<Content: ToyContent>: Transform {
  struct Options: StageOptions {
    @StageOption("data", help: "The file.", .path(or: ["none"]))
    var data = "none"
  }
  static var description: StageDescription {
    StageDescription(name: "toy-rule", content: Content.content, summary: "Fails.")
  }
  private let hard: String
  init(options: Options, context: StageContext) {
    let path = context.resolve(options.data).string
    hard = options.data == "pipe" ? "" : (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
  func process(_ document: inout Document) throws {
    if document.id == hard { throw StageFailure(code: "toy", message: "number \(hard)") }
  }
}
