import Isnad

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A transform of any kind, called in one way.
struct StageSubject: Sendable {
  enum Kind: Sendable {
    case computes(any Transform)
    case waits(any AsyncTransform)
    case remembers(any StatefulTransform)
  }

  let kind: Kind

  init(_ stage: any Stage) throws {
    switch stage {
    case let stage as any Transform: kind = .computes(stage)
    case let stage as any AsyncTransform: kind = .waits(stage)
    case let stage as any StatefulTransform: kind = .remembers(stage)
    default: throw Diagnostic(.structure, "'\(type(of: stage).description.name)' is no transform.")
    }
  }

  private var stage: any Stage {
    switch kind {
    case .computes(let stage): stage
    case .waits(let stage): stage
    case .remembers(let stage): stage
    }
  }

  /// Layers, from the stage itself where only it knows them.
  func layers(_ description: StageDescription) -> StageLayers {
    (stage as? any DynamicStage)?.layers
      ?? StageLayers(requires: description.requires, uses: description.uses, provides: description.provides)
  }

  /// Calls `body` while the stage's residents run.
  func running<Answer: Sendable>(_ body: @Sendable () async throws -> Answer) async throws -> Answer {
    guard let resident = stage as? any ResidentStage else { return try await body() }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await resident.reside() }
      defer { group.cancelAll() }
      return try await body()
    }
  }

  func process(_ document: inout Document) async throws {
    switch kind {
    case .computes(let stage): try stage.process(&document)
    case .waits(let stage): try await stage.process(&document)
    case .remembers(let stage): try Self.once(stage, &document)
    }
  }

  private static func once<S: StatefulTransform>(_ stage: S, _ document: inout Document) throws {
    var state = try stage.makeState()
    try stage.process(&document, state: &state)
  }

  /// What is wrong with a stateful stage's memory: a checkpoint must keep all of it.
  func memoryViolations(_ documents: [Document]) throws -> [String] {
    guard case .remembers(let stage) = kind else { return [] }
    return try Self.memoryViolations(stage, documents)
  }

  private static func memoryViolations<S: StatefulTransform>(_ stage: S, _ documents: [Document]) throws
    -> [String]
  {
    var straight = try stage.makeState()
    var saved = try stage.makeState()
    for document in documents {
      var (first, second) = (document, document)
      try stage.process(&first, state: &straight)
      try stage.process(&second, state: &saved)
      // What a checkpoint does between any two documents.
      saved = try JSONDecoder().decode(S.State.self, from: try JSONEncoder().encode(saved))
    }
    return stage.summary(of: straight) == stage.summary(of: saved)
      ? [] : ["a state that is saved and loaded between documents gives another summary"]
  }
}
