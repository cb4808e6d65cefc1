import ArgumentParser
import Isnad
import SystemPackage

struct PipelinesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipelines", abstract: "List the ready pipelines, which run by their names.",
    discussion: """
      A ready pipeline comes with the command. Every command that takes a pipeline's file takes its name as well:

        isnad run news my-articles/
        isnad serve report

      It writes into the current folder. To change one, copy it into a folder of yours, with all that it includes:

        isnad pipelines --copy monitor my-monitor
        isnad run my-monitor/monitor.yaml

      --paths says where the files are.
      """)

  @Flag(help: "Say where each file is, in place of what the pipeline does.")
  var paths = false
  @Option(help: "text for people, json for machines.")
  var format = OutputFormat.text
  @Option(
    help: ArgumentHelp(
      "Copy this pipeline and the files that it includes into a folder, the current one unless you name another.",
      valueName: "name"))
  var copy: String?
  @Argument(
    help: ArgumentHelp("With --copy: the folder to copy into; it is made.", valueName: "folder"),
    completion: .directory)
  var target: String?

  func validate() throws {
    if copy == nil, let target {
      throw ValidationError("--copy says which pipeline: isnad pipelines --copy NAME \(target)")
    }
  }

  func run() async throws {
    if let copy { return try ReadyPipelines.copy(copy, to: FilePath(target ?? ".")) }
    let ready = ReadyPipelines.all()
    guard !ready.isEmpty else {
      throw Diagnostic(
        .missingInput, "there are no ready pipelines beside this command.",
        suggestion: "'make install' and the packages put them into share/isnad/pipelines.")
    }
    switch format {
    case .text:
      let width = ready.map(\.name.count).max() ?? 0
      for entry in ready {
        let padding = String(repeating: " ", count: width - entry.name.count + 2)
        try Output.print(entry.name + padding + (paths ? entry.path.string : entry.summary ?? ""))
      }
      if !paths { try Output.print("\nFor example: isnad run \(ready[0].name) article.txt") }
    case .json:
      let entries = ready.map { entry in
        JSONValue.object([
          .init("name", .string(entry.name)),
          .init("description", entry.summary.map { .string($0) } ?? .null),
          .init("path", .string(entry.path.string)),
        ])
      }
      try Output.print(JSONText.pretty(.array(entries)))
    }
  }
}
