import Foundation
import IsnadStages
import IsnadTesting
import Testing

/// All built-in transforms keep the contract that plug-ins are held to.
@Suite struct ContractTests {
  @Test(
    arguments: [
      ("normalizer", []), ("entity-tagger", ["normalizer"]), ("number-extractor", ["normalizer"]),
      ("quote-attributor", ["normalizer", "entity-tagger"]),
      ("figure-linker", ["normalizer", "entity-tagger", "number-extractor", "quote-attributor"]),
    ] as [(String, [String])])
  func contract(_ stage: String, _ before: [String]) async throws {
    let contract = StageContract(registry: .standard, stage: stage, after: before, patience: .seconds(120))
    #expect(try await contract.violations() == [])
  }

  /// The kit finds what is wrong: a check that can't fail proves nothing.
  @Test func theKitFindsBadStages() async throws {
    var registry = Registry.standard
    registry.register(BadStage.self)
    let found = try await StageContract(registry: registry, stage: "Bad Stage", patience: .seconds(120))
      .violations()
    #expect(found.contains("the name 'Bad Stage' is not lower case with hyphens"))
    #expect(found.contains { $0.hasPrefix("example 'never': no sentences 'x'") })
    #expect(found.contains { $0.contains("the span 0..<999 in 'sentences'") })
    #expect(found.contains { $0.contains("'sentences' is added and not declared") })
  }

  /// The two ends of a chain have a contract too: reading goes on from any place, an output is cut to
  /// what its mark counts.
  @Test func theEndsKeepIt() async throws {
    let folder = NSTemporaryDirectory() + "isnad-contract-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "{\"text\":\"a\"}\n\n{\"text\":\"b\"}\r\n{\"text\":\"c\"}".write(
      toFile: folder + "/a.jsonl", atomically: true, encoding: .utf8)
    try "نص".write(toFile: folder + "/b.txt", atomically: true, encoding: .utf8)
    var ends = [
      ("reader", "paths: [a.jsonl, b.txt]"), ("writer", "path: o.jsonl"),
      ("writer", "format: csv\npath: tables"),
      ("writer", "format: conll\npath: o.conll"),
      ("writer", "format: spacy\npath: o.json"), ("writer", "format: label-studio\npath: l.json"),
      ("writer", "format: brat\npath: brat"),
    ]
    #if SQLite
      ends.append(("writer", "format: sqlite\npath: o.db"))
    #endif
    for (stage, options) in ends {
      let contract = StageContract(
        registry: .standard, stage: stage, options: options, directory: folder, patience: .seconds(120))
      let violations = try await contract.violations()
      #expect(violations == [])
    }
  }

  /// A stage in another language keeps the same contract.
  @Test func aProcessKeepsIt() async throws {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let contract = StageContract(
      registry: .standard, stage: "process", options: "command: [python3, romanize.py]",
      directory: folder.path + "/plugins/romanize", after: ["normalizer", "entity-tagger"],
      patience: .seconds(600))
    let violations = try await contract.violations()
    #expect(violations == [])
  }

  /// A stage that changes what another has found, and one that never comes back.
  @Test func theKitFindsStagesThatMeddleOrHang() async throws {
    var registry = Registry.standard
    registry.register(MeddlingStage.self)
    registry.register(HangingStage.self)
    let found = try await StageContract(
      registry: registry, stage: "meddling", after: ["normalizer"], patience: .seconds(120)
    ).violations()
    #expect(
      found.contains {
        $0.hasSuffix(
          "the layer 'sentences' of an earlier stage is changed, and not declared under 'provides'")
      })
    let begin = ContinuousClock.now
    #expect(
      try await StageContract(registry: registry, stage: "hanging", patience: .seconds(1)).violations() == [
        "example 'any': the stage did not come back within 1 seconds"
      ])
    #expect(ContinuousClock.now - begin < .seconds(60))
  }

  /// A memory that a checkpoint would lose is found.
  @Test func theKitFindsForgetfulStages() async throws {
    var registry = Registry.standard
    registry.register(ForgetfulStage.self)
    let found = try await StageContract(registry: registry, stage: "forgetful", patience: .seconds(120))
      .violations()
    #expect(found == ["a state that is saved and loaded between documents gives another summary"])
  }
}

private struct MeddlingStage: Transform {
  static let description = StageDescription(
    name: "meddling", summary: "Meddles.", requires: [SentenceLayer.name],
    examples: [StageExample("any", text: "x", nothingIn: ["quotes"])])
  init(options: NoOptions, context: StageContext) {}
  func process(_ document: inout Document) {
    if document.sentences?.isEmpty == false { document[SentenceLayer.self]?.removeLast() }
  }
}

/// Sleeps for longer than anybody waits, and no longer than a test may last.
private struct HangingStage: Transform {
  static let description = StageDescription(
    name: "hanging", summary: "Hangs.", examples: [StageExample("any", text: "x", nothingIn: ["quotes"])])
  init(options: NoOptions, context: StageContext) {}
  func process(_ document: inout Document) { Thread.sleep(forTimeInterval: 20) }
}

/// Keeps a count that it does not save.
private struct ForgetfulStage: StatefulTransform {
  struct State: Codable, Sendable {
    var count = 0
    enum CodingKeys: CodingKey {}
  }
  static let description = StageDescription(
    name: "forgetful", summary: "Counts.", examples: [StageExample("any", text: "x", nothingIn: ["quotes"])])
  init(options: NoOptions, context: StageContext) {}
  func makeState() -> State { State() }
  func process(_ document: inout Document, state: inout State) { state.count += 1 }
  func summary(of state: State) -> String? { "\(state.count)" }
}

private struct BadStage: Transform {
  static let description = StageDescription(
    name: "Bad Stage", summary: "Is wrong.",
    examples: [StageExample("never", text: "x", expect: [ExpectedAnnotation("sentences", "x")])])
  init(options: NoOptions, context: StageContext) {}
  func process(_ document: inout Document) {
    document[SentenceLayer.self] = [Sentence(span: TextSpan(0, 999), tokens: 0..<0)]
  }
}
