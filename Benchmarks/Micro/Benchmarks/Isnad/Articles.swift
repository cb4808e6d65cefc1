import Isnad
import IsnadStages
import SystemPackage

/// The project's own articles, again and again.
enum Articles {
  static func texts(bytes: Int) -> [SourceText] {
    let folder = FilePath(#filePath).removingLastComponent().appending("../../../../pipelines/articles")
    let names = ["01-flood.txt", "02-match.txt", "03-budget.txt", "04-archaeology.txt", "05-ceasefire.txt"]
    let articles = names.compactMap { try? read(folder.appending($0)) }
    precondition(!articles.isEmpty, "no articles in \(folder)")
    var texts: [SourceText] = []
    var count = 0
    while count < bytes {
      let text = articles[texts.count % articles.count]
      texts.append(text)
      count += text.count
    }
    return texts
  }

  private static func read(_ path: FilePath) throws -> SourceText {
    let file = try FileDescriptor.open(path, .readOnly)
    defer { try? file.close() }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
    return try SourceText(validating: Array(bytes[..<count]))
  }

  static func pipeline(stages: Int) -> [UInt8] {
    let middle = (0..<stages).map { "  - { use: normalizer, id: s\($0), when: { metadata.language: ar } }\n" }
    return Array(
      ("stages:\n  - { use: reader, with: { paths: [a.txt] } }\n" + middle.joined() + "  - writer\n").utf8)
  }
}

/// A stage, and documents that have what it needs.
struct StageWork: Sendable {
  let stage: any Transform
  let documents: [Document]

  init(_ name: String, _ options: String, after before: [String], _ texts: [SourceText]) async throws {
    stage = try await Self.make(name, options)
    documents = try await Self.documents(after: before, texts)
  }

  static func documents(after stages: [String], _ texts: [SourceText]) async throws -> [Document] {
    var made: [any Transform] = []
    for name in stages { made.append(try await make(name, "")) }
    return try texts.enumerated().map { number, text in
      var document = Document(id: "\(number)", source: DocumentSource(uri: "micro"), text: text)
      for stage in made { try stage.process(&document) }
      return document
    }
  }

  private static func make(_ name: String, _ options: String) async throws -> any Transform {
    let context = StageContext(id: name, directory: FilePath("."))
    let stage = try await Registry.standard.make(name, options: options, context: context)
    guard let transform = stage as? any Transform else { preconditionFailure("\(name) is no transform") }
    return transform
  }
}
