import Foundation
import Isnad
import IsnadStages

/// What the framework costs by itself: documents of a letter, and stages that do nothing.
enum FrameworkCost {
  static let documents = 100_000
  static let stages = 20

  /// Hands out documents that lie in memory.
  struct Source: Reader {
    static let description = StageDescription(name: "nothing-reader", summary: "Documents of a letter.")
    init(options: NoOptions, context: StageContext) {}

    struct Records: RecordSource {
      private static let bytes = [UInt8(ascii: "a")]
      private var count = 0
      var wouldBlock: Bool { false }
      var totalBytes: Int? { nil }
      var readBytes: Int { count }
      var unreadable: [Diagnostic] { [] }
      var position: JSONValue? { nil }

      mutating func next() -> Record? {
        guard count < FrameworkCost.documents else { return nil }
        count += 1
        return Record(source: DocumentSource(uri: "a", record: count), format: "a", bytes: Self.bytes)
      }
    }

    func open(at position: JSONValue?) -> any RecordSource { Records() }
    func decode(_ record: Record) throws -> Document {
      Document(id: "a", source: record.source, text: try SourceText(validating: record.bytes))
    }
  }

  struct Nothing: Transform {
    static let description = StageDescription(name: "nothing", summary: "Nothing.")
    init(options: NoOptions, context: StageContext) {}
    func process(_ document: inout Document) {}
  }

  /// Documents through stages that do nothing, and to nowhere.
  static func pipeline(stages: Int) async throws -> Pipeline {
    var registry = Registry.standard
    registry.register(Source.self)
    registry.register(Nothing.self)
    let chain = (0..<stages).map { "  - { use: nothing, id: n\($0) }\n" }.joined()
    let yaml = "run: { workers: 1 }\nstages:\n  - nothing-reader\n" + chain
    return try await make(yaml, registry)
  }

  /// Documents of a letter out of JSON Lines, and into JSON Lines.
  static func throughFiles() async throws -> Pipeline {
    let folder = NSTemporaryDirectory()
    try Data(String(repeating: "{\"text\":\"a\"}\n", count: documents).utf8)
      .write(to: URL(fileURLWithPath: folder + "/isnad-tiny.jsonl"))
    let yaml = """
      run: { workers: 1 }
      stages:
        - { use: reader, with: { paths: [\(folder)/isnad-tiny.jsonl] } }
        - { use: writer, with: { path: \(folder)/isnad-tiny-out.jsonl } }
      """
    return try await make(yaml, .standard)
  }

  /// - Parameter limit: how many documents are read; nil for all.
  static func make(_ yaml: String, _ registry: Registry, limit: Int? = nil) async throws -> Pipeline {
    var (definition, problems) = PipelineLoader.load(Array(yaml.utf8), file: "cost.yaml")
    guard problems.isEmpty else { throw Diagnostics(problems) }
    definition.run.limit = limit
    return try await Pipeline.make(definition, registry: registry)
  }
}
