import ArgumentParser
import Isnad
import SystemPackage

struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build a command that has a pipeline's plug-ins in it.",
    discussion: """
      'isnad run' builds what a pipeline needs by itself, beside the pipeline. This command makes one that you can keep, \
      or take to a machine without a Swift toolchain.
      """)

  @Argument(
    help: "A pipeline's YAML file, or the name of a ready one.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(name: .shortAndLong, help: "Where the command goes.", completion: .file())
  var output: String

  func run() async throws {
    let (definition, _) = try PipelineFile.load(pipeline)
    let folders = try Plugins.resolved(definition)
    guard !folders.isEmpty else {
      throw Diagnostic(
        .pluginBuild, "'\(pipeline)' names no plug-ins, so there is nothing to build.",
        suggestion: "List them: plugins: [../plugins/watchlist]")
    }
    let command = try await PluginBuilder(folders, beside: definition.directory).build()
    try Executable.copy(command, to: FilePath(output))
    try Output.print("\(output) has the plug-ins of \(pipeline).")
  }
}
