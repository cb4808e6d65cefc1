import Isnad
import Logging
import SystemPackage

/// A stage in any language: a process that reads documents and answers with layers, as
/// plugins/PROTOCOL.md says.
public struct ProcessStage: AsyncTransform, ResidentStage, DynamicStage {
  public struct Options: StageOptions {
    @StageOption(
      "command", help: "The program and its arguments; it runs in the pipeline's folder.", required: true)
    public var command: [String] = []

    @StageOption("options", help: "A mapping that is handed to the process as it is.")
    public var options = JSONOption()

    @StageOption("processes", help: "How many; without it one for each worker.")
    public var processes: Int? = nil

    @StageOption("startup-timeout", help: "How long it may take to load what it needs.")
    public var startupTimeout = Duration.seconds(60)

    @StageOption("max-answer-bytes", help: "A longer line is an error.", in: 1024...(1 << 30))
    public var maxAnswerBytes = 16 << 20

    @StageOption(
      "max-restarts", help: "How often in a row it may die without an answer before the run stops.",
      in: 0...1000)
    public var maxRestarts = 10

    @StageOption(
      "max-documents",
      help:
        "A process that has answered so many documents is ended and started again: for a program that leaks memory, in a run that goes on for months."
    )
    public var maxDocuments: Int? = nil

    public init() {}

    public func validate() throws(InvalidOption) {
      guard let program = command.first, !program.isEmpty else { throw InvalidOption("command", "is empty") }
      if let processes, !(1...256).contains(processes) {
        throw InvalidOption("processes", "must be from 1 to 256, not \(processes)")
      }
      if let maxDocuments, maxDocuments < 1 {
        throw InvalidOption("max-documents", "must be at least 1, not \(maxDocuments)")
      }
    }
  }

  public static let description = StageDescription(
    name: "process", summary: "Hands documents to a program in any language and takes layers from it.",
    layersAreDynamic: true)

  /// The longest pause before a process that has died is started again.
  private static let longestPause = Duration.seconds(5)

  private let process: PluginProcess
  private let introduction: PluginProtocol.Introduction
  private let count: Int
  private let maxRestarts: Int
  private let logger: Logger
  private let place: Diagnostic.Place?
  private let queue = PluginQueue()

  public init(options: Options, context: StageContext) async throws {
    place = context.place
    maxRestarts = options.maxRestarts
    logger = context.logger
    count = options.processes ?? context.workers
    process = PluginProcess(
      command: options.command, directory: context.directory,
      hello: PluginProtocol.hello(stage: context.id, options: options.options.value),
      maxAnswerBytes: options.maxAnswerBytes, maxDocuments: options.maxDocuments,
      startupTimeout: options.startupTimeout, name: context.id, logger: context.logger)
    do {
      introduction = try await process.introduction()
    } catch let failure as StageFailure {
      throw Diagnostic(
        .plugin, "the process of '\(context.id)' can't be used: \(failure.message).", at: context.place,
        suggestion: "It was started as: \(options.command.joined(separator: " "))")
    }
  }

  public var layers: StageLayers { introduction.layers }
  public var signature: String { introduction.signature }
  public var takesBatches: Bool { true }
  public var defaultTimeout: Duration? { .seconds(60) }
  /// A batch that waits for a process would spend its time for it.
  public var maxInFlight: Int { count }

  public func process(_ document: inout Document) async throws {
    document = try await process(batch: [document])[0].get()
  }

  public func process(batch: [Document]) async throws -> [Result<Document, any Error>] {
    try await results(of: batch[...])
  }

  /// A document that kills the process is found by halving: its neighbours get their answers.
  private func results(of batch: ArraySlice<Document>) async throws -> [Result<Document, any Error>] {
    let job = PluginJob(batch.map { PluginProtocol.encode($0, introduction) })
    do {
      let answers = try await queue.answers(to: job)
      var results = batch.map { Result<Document, any Error>.success($0) }
      for answer in answers {
        results[answer.key] = result(answer.value, batch[batch.startIndex + answer.key])
      }
      return results
    } catch let failure as StageFailure {
      guard batch.count > 1 else { return [.failure(named(failure))] }
      let middle = batch.startIndex + batch.count / 2
      return try await results(of: batch[..<middle]) + results(of: batch[middle...])
    }
  }

  private func result(_ answer: JSONValue, _ document: Document) -> Result<Document, any Error> {
    var document = document
    do {
      try PluginProtocol.apply(answer, to: &document, introduction)
      return .success(document)
    } catch {
      return .failure(named(error))
    }
  }

  /// The failure with the plug-in's name.
  private func named(_ failure: StageFailure) -> StageFailure {
    StageFailure(
      code: failure.code, message: "\(introduction.name): \(failure.message)",
      isTransient: failure.isTransient)
  }

  // MARK: The processes

  public func reside() async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<count { group.addTask { await keepOne() } }
      await withTaskCancellationHandler {
        await group.waitForAll()
      } onCancel: {
        queue.close()
      }
    }
  }

  /// Keeps one process going: starts it for the first job, and again after it has died or has done its share.
  private func keepOne() async {
    let inARow = Counter()
    while let job = await queue.next() {
      do {
        if try await process.serve(job, queue, answered: { inARow.reset() }) { return }
        logger.debug("\(introduction.name): it has answered its share, and is started again")
      } catch {
        guard !Task.isCancelled else { return }
        // Called off because nobody waits any more: that is no fault of its own.
        if job.isCancelled, !job.ranOut() { continue }
        let reason = job.isCancelled ? "it did not answer in time" : StageFailure(error).message
        logger.warning("\(introduction.name): \(reason); it is started again")
        let deaths = inARow.increase()
        guard deaths <= maxRestarts else {
          queue.fail(
            Diagnostic(
              .plugin,
              "'\(introduction.name)' has failed \(deaths) times in a row: \(reason).",
              at: place, suggestion: "Its own messages are above; 'max-restarts' sets how often it may."))
          continue
        }
        let pause = Duration.milliseconds(20) * Double(1 << min(deaths, 10))
        try? await Task.sleep(for: min(pause, Self.longestPause))
      }
    }
  }
}

extension Diagnostic.Code {
  /// A plug-in can't be used.
  public static let plugin = Self(rawValue: "plugin")
}
