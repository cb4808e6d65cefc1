import ArgumentParser
import Isnad
import IsnadStages
import SystemPackage

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a pipeline.",
    discussion: """
      Inputs given here replace those of the pipeline's reader: files, folders, patterns, and -
      for JSON Lines on standard input. Paths on the command line are relative to the current
      folder, paths in a pipeline to its file.
      """)

  @Argument(help: "The pipeline's YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Argument(
    help: ArgumentHelp("Articles to read in place of the pipeline's own.", valueName: "input"),
    completion: .file())
  var inputs: [String] = []

  @Option(name: .shortAndLong, help: "Where the last writer writes; - is standard output.")
  var output: String?

  @Option(
    name: .customLong("set"), help: ArgumentHelp("Set an option of a stage.", valueName: "stage.option=value")
  )
  var settings: [String] = []

  @Option(name: .shortAndLong, help: "How many workers; the default is one a core.")
  var workers: Int?

  @Option(name: .shortAndLong, help: "Stop after so many documents.")
  var limit: Int?

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Say at the end what each stage did and how long it took.")
  var timings = false

  func validate() throws {
    if let workers, !(1...256).contains(workers) {
      throw ValidationError("--workers must be from 1 to 256, not \(workers).")
    }
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1, not \(limit).") }
  }

  func run() async throws {
    let (report, stopped) = try await execute()
    for problem in report.unreadable { Output.report(problem) }
    RunSummary(report: report, isQuiet: quiet, showsStages: timings).show()
    if let stopped {
      Output.report(stopped.reason)
      for line in stopped.remains { Output.report(line) }
      throw CommandExit.stopped
    }
    if !report.isComplete && !report.outputClosed { throw CommandExit.someFailed }
  }

  private func execute() async throws -> (RunReport, RunStopped?) {
    let monitor = RunMonitor()
    do {
      let pipeline = try await Pipeline.make(try definition(), registry: .standard)
      let showsProgress = !quiet && Terminal.standardError.isTerminal && !writesToTerminal
      async let progress: Void = showsProgress ? ProgressBar(monitor: monitor).show() : ()
      let report = try await Runner(pipeline).run(monitor: monitor)
      await progress
      return (report, nil)
    } catch let problems as Diagnostics {
      for problem in problems.items { Output.report(problem) }
      throw CommandExit.misuse
    } catch let stopped as RunStopped {
      return (stopped.report, stopped)
    }
  }

  /// A bar would run into the documents on the same screen.
  private var writesToTerminal: Bool { Terminal.standardOutput.isTerminal && output ?? "-" == "-" }

  /// The pipeline with what the command line says in place of what the file says.
  /// - Throws: ``Diagnostics`` with all that is wrong, so that nobody mends one thing to be told
  ///   of the next.
  private func definition() throws -> PipelineDefinition {
    let found: Diagnostics
    do throws(Diagnostic) {
      var (definition, problems) = try PipelineFile.load(pipeline)
      if problems.isEmpty {
        try Overrides(inputs: inputs, output: output, settings: settings).apply(to: &definition)
        if let workers { definition.run.workers = .fixed(workers) }
        definition.run.limit = limit
        return definition
      }
      problems += PipelineCheck.problems(in: definition, registry: .standard).items
      found = Diagnostics(problems)
    } catch {
      found = Diagnostics([error])
    }
    throw found
  }
}
