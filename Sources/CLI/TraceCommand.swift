import ArgumentParser
import Isnad
import IsnadStages
import SystemPackage

struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Show what each stage of a pipeline does to one document.",
    discussion: """
      What a stage added (+), took (-) and changed (~), by which rule, and how long it took.

        isnad trace news article.txt
        isnad trace news --text 'قال الوزير إن السعر ارتفع.'
        isnad trace news news.jsonl --id a17
      """)

  @Argument(
    help: "A pipeline's YAML file, or the name of a ready one.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String
  @Argument(help: "A file with the document; without it the pipeline's own input.", completion: .file())
  var input: String?
  @Option(help: "The document's text, in place of a file.")
  var text: String?
  @Option(help: "The document's id, where the input has several; the first one without it.")
  var id: String?
  @Flag(help: "Show sentences, tokens and normalised text as well, not only how many there are.")
  var all = false
  @Option(help: "text for people, json for machines.")
  var format = OutputFormat.text

  func validate() throws {
    if text != nil, input != nil || id != nil {
      throw ValidationError("--text is the document, so there can be no input and no --id.")
    }
  }

  func run() async throws {
    var (definition, problems) = try PipelineFile.load(pipeline)
    guard !Diagnostics(problems).hasErrors else { throw Diagnostics(problems) }
    try await Plugins.ensure(for: definition)
    if let input { try Overrides(inputs: [input], output: nil, settings: []).apply(to: &definition) }
    let pipeline = try await Pipeline.make(definition, registry: CommandContext.current.registry)
    let (document, steps) = try await pipeline.closing { () async throws -> (Document, [TracedStep]) in
      let first = try self.document(of: pipeline)
      return (first, try await Tracer(pipeline).trace([[first]])[0][0])
    }
    switch format {
    case .text: try show(document, steps)
    case .json: try Output.print(JSONText.flat(try TraceReport.json(document, steps)))
    }
  }

  private func document(of pipeline: Pipeline) throws -> Document {
    do {
      if let text {
        return try CaseReader.document(text: text, id: "text", metadata: .object([]), uri: "--text")
      }
      if let document = try pipeline.firstDocument(where: { id == nil || $0.id == id }) { return document }
    } catch let failure as StageFailure {
      throw Diagnostic(
        Diagnostic.Code(rawValue: failure.code), "the document can't be read: \(failure.message).")
    }
    throw Diagnostic(
      .missingInput, id.map { "the input has no document '\($0)'." } ?? "the input has no document.",
      suggestion: id == nil
        ? nil : "An article without an id gets its place as its id, such as news.jsonl:12.")
  }

  private func show(_ document: Document, _ steps: [TracedStep]) throws {
    let report = TraceReport(isColoured: Terminal.standardOutput.isColoured, showsAll: all)
    try Output.print(report.head(document))
    for step in steps { try Output.print(try report.text(step)) }
    try Output.print(report.end(steps))
  }
}
