import ArgumentParser
import Isnad
import IsnadStages

struct GraphCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case mermaid, dot
  }

  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draw a pipeline: its stages, branches, and the layers on the way.",
    discussion: """
        isnad graph news                               # Mermaid, for Markdown
        isnad graph news --format dot | dot -Tsvg > news.svg
      """)

  @Argument(
    help: "A pipeline's YAML file, or the name of a ready one.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String
  @Option(help: "mermaid for Markdown, dot for Graphviz.")
  var format = Format.mermaid

  func run() async throws {
    let (definition, problems) = try PipelineFile.load(pipeline)
    guard !Diagnostics(problems).hasErrors else { throw Diagnostics(problems) }
    try await Plugins.ensure(for: definition)
    let graph = PipelineGraph(definition, registry: CommandContext.current.registry)
    try Output.print(format == .mermaid ? graph.mermaid : graph.dot)
  }
}
