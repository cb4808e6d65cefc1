import Logging
import SystemPackage

/// A checked chain of stages, ready to run.
public struct Pipeline: Sendable {
  /// A step of the chain behind the readers.
  struct Step: Sendable {
    enum Work: Sendable {
      case transform(any Transform)
      case async(any AsyncTransform, FlightLimit)
      case stateful(any StatefulTransform)
      /// The writer's place among the pipeline's writers.
      case writer(Int)
    }

    let id: String
    /// By which a checkpoint knows its state: a run that goes on may come to a stage of the same id with other options.
    let stateKey: String
    let place: Diagnostic.Place?
    let work: Work
    let when: Condition?
    let onError: ErrorPolicy
    let retry: RetryPolicy?
    let timeout: Duration?
    /// Layers that it provides: their annotations are counted for the report.
    let provides: [String]

    /// The same step, in which a document that fails costs only itself, and a stage that waits does so for `limit` at
    /// the most.
    func goingOn(limit: Duration?) -> Step {
      let isPatient = if case .async = work { true } else { false }
      return Step(
        id: id, stateKey: stateKey, place: place, work: work, when: when,
        onError: onError == .stop ? .deadLetter : onError, retry: retry,
        timeout: isPatient ? [timeout, limit].compactMap { $0 }.min() : timeout, provides: provides)
    }

    /// The stage works on its worker's thread alone.
    var isSynchronous: Bool {
      switch work {
      case .transform, .writer: true
      case .async, .stateful: false
      }
    }
  }

  public let name: String
  /// Stages that keep something running beside the documents.
  var residents: [any ResidentStage] {
    steps.compactMap {
      switch $0.work {
      case .transform(let stage): stage as? any ResidentStage
      case .async(let stage, _): stage as? any ResidentStage
      case .stateful(let stage): stage as? any ResidentStage
      case .writer: nil
      }
    }
  }
  /// The same pipeline, in which no document ends the run.
  func goingOn(limit: Duration?) -> Pipeline {
    var pipeline = self
    pipeline.tree = tree.compactMap { $0.goingOn(limit: limit) }
    return pipeline
  }
  private let closing: StageClosing
  let readers: [any Reader]
  let readerIDs: [String]
  /// Where each is told what to read; nil where the command line says it.
  let readerPlaces: [Diagnostic.Place?]
  /// The chain behind the readers.
  private(set) var tree: StageTree<Step>
  /// Its steps in the order of the file; a document comes to those of one arm of a branch at the most.
  var steps: [Step] { tree.stages }
  let secrets: Secrets
  let writers: [any Writer]
  /// The ids of the writers.
  var writerSteps: [String] {
    steps.compactMap { step in
      if case .writer = step.work { return step.id }
      return nil
    }
  }
  /// The keys of states that outlast a run that is complete.
  var lastingStates: [String] {
    steps.compactMap { step in
      if case .stateful(let stage) = step.work, stage.keepsState { return step.stateKey }
      return nil
    }
  }
  /// The pipeline's file and all that it includes.
  let files: [FilePath]
  public let settings: RunSettings
  /// Where the settings stand in the file.
  let settingPlaces: [String: Diagnostic.Place]
  /// Resolves the run's own paths.
  let context: StageContext
  /// Changes with everything that decides what a run writes.
  public let fingerprint: String
  /// What a checkpoint must be of: a run that goes on does so with whatever the pipeline has become, part by part.
  var runFingerprint: String { settings.mode == .continuous ? RunMode.continuous.rawValue : fingerprint }
  /// Name, version and content of every stage in use (see ``StageDescription/edition``).
  public let versions: [String]

  /// Closes all stages, the last one first; once, however often it is called. A ``Runner`` does so at its end; whoever
  /// makes a pipeline for something else does it there.
  public func close() async { await closing.close() }

  /// Does something with the pipeline and closes it, whatever comes of it.
  public func closing<Answer>(_ body: () async throws -> Answer) async rethrows -> Answer {
    let answer: Answer
    do {
      answer = try await body()
    } catch {
      await close()
      throw error
    }
    await close()
    return answer
  }

  /// Makes all stages.
  /// - Throws: ``Diagnostics`` with all that is wrong; nothing has run then.
  public static func make(
    _ definition: PipelineDefinition, registry: Registry, logger: Logger = Logger(label: "isnad")
  ) async throws(Diagnostics) -> Pipeline {
    let found = PipelineCheck.problems(in: definition, registry: registry)
    guard !found.hasErrors else { throw found }
    let (pipeline, problems) = await made(definition, registry: registry, logger: logger)
    guard problems.isEmpty else {
      await pipeline.close()
      throw pipeline.secrets.redact(Diagnostics(problems))
    }
    return pipeline
  }

