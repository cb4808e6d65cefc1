import SystemPackage

/// What of a pipeline a checkpoint leans on: by it one is told that a changed pipeline can go on from.
///
/// **The rule.** What a run over given inputs writes must be that of one pipeline, so a checkpoint is refused where
/// anything has changed. A run that never ends has no such whole: whoever changes it wants the next documents to be done
/// in the new way. So where a reader is endless, stages, conditions and writers may change between two runs, and the
/// endless reader's own options; its position is kept, since it knows its sources by their names. Stages that are still
/// there keep what they remember. What a writer has written must be whole without it: one whose file gets its name only
/// at the end of the run can neither change nor go.
struct PipelineParts: Sendable, Equatable {
  struct Reader: Sendable, Equatable {
    var use: String
    /// Changes with its options.
    var print: String
    var isEndless: Bool
  }

  struct Writer: Sendable, Equatable {
    var id: String
    var print: String
    /// What it has written is whole at any time.
    var isAdding: Bool
  }

  struct Stage: Sendable, Equatable {
    var id: String
    var use: String
  }

  var readers: [Reader] = []
  var writers: [Writer] = []
  var stages: [Stage] = []
  var deadLetter: String?

  /// Why a run of this pipeline can't go on as that of another; nil where it can.
  func obstacle(to other: PipelineParts) -> (message: String, suggestion: String)? {
    let isSame =
      readers.count == other.readers.count
      && zip(readers, other.readers).allSatisfy { old, new in
        old.print == new.print || old.use == new.use && old.isEndless && new.isEndless
      }
    guard isSame, readers.contains(where: \.isEndless) else {
      return (
        "only a pipeline that goes on reading feeds (with 'every') can change while it runs, and its other readers can't.",
        "Let the run end, or begin anew with --restart."
      )
    }
    if let lost = writers.first(where: { !$0.isAdding && !other.writers.contains($0) }) {
      return (
        "what the writer '\(lost.id)' has written gets its name at the end of the run, so it can't change before.",
        "Let it add to its file (append: true of jsonl, or sqlite), or begin anew with --restart."
      )
    }
    if deadLetter != other.deadLetter {
      return (
        "'dead-letter' under 'run' has changed, and the file of the run gets its name at the end.",
        "Leave it as it was, or begin anew with --restart."
      )
    }
    return nil
  }
}

extension PipelineParts {
  init(
    _ definition: PipelineDefinition, readers: [any Isnad.Reader], writers: [any Isnad.Writer],
    _ registry: Registry
  ) {
    func print(_ entry: PipelineDefinition.StageEntry) -> String {
      let signature = registry[entry.use]?.description.signature ?? entry.use
      return Fingerprint.hex(
        Fingerprint.of("\(signature) \(entry.with.map(PipelineDefinition.canonical) ?? "")"))
    }
    let entries = definition.stages
    let ofReaders = entries.filter { registry[$0.use]?.kind == .reader }
    let ofWriters = entries.filter { registry[$0.use]?.kind == .writer }
    self.readers = zip(ofReaders, readers).map { entry, reader in
      Reader(use: entry.use, print: print(entry), isEndless: reader.isEndless)
    }
    self.writers = zip(ofWriters, writers).map { entry, writer in
      Writer(id: entry.id, print: print(entry), isAdding: writer.isAdding)
    }
    stages = entries.filter { registry[$0.use]?.kind == .transform }.map { Stage(id: $0.id, use: $0.use) }
    deadLetter = definition.run.deadLetter
  }
}

/// As a checkpoint keeps it.
extension PipelineParts {
  var json: JSONValue {
    .object([
      .init(
        "readers",
        .array(
          readers.map {
            .object([
              .init("use", .string($0.use)), .init("print", .string($0.print)),
              .init("endless", .bool($0.isEndless)),
            ])
          })),
      .init(
        "writers",
        .array(
          writers.map {
            .object([
              .init("id", .string($0.id)), .init("print", .string($0.print)),
              .init("adds", .bool($0.isAdding)),
            ])
          })),
      .init(
        "stages",
        .array(stages.map { .object([.init("id", .string($0.id)), .init("use", .string($0.use))]) })),
      .init("dead_letter", deadLetter.map { .string($0) } ?? .null),
    ])
  }

  /// - Returns: nil for what ``json`` did not make.
  init?(_ value: JSONValue) {
    guard let readers = value["readers"]?.array, let writers = value["writers"]?.array,
      let stages = value["stages"]?.array
    else { return nil }
    func isTrue(_ value: JSONValue?) -> Bool { value == .bool(true) }
    for reader in readers {
      guard let use = reader["use"]?.string, let print = reader["print"]?.string else { return nil }
      self.readers.append(Reader(use: use, print: print, isEndless: isTrue(reader["endless"])))
    }
    for writer in writers {
      guard let id = writer["id"]?.string, let print = writer["print"]?.string else { return nil }
      self.writers.append(Writer(id: id, print: print, isAdding: isTrue(writer["adds"])))
    }
    for stage in stages {
      guard let id = stage["id"]?.string, let use = stage["use"]?.string else { return nil }
      self.stages.append(Stage(id: id, use: use))
    }
    deadLetter = value["dead_letter"]?.string
  }
}

extension Checkpoint {
  /// The checkpoint as another pipeline goes on from it.
  /// - Throws: a ``Diagnostic`` where it can't, by the rule of ``PipelineParts``.
  func carried(to pipeline: Pipeline, _ path: FilePath) throws(Diagnostic) -> Checkpoint {
    let new = pipeline.parts
    guard let parts, parts.readers.contains(where: \.isEndless), !isComplete else {
      throw Diagnostic.changedPipeline(path)
    }
    if let reason = parts.obstacle(to: new) {
      throw Diagnostic(
        .changedPipeline, "the checkpoint '\(path)' is of another pipeline: \(reason.message)",
        suggestion: reason.suggestion)
    }
    var carried = self
    carried.pipeline = pipeline.fingerprint
    carried.parts = new
    carried.outputs = new.writers.map { writer in
      guard let place = parts.writers.firstIndex(of: writer), outputs.indices.contains(place) else {
        return .null
      }
      return outputs[place]
    }
    carried.states = states.filter { id, _ in
      parts.stages.contains { $0.id == id && new.stages.contains($0) }
    }
    let counted = counts.stages
    carried.counts.stages = pipeline.steps.map { step in
      counted.first { $0.id == step.id } ?? Counts.Stage(id: step.id)
    }
    return carried
  }
}
