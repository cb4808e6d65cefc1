import IsnadStages
import SystemPackage

/// The built-in chain over one text, for tests.
struct Chain {
  private let transforms: [any Transform]

  static func make(
    _ names: [String] = [
      "normalizer", "entity-tagger", "number-extractor", "quote-attributor", "figure-linker",
    ],
    options: [String: String] = [:], language: [FilePath] = []
  ) async throws -> Chain {
    var transforms: [any Transform] = []
    for name in names {
      let stage = try await Registry.standard.make(
        name, options: options[name] ?? "",
        context: StageContext(id: name, directory: FilePath("."), language: language))
      if let transform = stage as? any Transform { transforms.append(transform) }
    }
    return Chain(transforms: transforms)
  }

  func callAsFunction(_ text: String, metadata: Metadata = [:]) throws -> Document {
    var document = Document(
      id: "t", source: DocumentSource(uri: "t"), metadata: metadata, text: SourceText(text))
    for transform in transforms { try transform.process(&document) }
    return document
  }
}
