import ArgumentParser
import CTemplates
import Isnad
import IsnadStages
import SystemPackage

struct AnnotateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotate", abstract: "Annotate articles; no pipeline is needed.",
    discussion: """
      Finds names, numbers, quotes with their speakers, and sourced figures.

        isnad annotate article.txt
        isnad annotate page.html feed.xml news.jsonl my-articles/ -o facts.jsonl
        cat article.txt | isnad annotate
        isnad annotate news.csv --model accurate -o facts.db

      Inputs are texts, pages, feeds, tables, JSON, web archives, folders of these, and - for standard input.
      A terminal gets a summary for people; a file or a pipe gets JSON Lines, one document a line.
      """)

  @Argument(
    help: ArgumentHelp(
      "Articles to annotate; without any, an article or JSON Lines on standard input.", valueName: "file"),
    completion: .file())
  var inputs: [String] = []
  @Option(
    help: ArgumentHelp(
      "How to write what is found: \(AnnotateCommand.formats.map(\.name).joined(separator: ", ")). Without it, --output's extension or the terminal decides.",
      valueName: "format"), completion: .list(AnnotateCommand.formats.map(\.name)))
  var format: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write; .db and .html choose the format, .gz and .zst compress.", valueName: "file"),
    completion: .file())
  var output: String?
  @Option(
    help:
      "How names are found: news is fast; accurate finds more and is slower; none uses lists and patterns; or a model's file.",
    completion: .file())
  var model = "news"
  @Option(help: "How to read the inputs; without it, their names and contents decide.")
  var inputFormat = InputFormat.auto.rawValue
  @Option(name: .shortAndLong, help: "How many workers; the default is one a core.")
  var workers: Int?
  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    if let workers, !(1...256).contains(workers) {
      throw ValidationError("--workers must be from 1 to 256, not \(workers).")
    }
    if [InputFormat.piped.rawValue, "sqlite"].contains(inputFormat) {
      throw ValidationError("--input-format \(inputFormat) needs a pipeline: isnad new pipeline NAME")
    }
    if inputs.isEmpty, Terminal.standardInput.isTerminal {
      throw ValidationError("Name a file, or send an article through a pipe: isnad annotate article.txt")
    }
    if let format {
      guard let known = Self.formats.first(where: { $0.name == format }) else {
        throw ValidationError(Self.unknown(format))
      }
      if known.destination != .stream, output ?? "-" == "-" {
        throw ValidationError("--format \(format) needs a file: --output facts")
      }
    }
  }

  func run() async throws {
    var run = PipelineRun()
    run.isQuiet = quiet
    run.logsQuietly = quiet
    run.sharesScreen = output ?? "-" == "-" && Terminal.standardOutput.isTerminal
    try await run.run { try definition() }
    if !quiet, output ?? "-" == "-", !Terminal.standardOutput.isTerminal {
      Output.report("Written to standard output, as \(format ?? JSONLinesOutput.format.name).")
    }
  }

  /// Those that write to a file or to standard output; the others need options, and so a pipeline.
  private static var formats: [FormatDescription] {
    CommandContext.current.registry.writerFormats.filter { $0.destination != .elsewhere }
  }

  private static func unknown(_ format: String) -> String {
    let names = formats.map(\.name)
    if CommandContext.current.registry.writerFormats.contains(where: { $0.name == format }) {
      return "--format \(format) needs a pipeline, which says where it writes: isnad new pipeline NAME"
    }
    let way =
      NearestName.of(format, in: names).map { "Did you mean '\($0)'?" }
      ?? "The formats: \(names.joined(separator: ", "))."
    return "There is no format '\(format)'. \(way)"
  }

  /// The pipeline `annotate`, with what the command line says.
  private func definition() throws(Diagnostic) -> PipelineDefinition {
    var definition = Self.pipeline
    try definition.set("format", of: "reader", to: Self.node(inputFormat, "--input-format"))
    let isOwn = ["news", "accurate", "none"].contains(model)
    try definition.set(
      "model", of: "entity-tagger", to: Self.node(isOwn ? model : Overrides.absolute(model), "--model"))
    if let workers { definition.run.workers = .fixed(workers) }
    try Overrides(inputs: inputs, output: nil, settings: []).apply(to: &definition)
    if let format { try definition.set("format", of: "writer", to: Self.node(format, "--format")) }
    if let output, output != "-" {
      var place = OutputOverride(output, settings: format.map { ["writer.format=\($0)"] } ?? [])
      place.choosing = { _, format in "--format \(format)" }
      try place.apply(to: &definition)
    } else if format == nil, Terminal.standardOutput.isTerminal {
      try definition.set(
        "format", of: "writer", to: Self.node(SummaryOutput.format.name, "standard output"))
    }
    return definition
  }

  /// Nobody has its file: what is wrong with a stage is said of the option that sets it.
  private static var pipeline: PipelineDefinition {
    var size = 0
    let start = isnad_annotate_pipeline(&size)
    let bytes = Array(UnsafeRawBufferPointer(start: start, count: size))
    var definition = PipelineLoader.load(bytes, file: "annotate").definition
    definition.chain = definition.chain.compactMap { entry in
      var entry = entry
      let option = ["entity-tagger": "--model", "writer": "--output"][entry.use]
      entry.place = Diagnostic.Place(file: option ?? "isnad annotate")
      return entry
    }
    return definition
  }

  private static func node(_ text: String, _ option: String) -> YAMLNode {
    YAMLNode(scalar: text, isPlain: false, place: Overrides.place(option))
  }
}
