import ArgumentParser
import Isnad
import IsnadStages
import SystemPackage

struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests that stand beside pipelines.",
    discussion: """
      The tests of news.yaml are in news.test.yaml: texts, and what the pipeline must find in them.

        cases:
          - name: a minister and a price
            text: قال الوزير سامي الحداد إن السعر ارتفع خمسة في المئة.
            expect:
              entities: [ { text: سامي الحداد, label: PER } ]
              numbers: [ { value: 5, kind: percentage } ]
            exact: [numbers]       # nothing else may be in these layers

      The pipeline's readers and writers are not used. Exit codes: 0 every case passed, 1 a case failed, 2 the \
      pipeline or the tests are wrong.
      """)

  @Argument(
    help: "Pipelines, or their test files.", completion: .file(extensions: ["yaml", "yml"]))
  var pipelines: [String]
  @Option(
    help: ArgumentHelp("Write the outcome for CI as JUnit XML.", valueName: "file"), completion: .file())
  var junit: String?
  @Flag(help: "Put what was found in place of what was expected, in the cases that differ.")
  var update = false
  @Option(help: ArgumentHelp("Only cases whose name contains this.", valueName: "text"))
  var filter: String?

  func run() async throws {
    var outcomes: [CaseOutcome] = []
    /// Of all cases, those that the filter leaves out too.
    var names: [String] = []
    for path in pipelines {
      outcomes += try await test(path, &names)
    }
    if let filter, outcomes.isEmpty {
      throw Diagnostic(
        .missingInput, "no case has '\(filter)' in its name, so nothing was tested.",
        suggestion: names.isEmpty ? nil : "The cases: \(Self.list(names)).")
    }
    let failed = outcomes.filter { !$0.isPassed }.count
    let cases = outcomes.count == 1 ? "1 case" : "\(outcomes.count) cases"
    try Output.print("\(cases): \(outcomes.count - failed) passed, \(failed) failed.")
    if let junit {
      try TextFile.write(JUnitReport(outcomes).xml, to: FilePath(junit))
    }
    if failed > 0 && !update { throw CommandExit.someFailed }
  }

  /// `news.yaml` for `news.test.yaml`, and the other way round.
  static func pair(_ path: String) -> (pipeline: String, tests: String) {
    let name = FilePath(path)
    let ending = name.extension ?? "yaml"
    if let stem = name.stem, stem.hasSuffix(".test") {
      var pipeline = name
      pipeline.removeLastComponent()
      return (pipeline.appending("\(stem.dropLast(5)).\(ending)").string, path)
    }
    var tests = name
    tests.removeLastComponent()
    return (path, tests.appending("\(name.stem ?? "").test.\(ending)").string)
  }

  /// The first of them, in quotation marks.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(10).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
  }

  private func test(_ path: String, _ names: inout [String]) async throws -> [CaseOutcome] {
    let (pipelinePath, testPath) = Self.pair(path)
    let (definition, problems) = try PipelineFile.load(pipelinePath)
    guard !Diagnostics(problems).hasErrors else { throw Diagnostics(problems) }
    try await Plugins.ensure(for: definition)
    let file = try TestFile(testPath)
    guard file.problems.isEmpty else { throw Diagnostics(file.problems) }
    let pipeline = try await Pipeline.make(definition, registry: CommandContext.current.registry)
    names += file.cases.map(\.name)
    let cases = file.cases.filter { filter.map($0.name.contains) ?? true }
    let clock = ContinuousClock()
    let start = clock.now
    let traces = try await pipeline.closing {
      try await Tracer(pipeline).trace(cases.map { $0.documents.map(\.document) })
    }
    let each = (clock.now - start) / max(1, cases.count)
    var outcomes: [CaseOutcome] = []
    for (testCase, runs) in zip(cases, traces) {
      var outcome = CaseOutcome(pipeline: pipelinePath, file: testPath, testCase: testCase, duration: each)
      for (number, (document, steps)) in zip(testCase.documents, runs).enumerated() {
        let check = try CaseCheck(document, steps)
        let prefix = testCase.documents.count > 1 ? "document \(number + 1): " : ""
        outcome.differences += check.differences.map { prefix + $0 }
        if update, !check.layers.isEmpty, let last = steps.last {
          outcome.updates.append(
            CaseUpdate(document: document, layers: check.layers, found: try OutputDocument(last.after)))
        }
      }
      try show(outcome)
      outcomes.append(outcome)
    }
    if update { try CaseUpdate.apply(outcomes.flatMap(\.updates), to: testPath) }
    return outcomes
  }

  private func show(_ outcome: CaseOutcome) throws {
    let isColoured = Terminal.standardOutput.isColoured
    let (mark, colour) = outcome.isPassed ? ("ok", "32") : ("FAILED", "31")
    let label = isColoured ? "\u{1B}[\(colour)m\(mark)\u{1B}[0m" : mark
    try Output.print("\(label)  \(outcome.place): \u{2068}\(outcome.testCase.name.printable)\u{2069}")
    for difference in outcome.differences { try Output.print("    \(difference)") }
  }
}

/// What came of a case.
struct CaseOutcome {
  let pipeline: String
  let file: String
  let testCase: TestFile.Case
  let duration: Duration
  var differences: [String] = []
  var updates: [CaseUpdate] = []

  var isPassed: Bool { differences.isEmpty }
  var place: String { "\(file):\(testCase.place.line)" }
}
