import ArgumentParser
import Isnad
import IsnadStages

struct StagesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "List the stages, or explain one.")

  @Argument(help: "The stage to explain.")
  var name: String?

  @Option(
    help: "A pipeline whose plug-ins are to be among the stages.", completion: .file(extensions: ["yaml"]))
  var pipeline: String?

  func run() async throws {
    do {
      if let pipeline { try await Plugins.ensure(for: try PipelineFile.load(pipeline).0) }
    } catch let problem as Diagnostic {
      Output.report(problem)
      throw CommandExit.misuse
    } catch let problems as Diagnostics {
      Output.report(problems)
      throw CommandExit.misuse
    }
    try show()
  }

  private func show() throws {
    let registry = CommandContext.current.registry
    guard let name else {
      let width = registry.names.map(\.count).max() ?? 0
      for stage in registry.stages {
        let padding = String(repeating: " ", count: width - stage.description.name.count + 2)
        Output.print(stage.description.name + padding + stage.description.summary)
      }
      Output.print("\n'isnad stages NAME' explains one.")
      return
    }
    guard let stage = registry[name] else {
      Output.report(
        Diagnostic(
          .unknownStage, "there is no stage '\(name)'.",
          suggestion: registry.suggestion(for: name)))
      throw CommandExit.misuse
    }
    Output.print(StageHelp(stage).text)
  }
}

/// A stage explained: options, layers, examples.
struct StageHelp {
  private let stage: StageType

  init(_ stage: StageType) { self.stage = stage }

  var text: String {
    let description = stage.description
    var lines = ["\(description.name) \(description.version) (\(stage.kind.rawValue))", description.summary]
    layers("Requires", description.requires, &lines)
    layers("Uses", description.uses, &lines)
    layers("Provides", description.provides, &lines)
    if !stage.options.isEmpty { lines += ["", "Options (under 'with'):"] }
    for option in stage.options {
      let value = option.isRequired ? "required" : option.defaultText.map { "default \($0)" } ?? "not set"
      lines.append("  \(option.name): \(option.typeName) (\(value))")
      lines.append("      \(option.help)")
    }
    if !description.examples.isEmpty { lines += ["", "Examples:"] }
    for example in description.examples {
      lines.append("  \(example.title)")
      lines.append("      \u{2068}\(example.text)\u{2069}")
      if !example.options.isEmpty { lines.append("      with: \(example.options)") }
      for expected in example.expect {
        let fields = expected.fields.sorted { $0.key < $1.key }.map {
          "\($0.key) \u{2068}\($0.value)\u{2069}"
        }
        let tail = fields.isEmpty ? "" : ": " + fields.joined(separator: ", ")
        lines.append("      -> \(expected.layer) \u{2068}\(expected.text)\u{2069}\(tail)")
      }
      if !example.nothingIn.isEmpty {
        lines.append("      -> nothing in \(example.nothingIn.joined(separator: ", "))")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func layers(_ label: String, _ names: [String], _ lines: inout [String]) {
    if !names.isEmpty { lines.append("\(label): \(names.joined(separator: ", "))") }
  }
}
