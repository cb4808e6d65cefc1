import Foundation
import IsnadStages
import SystemPackage
import Testing

/// Forms that a plug-in brings stand beside those of the distribution.
@Suite struct FormTableTests {
  private let folder: FilePath
  private let registry: Registry

  init() throws {
    folder = FilePath(NSTemporaryDirectory() + "isnad-forms-" + UUID().uuidString)
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    var registry = Registry.standard
    registry.register(Verses.self)
    self.registry = registry
  }

  private func stage(_ name: String, _ options: String) async throws -> any Stage {
    try await registry.make(
      name, options: options, context: StageContext(id: name, directory: folder))
  }

  private func problem(_ name: String, _ options: String) async -> String {
    do {
      _ = try await stage(name, options)
      return ""
    } catch {
      return (error as? Diagnostic)?.message ?? "\(error)"
    }
  }

  @Test func aFileOfAFormOfAPluginIsRead() async throws {
    try Data("POEM\nقفا نبك".utf8).write(to: URL(fileURLWithPath: folder.string + "/a.poem"))
    try Data("POEM\nعيون المها".utf8).write(to: URL(fileURLWithPath: folder.string + "/b"))
    try Data("نص".utf8).write(to: URL(fileURLWithPath: folder.string + "/c.txt"))
    // Found in the folder by its ending, and by its first bytes where it has none.
    let reader = try #require(try await stage("reader", "paths: [., b]") as? any Reader)
    var source = try reader.open(at: nil)
    var documents: [Document] = []
    while let record = try source.next() { documents.append(try reader.decode(record)) }
    #expect(documents.map(\.id) == ["./a.poem", "./c.txt", "b"])
    #expect(documents.map(\.text.string) == ["قفا نبك", "نص", "عيون المها"])
  }

  @Test func aDocumentIsWrittenInAFormOfAPlugin() async throws {
    let writer = try await stage("writer", "format: length\nunit: letters")
    #expect((writer as? LengthOutput)?.encode(Self.document) == "3 letters")
  }

  @Test func theFormsAreNamed() async {
    #expect(
      await problem("reader", "paths: [a]\nformat: docx")
        == "'format' of 'reader' must be one of auto, feeds, piped, text, jsonl, json, csv, tsv, html, feed, warc, arc, sqlite, poem, not 'docx'."
    )
    #expect(
      await problem("writer", "format: docx")
        == "'format' of 'writer' must be one of jsonl, summary, csv, tsv, sqlite, postgres, conll, spacy, label-studio, brat, html, webhook, opensearch, length, not 'docx'."
    )
    #expect(
      await problem("writer", "path: x\nunit: letters")
        == "'unit' of 'writer' is for length, and this is jsonl.")
    #expect(
      await problem("writer", "format: length\nnuit: x") == "'writer' has no option 'nuit'.")
    #expect(await problem("writer", "format: html") == "'path' of 'writer' must be given for html.")
  }

  private static let document = Document(
    id: "d", source: DocumentSource(uri: "d"), text: SourceText("نبك"))
}

private enum Verses: StagePlugin {
  static let stages: [any Stage.Type] = []
  static let formats: [any DocumentFormat.Type] = [PoemInput.self, LengthOutput.self]
}

/// A poem behind a line that says so.
private struct PoemInput: ReaderFormat {
  static let format = FormatDescription("poem", "a poem is one", extensions: ["poem"])

  var isText: Bool { true }
  func recognises(_ head: [UInt8]) -> Bool { head.starts(with: "POEM\n".utf8) }

  func decode(_ record: Record, context: StageContext) throws -> Document {
    guard recognises(record.bytes) else {
      throw StageFailure(code: "no-poem", message: "it is no poem")
    }
    return Document(
      id: record.source.place, source: record.source,
      text: SourceText(String(decoding: record.bytes.dropFirst(5), as: UTF8.self)))
  }
}

/// How long a text is.
private struct LengthOutput: WriterFormat {
  struct Options: StageOptions {
    @StageOption("unit", help: "Of what.")
    var unit = "bytes"
  }

  struct Session: WriterSession {
    mutating func write(_ items: [String]) {}
    mutating func commit() -> JSONValue? { nil }
    mutating func finish() {}
    mutating func abandon() -> String? { nil }
  }

  static let format = FormatDescription("length", "how long a text is")

  private let unit: String

  init(options: Options, context: StageContext) { unit = options.unit }

  func encode(_ document: Document) -> String {
    "\(document.text.string.unicodeScalars.count) \(unit)"
  }
  func open(_ opening: OutputOpening) -> any WriterSession<String> { Session() }
}
