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
  @Option(help: "How to write what is found; without it, --output's extension or the terminal decides.")
  var format: OutputForm?
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
  var inputFormat = InputForm.auto
  @Option(name: .shortAndLong, help: "How many workers; the default is one a core.")
  var workers: Int?
  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    if let workers, !(1...256).contains(workers) {
      throw ValidationError("--workers must be from 1 to 256, not \(workers).")
    }
    if inputFormat.needsPipeline {
      throw ValidationError(
        "--input-format \(inputFormat.name) needs a pipeline: isnad new pipeline NAME")
    }
    if inputs.isEmpty, Terminal.standardInput.isTerminal {
      throw ValidationError("Name a file, or send an article through a pipe: isnad annotate article.txt")
    }
    if let format, format.description.destination != .stream, output ?? "-" == "-" {
      throw ValidationError("--format \(format.name) needs a file: --output facts")
    }
  }

  func run() async throws {
    var run = PipelineRun()
    run.isQuiet = quiet
    run.logsQuietly = quiet
    run.sharesScreen = output ?? "-" == "-" && Terminal.standardOutput.isTerminal
    try await run.run { try definition() }
    if !quiet, output ?? "-" == "-", !Terminal.standardOutput.isTerminal {
      Output.report("Written to standard output, as \(format?.name ?? "jsonl").")
    }
  }

  /// The pipeline `annotate`, with what the command line says.
  private func definition() throws(Diagnostic) -> PipelineDefinition {
    var definition = Self.pipeline
    try definition.set("format", of: "reader", to: Self.node(inputFormat.name))
    let isOwn = ["news", "accurate", "none"].contains(model)
    try definition.set("model", of: "entity-tagger", to: Self.node(isOwn ? model : Overrides.absolute(model)))
    if let workers { definition.run.workers = .fixed(workers) }
    let settings = format.map { ["writer.format=\($0.name)"] } ?? []
    var overrides = Overrides(inputs: inputs, output: nil, settings: settings)
    try overrides.apply(to: &definition)
    if let output, output != "-" {
      var place = OutputOverride(output, settings: settings)
      place.choosing = { _, format in "--format \(format)" }
      try place.apply(to: &definition)
    } else if format == nil, Terminal.standardOutput.isTerminal {
      overrides = Overrides(inputs: [], output: nil, settings: ["writer.format=summary"])
      try overrides.apply(to: &definition)
    }
    return definition
  }

  private static var pipeline: PipelineDefinition {
    var size = 0
    let start = isnad_annotate_pipeline(&size)
    let bytes = Array(UnsafeRawBufferPointer(start: start, count: size))
    return PipelineLoader.load(bytes, file: "annotate").definition
  }

  private static func node(_ text: String) -> YAMLNode {
    YAMLNode(scalar: text, isPlain: false, place: Overrides.place)
  }
}

/// A form of `writer`, by its name.
struct OutputForm: ExpressibleByArgument {
  let description: FormatDescription
  var name: String { description.name }

  init?(argument: String) {
    guard let form = Self.all.first(where: { $0.name == argument }) else { return nil }
    description = form
  }

  static var allValueStrings: [String] { all.map(\.name) }
  private static var all: [FormatDescription] { CommandContext.current.registry.writerFormats }
}

/// A form of `reader`, by its name; `auto` for the one that a file's name and contents tell.
struct InputForm: ExpressibleByArgument {
  static let auto = InputForm(name: "auto")

  let name: String
  /// Standard input as a list of files, and a database, need options of their own.
  var needsPipeline: Bool { name == "piped" || name == "sqlite" }

  private init(name: String) { self.name = name }

  init?(argument: String) {
    guard Self.allValueStrings.contains(argument) else { return nil }
    name = argument
  }

  static var allValueStrings: [String] {
    ["auto"] + CommandContext.current.registry.readerFormats.descriptions.map(\.name)
  }
}
