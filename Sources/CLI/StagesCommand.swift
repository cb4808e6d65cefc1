import ArgumentParser
import Isnad
import IsnadStages

struct StagesCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, json
  }

  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "List the stages, or explain one.")

  @Argument(help: "The stage to explain.")
  var name: String?
  @Option(
    help: "A pipeline whose plug-ins are to be among the stages.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?
  @Option(help: "text, markdown (as in the documentation), or json.")
  var format = Format.text

  func run() async throws {
    try await Plugins.among(pipeline)
    let registry = CommandContext.current.registry
    guard let name else { return try list(registry) }
    guard let stage = registry[name] else {
      Output.report(
        Diagnostic(
          .unknownStage, "there is no stage '\(name)'.",
          suggestion: registry.suggestion(for: name)))
      throw CommandExit.misuse
    }
    switch format {
    case .text: try Output.print(StageHelp(stage).text)
    case .markdown: try Output.print(StageHelp(stage).markdown)
    case .json: try Output.print(JSONText.pretty(StageHelp(stage).json))
    }
  }

  private func list(_ registry: Registry) throws {
    switch format {
    case .text:
      let width = registry.names.map(\.count).max() ?? 0
      for stage in registry.stages {
        let padding = String(repeating: " ", count: width - stage.description.name.count + 2)
        try Output.print(stage.description.name + padding + stage.description.summary)
      }
      try Output.print("\n'isnad stages NAME' explains one.")
    case .markdown:
      try Output.print("# The stages\n")
      try Output.print("Generated from the stages themselves by `isnad stages --format markdown`.\n")
      try Output.print(registry.stages.map { StageHelp($0).markdown }.joined(separator: "\n"))
    case .json: try Output.print(JSONText.pretty(.array(registry.stages.map { StageHelp($0).json })))
    }
  }
}
