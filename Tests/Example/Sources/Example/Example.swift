import Isnad
import IsnadStages

@main struct Example {
  static func main() async throws {
    let yaml =
      "stages: [{ use: reader, with: { paths: [none] } }, normalizer, entity-tagger, number-extractor, quote-attributor]"
    let definition = PipelineLoader.load(Array(yaml.utf8), file: "example").definition
    let pipeline = try await Pipeline.make(definition, registry: .standard)
    var session = try await Annotator(pipeline).session()
    let text = SourceText("قال الوزير سامي الحداد إن 5 جنود قتلوا.")
    let article = Document(id: "1", source: DocumentSource(uri: "example"), text: text)
    for case .annotated(let document) in try await session.annotate([article]) {
      for quote in document.quotes ?? [] { print(quote.speakerName ?? "?", "—", document[quote.span]) }
    }
    await pipeline.close()
  }
}
