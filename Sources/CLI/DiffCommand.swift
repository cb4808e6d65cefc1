import ArgumentParser
import Isnad
import IsnadStages

struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two outputs: annotations gained, lost and changed.",
    discussion: """
      Shows what a changed pipeline finds now and did not find before, by layer and kind, with totals. Documents are \
      matched by id. Ids within a document (e1, c2), confidence and 'by' are not compared.

        isnad diff before.jsonl after.jsonl
        isnad diff before.jsonl after.jsonl --layer quotes --show 0

      Exit codes: 0 the outputs say the same, 1 they differ, 2 one can't be read.
      """)

  @Argument(help: "The output before.", completion: .file(extensions: ["jsonl"]))
  var before: String
  @Argument(help: "The output after.", completion: .file(extensions: ["jsonl"]))
  var after: String
  @Option(help: "Only this layer.")
  var layer: String?
  @Option(help: ArgumentHelp("How many differences to show; 0 for totals alone.", valueName: "n"))
  var show = 100
  @Flag(help: "Let confidence and 'by' count too.")
  var strict = false
  @Option(help: "text for people, json for machines.")
  var format = OutputFormat.text

  func run() async throws {
    var diff = OutputDiff(layer: layer, isStrict: strict, limit: format == .json ? .max : show)
    diff.isColoured = Terminal.standardOutput.isColoured && format == .text
    var failure: OutputFailure?
    try diff.compare(before, after) { line in
      guard format == .text, failure == nil else { return }
      do throws(OutputFailure) { try Output.print(line) } catch { failure = error }
    }
    if let failure { throw failure }
    switch format {
    case .text: for line in diff.totals { try Output.print(line) }
    case .json: try Output.print(JSONText.pretty(diff.json))
    }
    if !diff.isEmpty { throw CommandExit.someFailed }
  }
}
