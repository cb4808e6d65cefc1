import ArgumentParser
import Isnad
import IsnadStages

struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check a pipeline without running it.",
    discussion: """
      Finds all that a start would find, in one go: syntax, structure, options, the flow of
      layers from stage to stage, and whether every stage can be made ready.
      """)

  @Argument(help: "The pipelines' YAML files.", completion: .file(extensions: ["yaml", "yml"]))
  var pipelines: [String]

  func run() async throws {
    var isSound = true
    for path in pipelines {
      let problems = try await Self.problems(path)
      for problem in problems.items { Output.report(problem) }
      if problems.hasErrors { isSound = false } else { Output.print("\(path): the pipeline is right.") }
    }
    if !isSound { throw CommandExit.misuse }
  }

  private static func problems(_ path: String) async throws -> Diagnostics {
    do {
      let (definition, shape) = try PipelineFile.load(path)
      try await Plugins.ensure(for: definition)
      let found = Diagnostics(
        shape + PipelineCheck.problems(in: definition, registry: CommandContext.current.registry).items)
      guard !found.hasErrors else { return found }
      do throws(Diagnostics) {
        _ = try await Pipeline.make(definition, registry: CommandContext.current.registry)
        return found
      } catch {
        return error
      }
    } catch let problem as Diagnostic {
      return Diagnostics([problem])
    } catch let problems as Diagnostics {
      return problems
    }
  }
}
