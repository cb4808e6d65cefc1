import ArgumentParser
import Isnad
import IsnadStages

struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of pipeline files.",
    discussion: """
      Editors complete and check pipelines by it. For those with the YAML language server:

        isnad schema > pipeline.schema.json

      and in the first line of a pipeline

        # yaml-language-server: $schema=pipeline.schema.json
      """)

  @Option(
    help: "A pipeline whose plug-ins are to be in the schema.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  func run() async throws {
    try await Plugins.among(pipeline)
    try Output.print(JSONText.pretty(PipelineSchema(CommandContext.current.registry).value))
  }
}
