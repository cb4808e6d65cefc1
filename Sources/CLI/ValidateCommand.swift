import ArgumentParser
import Isnad
import IsnadStages

struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check a pipeline without running it.",
    discussion: """
      Reports all that would keep the pipeline from starting, in one go. It checks in these phases:

        syntax       the file can be read, is YAML, and its variables have values
        structure    keys, stages and branches are where they belong
        options      options have names and values that their stages know
        data-flow    every layer that a stage needs is there when it is needed
        environment  stages can be made; files, folders, commands and plug-ins are there

      Exit codes: 0 the pipelines are right, 2 they are not.
      """)

  @Argument(help: "The pipelines' YAML files.", completion: .file(extensions: ["yaml", "yml"]))
  var pipelines: [String]
  @Option(
    help: ArgumentHelp("Only these phases, with commas between them.", valueName: "phases"),
    completion: .list(CheckPhase.allCases.map(\.rawValue)))
  var phase: String?
  @Option(help: "text for people, json for editors and CI.")
  var format = OutputFormat.text

  private var phases: Set<CheckPhase> {
    get throws {
      guard let phase else { return Set(CheckPhase.allCases) }
      return Set(
        try phase.split(separator: ",").map { name in
          guard let phase = CheckPhase(rawValue: String(name)) else {
            let names = CheckPhase.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no phase '\(name)'. The phases: \(names).")
          }
          return phase
        })
    }
  }

  func validate() throws { _ = try phases }

  func run() async throws {
    let phases = try phases
    var isSound = true
    var answers: [JSONValue] = []
    var report = ProblemReport(isColoured: Terminal.standardError.isColoured)
    for path in pipelines {
      let problems = await PipelineInspection.problems(path, phases)
      if problems.hasErrors { isSound = false }
      switch format {
      case .text:
        Output.report(problems)
        if !problems.hasErrors { try Output.print("\(path): the pipeline is right.") }
      case .json:
        answers.append(
          .object([
            .init("file", .string(path)), .init("valid", .bool(!problems.hasErrors)),
            .init("problems", .array(problems.items.map { report.json($0) })),
          ]))
      }
    }
    if format == .json {
      var json = JSONWriter()
      json.value(
        .object([.init("schema", .string("isnad-problems/1")), .init("pipelines", .array(answers))]))
      try Output.print(json.text)
    }
    if !isSound { throw CommandExit.misuse }
  }
}

/// All that is wrong with a pipeline's file, phase by phase.
enum PipelineInspection {
  static func problems(_ path: String, _ phases: Set<CheckPhase>) async -> Diagnostics {
    do {
      let (definition, shape) = try PipelineFile.load(path)
      // Stages of plug-ins are known when they are built in.
      if phases != [.syntax] { try await Plugins.ensure(for: definition) }
      let registry = CommandContext.current.registry
      let found = Diagnostics(
        shape + (phases == [.syntax] ? [] : PipelineCheck.problems(in: definition, registry: registry).items))
      guard phases.contains(.environment), let first = found.errors.first(where: { $0.code.phase == .syntax })
      else { return only(phases, found, await environment(phases, definition, registry)) }
      let blocked = Diagnostic(
        first.code,
        "the environment can't be looked at before the phase 'syntax' is right: \(first.message)",
        at: first.place, suggestion: first.suggestion)
      return only(phases, found, phases.contains(.syntax) ? [] : [blocked])
    } catch let problem as Diagnostic {
      return Diagnostics([problem])
    } catch let problems as Diagnostics {
      return problems
    } catch {
      return Diagnostics([Diagnostic(.unreadable, StageFailure(error).message)])
    }
  }

  /// A phase alone says only what it has found. The environment of a stage that an earlier phase has found wrong was not
  /// looked at.
  private static func only(
    _ phases: Set<CheckPhase>, _ found: Diagnostics, _ environment: [Diagnostic]
  ) -> Diagnostics {
    let chosen = Diagnostics(found.items.filter { phases.contains($0.code.phase) } + environment)
    guard phases.contains(.environment), !chosen.hasErrors, let first = found.errors.first else {
      return chosen
    }
    return Diagnostics(
      chosen.items + [
        Diagnostic(
          first.code,
          "not all of the environment can be looked at before the phase '\(first.code.phase.rawValue)' is right: \(first.message)",
          at: first.place, suggestion: first.suggestion)
      ])
  }

  /// What happens in making stages belongs to this phase, whatever its code.
  private static func environment(
    _ phases: Set<CheckPhase>, _ definition: PipelineDefinition, _ registry: Registry
  ) async -> [Diagnostic] {
    guard phases.contains(.environment), !definition.stages.isEmpty else { return [] }
    return await Pipeline.environmentProblems(of: definition, registry: registry)
  }
}
