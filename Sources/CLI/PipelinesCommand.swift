import ArgumentParser
import Isnad

struct PipelinesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipelines", abstract: "List the ready pipelines, which run by their names.",
    discussion: """
      A ready pipeline comes with the command. Every command that takes a pipeline's file takes its name as well:

        isnad run news my-articles/
        isnad serve report

      It writes into the current folder. Copy its file to change it; --paths says where it is.
      """)

  @Flag(help: "Say where each file is, in place of what the pipeline does.")
  var paths = false
  @Option(help: "text for people, json for machines.")
  var format = OutputFormat.text

  func run() async throws {
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
