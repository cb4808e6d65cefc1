/// Checks a definition against the stages that there are: names, options, data flow.
public enum PipelineCheck {
  /// All that is wrong, sorted by place.
  public static func problems(in definition: PipelineDefinition, registry: Registry) -> Diagnostics {
    var definition = definition
    definition.collectSecrets(registry)
    var problems: [Diagnostic] = []
    for entry in definition.stages {
      guard let type = registry[entry.use] else {
        problems.append(
          Diagnostic(
            .unknownStage, "there is no stage '\(entry.use)'.", at: entry.place,
            suggestion: registry.suggestion(for: entry.use)))
        continue
      }
      // An option of the command line may go to two stages; it is wrong once.
      for problem in type.check(entry.with, definition.file, entry.place) where !problems.contains(problem) {
        problems.append(problem)
      }
      let patience = [
        ("retry", entry.retry != nil), ("timeout", entry.timeout != nil),
        ("max-in-flight", entry.maxInFlight != nil),
      ]
      if !type.isAsynchronous, let key = patience.first(where: \.1)?.0 {
        problems.append(
          Diagnostic(
            .structure, "'\(key)' is for stages that wait, and '\(entry.use)' only computes.",
            at: entry.place, suggestion: "Leave it out: 'max-document-bytes' bounds what it has to do."))
      }
    }
    problems += shape(of: definition, registry)
    if definition.run.checkpoint != nil, definition.run.order == .any {
      problems.append(
        Diagnostic(
          .structure, "a run with a checkpoint can't have 'order: any'.",
          at: definition.runPlaces["order"] ?? Diagnostic.Place(file: definition.file),
          suggestion: "Leave 'order' out: a checkpoint counts documents in their order."))
    }
    problems += DataFlow.problems(in: definition, registry)
    return definition.secrets.redact(Diagnostics(problems))
  }

  /// Readers come first, and there is one.
  private static func shape(
    of definition: PipelineDefinition, _ registry: Registry
  ) -> [Diagnostic] {
    guard !definition.stages.isEmpty else { return [] }
    let kinds = definition.stages.map { registry[$0.use]?.kind }
    var problems: [Diagnostic] = []
    if !kinds.contains(.reader) && !kinds.contains(nil) {
      problems.append(
        Diagnostic(
          .missingReader, "the pipeline has no reader.", at: definition.stages[0].place,
          suggestion: "Put 'reader' first."))
    }
    var chainStarted = false
    var depth = 0
    for move in definition.chain.walk {
      if case .enter = move { depth += 1 }
      if case .leave = move { depth -= 1 }
      guard case .stage(let entry) = move else { continue }
      let kind = registry[entry.use]?.kind
      if kind == .reader && depth == 0 && chainStarted {
        problems.append(
          Diagnostic(
            .structure, "the reader '\(entry.id)' stands after other stages.", at: entry.place,
            suggestion: "Readers come first; several are read one after another."))
      }
      if kind == .reader && depth > 0 {
        problems.append(
          Diagnostic(
            .structure, "the reader '\(entry.id)' stands in a branch: there is no document yet.",
            at: entry.place, suggestion: "Readers come first; several are read one after another."))
      }
      if kind == .reader && entry.when != nil {
        problems.append(
          Diagnostic(.structure, "a reader can't have 'when': there is no document yet.", at: entry.place))
      }
      if kind != .reader { chainStarted = true }
    }
    return problems
  }
}
