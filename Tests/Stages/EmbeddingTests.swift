import Foundation
import Isnad
import IsnadStages
import Testing

func pipeline(_ yaml: String) async throws -> Pipeline {
  let (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: "desk.yaml")
  guard !Diagnostics(problems).hasErrors else { throw Diagnostics(problems) }
  return try await Pipeline.make(definition, registry: .standard)
}

func annotate(_ text: String, _ pipeline: Pipeline) async throws -> Document? {
  let annotator = Annotator(pipeline, limit: .seconds(10))
  return try await pipeline.closing {
    try await withThrowingTaskGroup(of: Void.self) { group in
      // Processes and connections that stages need live as long as this.
      group.addTask { await annotator.reside() }
      defer { group.cancelAll() }
      var session = try await annotator.session()
      let document = Document(id: "1", source: DocumentSource(uri: "desk"), text: SourceText(text))
      guard case .annotated(let annotated)? = try await session.annotate([document]).first else { return nil }
      return annotated
    }
  }
}

func run(_ pipeline: Pipeline) async throws -> RunReport {
  let monitor = RunMonitor()
  return try await Runner(pipeline).run(monitor: monitor)
}

/// What InsideYourProgram.md shows.
@Suite struct EmbeddingTests {
  @Test func documentsOfAProgramAreAnnotated() async throws {
    let made = try await pipeline(
      "stages: [{use: reader, with: {paths: [none]}}, normalizer, number-extractor]")
    let document = try #require(try await annotate("قتل 5 جنود.", made))
    #expect(document.numbers?.map { document[$0.span] } == ["5 جنود"])
  }

  @Test func aRunIsReported() async throws {
    let folder = NSTemporaryDirectory() + "isnad-embedding-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "نص".write(toFile: folder + "/a.txt", atomically: true, encoding: .utf8)
    let report = try await run(
      try await pipeline(
        "stages: [{use: reader, with: {paths: [\(folder)/a.txt]}}, {use: writer, with: {path: \(folder)/o.jsonl}}]"
      ))
    #expect(report.written == 1)
    #expect(report.outputs == [folder + "/o.jsonl"])
  }

  /// The page shows these functions as they are compiled here, and before them the whole program of `Tests/Example`.
  @Test func thePageShowsThisCode() throws {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let page = try String(
      contentsOf: root.appending(path: "Sources/Isnad/Isnad.docc/InsideYourProgram.md"), encoding: .utf8)
    let code = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
    let blocks = page.components(separatedBy: "```swift\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    let example = try String(
      contentsOf: root.appending(path: "Tests/Example/Sources/Example/Example.swift"), encoding: .utf8)
    #expect(blocks.count == 4)
    #expect(blocks.first == example)
    for block in blocks.dropFirst() { #expect(code.contains(block), "\(block)") }
  }
}