  /// Makes all stages that can be made, with what is wrong with the others.
  /// - Parameter faulty: ids of stages that nobody tries to make, since their options are wrong.
  static func made(
    _ definition: PipelineDefinition, registry: Registry, logger: Logger, without faulty: Set<String> = []
  ) async -> (Pipeline, [Diagnostic]) {
    var definition = definition
    definition.collectSecrets(registry)
    var logger = logger
    logger.handler = MaskedLogHandler(logger.handler, definition.secrets)
    var readers: [any Reader] = []
    var readerPlaces: [Diagnostic.Place?] = []
    var readerIDs: [String] = []
    var writers: [any Writer] = []
    // One an entry; nil for a reader.
    var steps: [Step?] = []
    var problems: [Diagnostic] = []
    var layers: [String: StageLayers] = [:]
    var signatures: [String: String] = [:]
    var provided: [String] = []
    let closing = StageClosing()
    for entry in definition.stages {
      steps.append(nil)
      guard !faulty.contains(entry.id) else { continue }
      guard let type = registry[entry.use] else { continue }
      let context = StageContext(
        id: entry.id, directory: entry.directory, place: entry.place,
        maxDocumentBytes: definition.run.maxDocumentBytes, workers: definition.run.workers.count,
        maxAnnotations: definition.run.maxAnnotations, layers: provided,
        language: definition.language.map(definition.resolve),
        goesOn: definition.run.mode == .continuous, logger: logger)
      let work: Step.Work
      var keepsState = false
      do {
        let stage = try await type.make(entry.with, definition.file, context)
        closing.add(stage)
        if let dynamic = stage as? any DynamicStage {
          layers[entry.id] = dynamic.layers
          signatures[entry.id] = dynamic.signature
        }
        for layer in (layers[entry.id] ?? type.layers(entry.with))?.provides ?? type.description.provides
        where !provided.contains(layer) {
          provided.append(layer)
        }
        switch stage {
        case let reader as any Reader:
          readers.append(reader)
          readerIDs.append(entry.id)
          let paths = entry.with?["paths"]?.place
          readerPlaces.append(
            paths?.line == 0 ? nil : paths.map { Diagnostic.Place(definition.file, $0) } ?? entry.place)
          continue
        case let writer as any Writer:
          writers.append(writer)
          work = .writer(writers.count - 1)
        case let transform as any Transform: work = .transform(transform)
        case let transform as any AsyncTransform:
          work = .async(transform, FlightLimit(entry.maxInFlight ?? max(1, transform.maxInFlight)))
        case let transform as any StatefulTransform:
          work = .stateful(transform)
          keepsState = transform.keepsState
        default:
          problems.append(
            Diagnostic(
              .structure, "'\(entry.use)' is no reader, transform or writer.", at: entry.place))
          continue
        }
      } catch let found as Diagnostics {
        problems += found.items
        continue
      } catch {
        problems.append(Self.problem(error, entry))
        continue
      }
      steps[steps.count - 1] = Step(
        id: entry.id, stateKey: definition.stateKey(entry, outlasts: keepsState), place: entry.place,
        work: work, when: entry.when,
        onError: entry.onError ?? definition.run.onError, retry: entry.retry ?? definition.run.retry,
        timeout: entry.timeout ?? definition.run.timeout,
        provides: (layers[entry.id] ?? type.layers(entry.with))?.provides ?? type.description.provides)
    }
    if !layers.isEmpty, faulty.isEmpty {
      problems += DataFlow.problems(in: definition, registry, layers).filter { $0.severity == .error }
    }
    var made = steps.makeIterator()
    let pipeline = Pipeline(
      name: definition.name, closing: closing, readers: readers, readerIDs: readerIDs,
      readerPlaces: readerPlaces, tree: definition.chain.compactMap { _ in made.next() ?? nil },
      secrets: definition.secrets, writers: writers, files: definition.files,
      settings: definition.run, settingPlaces: definition.runPlaces,
      context: StageContext(id: "run", directory: definition.directory, logger: logger),
      fingerprint: definition.fingerprint(registry, signatures),
      versions: definition.stages.compactMap { signatures[$0.id] ?? registry[$0.use]?.description.edition })
    return (pipeline, problems)
  }

  private static func problem(_ error: any Error, _ entry: PipelineDefinition.StageEntry) -> Diagnostic {
    var diagnostic =
      error as? Diagnostic
      ?? Diagnostic(.invalidOption, "'\(entry.id)' could not start: \(StageFailure(error).message)")
    if diagnostic.place == nil { diagnostic.place = entry.place }
    // What names a value of the command line is about the option that gave it.
    let given = entry.with?.mapping?.first { pair in
      guard pair.value.place.line == 0, let text = pair.value.scalar?.text, !text.isEmpty else {
        return false
      }
      return diagnostic.message.contains("'\(text)'")
    }
    if let option = given?.value.place.file, diagnostic.place == entry.place {
      diagnostic.place = Diagnostic.Place(file: option)
    }
    return diagnostic
  }
}
