import ArgumentParser
import Isnad
import IsnadStages

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct FeedsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds", abstract: "Show how the feeds of a pipeline are doing.",
    discussion: """
      Reads the state that a run of the pipeline has saved: its checkpoint. A run that goes on saves it now and then \
      (commit), so what it shows may be some seconds old.

        isnad feeds monitor.yaml
        isnad feeds monitor.yaml --format json | jq 'select(.failures > 3)'

      Exit codes: 0 no feed fails; 1 some can't be read now, or there are none.
      """)

  @Argument(
    help: "A pipeline's YAML file, or the name of a ready one.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String
  @Option(help: "text for people; json for machines, an object a line.")
  var format = OutputFormat.text

  func run() async throws {
    let sources = try await sources()
    guard !sources.isEmpty else {
      Output.report("'\(pipeline.printable)' reads no feeds: no reader in it has format: feeds.")
      throw CommandExit.someFailed
    }
    switch format {
    case .json: for source in sources { try Output.print(JSONText.flat(Self.json(source))) }
    case .text: try Output.print(Self.table(sources, now: Date()).joined(separator: "\n"))
    }
    if sources.contains(where: { $0.failures > 0 }) { throw CommandExit.someFailed }
  }

  /// Those of its readers; the other stages are not made.
  private func sources() async throws -> [SourceState] {
    var (definition, problems) = try PipelineFile.load(pipeline)
    guard !Diagnostics(problems).hasErrors else { throw Diagnostics(problems) }
    try await Plugins.ensure(for: definition)
    let registry = CommandContext.current.registry
    definition.removeStages { registry[$0.use]?.kind != .reader }
    let made = try await Pipeline.make(definition, registry: registry)
    return try await made.closing { try made.savedSources() }
  }

  static func json(_ source: SourceState) -> JSONValue {
    func time(_ seconds: Double?) -> JSONValue {
      seconds.map { .string(Date(timeIntervalSince1970: $0).formatted(.iso8601)) } ?? .null
    }
    return [
      "feed": .string(source.name), "last_success": time(source.lastSuccess),
      "last_entry": time(source.lastRecord), "failures": .integer(source.failures), "due": time(source.due),
      "problem": source.problem.map { .string($0) } ?? .null,
    ]
  }

  /// A line a feed: those that fail first.
  static func table(_ sources: [SourceState], now: Date) -> [String] {
    func ago(_ seconds: Double?) -> String {
      seconds.map { "\(TimeSpan.text(now.timeIntervalSince1970 - $0)) ago" } ?? "never"
    }
    var rows = [["feed", "read", "last entry", "failures", "next", "problem"]]
    for source in sources.sorted(by: { $0.failures > $1.failures }) {
      let rest = source.due.map { $0 - now.timeIntervalSince1970 }
      let next = rest.map { $0 <= 0 ? "now" : "in \(TimeSpan.text($0))" } ?? ""
      rows.append([
        source.name.printable, ago(source.lastSuccess), ago(source.lastRecord), String(source.failures),
        next, source.problem?.printable ?? "",
      ])
    }
    return RunSummary.table(rows).map { String($0.dropFirst(2)) }
  }
}
