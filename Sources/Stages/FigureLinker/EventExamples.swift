import Isnad
import SystemPackage

/// Runs the examples of tables of events: a sentence in which a number has the event of its line.
public struct EventExamples {
  private let rows: [EventRow]
  private let tables: [FilePath]

  /// - Parameter tables: what is laid over the program's own tables.
  public init(_ rows: [EventRow], tables: [FilePath]) {
    self.rows = rows
    self.tables = tables
  }

  private static let stages = [
    "normalizer", "entity-tagger", "number-extractor", "quote-attributor", FigureLinker.description.name,
  ]

  /// Examples that do not give what they say.
  public func problems() async throws -> [Diagnostic] {
    let told = rows.filter { !$0.example.isEmpty }
    guard !told.isEmpty else { return [] }
    var transforms: [any Transform] = []
    for name in Self.stages {
      let context = StageContext(id: name, directory: FilePath("."), language: tables)
      if let stage = try await Registry.standard.make(name, options: "", context: context) as? any Transform {
        transforms.append(stage)
      }
    }
    return try told.compactMap { row in
      var document = Document(
        id: "example", source: DocumentSource(uri: "example"), text: SourceText(row.example))
      for transform in transforms { try transform.process(&document) }
      let events = (document.figures ?? []).map(\.event)
      if events.contains(row.event) { return nil }
      let found = events.map { $0?.rawValue ?? "-" }
      return Diagnostic(
        .invalidLanguage,
        "the example gives \(found.isEmpty ? "no figure" : found.joined(separator: ", ")), not '\(row.event?.rawValue ?? "-")'.",
        at: row.place, suggestion: "Mend the example, or the words with their event and government.")
    }
  }
}
