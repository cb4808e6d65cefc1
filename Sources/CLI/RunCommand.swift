import ArgumentParser
import Isnad
import IsnadStages
import SystemPackage

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a pipeline.",
    discussion: """
      Inputs that you give here replace those of the pipeline's reader: files, folders, patterns, or - for \
      standard input. Paths on the command line are relative to the current folder. Paths in a pipeline are relative to \
      its file.

      SIGHUP reads the pipeline of a run with a checkpoint again. If it is right, the run goes on with it; if not, with \
      what it had.
      """)

  @Argument(
    help: "A pipeline's YAML file, or the name of a ready one.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Argument(
    help: ArgumentHelp("Articles to read in place of the pipeline's own.", valueName: "input"),
    completion: .file())
  var inputs: [String] = []

  @Option(
    name: .shortAndLong,
    help:
      "The file of the pipeline's writer; - is standard output. Its extension chooses the format: .db, .html."
  )
  var output: String?

  @Option(
    name: .customLong("set"), help: ArgumentHelp("Set an option of a stage.", valueName: "stage.option=value")
  )
  var settings: [String] = []

  @Option(name: .shortAndLong, help: "How many workers; the default is one a core.")
  var workers: Int?

  @Option(name: .shortAndLong, help: "Stop after so many documents.")
  var limit: Int?

  @Flag(help: "Forget the checkpoint of an interrupted run and begin anew.")
  var restart = false

  @Option(
    help: ArgumentHelp(
      "Try the records of a dead-letter file again, and add their documents to the outputs.",
      valueName: "file"), completion: .file())
  var deadLetters: String?

  @Option(
    help: ArgumentHelp("Write the run's report, as JSON; - is standard output.", valueName: "file"),
    completion: .file())
  var report: String?

  @Option(
    help:
      "How to show progress: auto is a bar on a terminal; elsewhere a line every five seconds, where something has changed."
  )
  var progress = Progress.Style.auto

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Say at the end what each stage did and how long it took; on a terminal that is always said.")
  var timings = false

  @Flag(help: "Run again whenever the pipeline, its plug-ins or its inputs change.")
  var watch = false

  @Option(
    help: ArgumentHelp(
      "Show the run's figures over HTTP: /metrics for Prometheus, /healthz for what watches over it.",
      valueName: "address:port"))
  var metrics: String?

  @Option(help: "What goes to standard error: text for people, json for machines, an object a line.")
  var log = LogForm.text

  @Flag(
    help: ArgumentHelp(
      "Work for a larger system, Spark for example.",
      discussion: """
        Inputs come through standard input, each with its name. Documents, dead letters and the report go to standard \
        output, a line of JSON each. The pipeline's reader decodes the inputs. Its writers are not used. The default \
        is one worker.
        """))
  var worker = false

  func validate() throws {
    if worker {
      let others = [
        ("inputs", !inputs.isEmpty), ("--output", output != nil), ("--dead-letters", deadLetters != nil),
        ("--report", report != nil), ("--restart", restart), ("--watch", watch),
        ("--metrics", metrics != nil),
      ]
      if let other = others.first(where: \.1) {
        throw ValidationError(
          "--worker takes what it reads from standard input and writes all to standard output; it can't have \(other.0)."
        )
      }
    }
    if watch, metrics != nil {
      throw ValidationError("--watch begins run after run, and --metrics tells of one.")
    }
    if let metrics, ListeningAddress(metrics) == nil {
      throw ValidationError("--metrics takes an address and a port such as 127.0.0.1:9464, not '\(metrics)'.")
    }
    if watch, inputs.contains("-") {
      throw ValidationError("--watch can't read standard input: it can be read only once.")
    }
    if let workers, !(1...256).contains(workers) {
      throw ValidationError("--workers must be from 1 to 256, not \(workers).")
    }
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1, not \(limit).") }
    if deadLetters != nil, !inputs.isEmpty {
      throw ValidationError("--dead-letters reads records that failed, so there can be no other inputs.")
    }
  }

  func run() async throws {
    if watch {
      Interruption.exit(try await WatchLoop(pipeline: pipeline, inputs: inputs).run())
    }
    guard log == .json else { return try await watched() }
    try await Output.$lines.withValue(LogLines(pipeline: pipeline)) {
      do {
        try await watched()
      } catch let problem as Diagnostic {
        Output.report(problem)
        throw CommandExit.misuse
      } catch let problems as Diagnostics {
        Output.report(problems)
        throw CommandExit.misuse
      }
    }
  }

  /// The run, with what tells of it.
  private func watched() async throws {
    var run = PipelineRun()
    run.progress = progress
    run.isQuiet = quiet || worker
    run.logsQuietly = quiet
    run.showsStages = timings
    run.sharesScreen = writesToTerminal
    run.restarts = restart
    run.deadLetters = deadLetters.map(Overrides.absolute)
    if !worker { run.reloads = { try await definition(isReloaded: true) } }
    guard let address = metrics.flatMap(ListeningAddress.init) else {
      return try await run.run { try await definition() }
    }
    try await WatchedRun(run: run, address: address).run { try await definition() }
  }

  /// A bar would run into the documents on the same screen.
  private var writesToTerminal: Bool { Terminal.standardOutput.isTerminal && output ?? "-" == "-" }

  /// The pipeline with what the command line says in place of what the file says.
  /// - Throws: ``Diagnostics`` with all that is wrong, so that nobody mends one thing to be told
  ///   of the next.
  private func definition(isReloaded: Bool = false) async throws -> PipelineDefinition {
    let found: Diagnostics
    do {
      var (definition, problems) = try PipelineFile.load(pipeline)
      if isReloaded {
        try Plugins.require(for: definition)
      } else {
        try await Plugins.ensure(for: definition)
      }
      if !Diagnostics(problems).hasErrors {
        try Overrides(inputs: inputs, output: output, settings: settings).apply(to: &definition)
        if worker { try definition.becomeWorker(CommandContext.current.registry) }
        if workers != nil || worker { definition.run.workers = .fixed(workers ?? 1) }
        definition.run.limit = limit
        if let report { definition.run.report = Overrides.absolute(report) }
        return definition
      }
      problems += PipelineCheck.problems(in: definition, registry: CommandContext.current.registry).items
      found = Diagnostics(problems)
    } catch let problem as Diagnostic {
      found = Diagnostics([problem])
    }
    throw found
  }
}
