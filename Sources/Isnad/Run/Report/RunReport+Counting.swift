extension RunReport {
  /// The report of a run that begins, or goes on where another was interrupted.
  init(_ pipeline: Pipeline, resuming counts: Checkpoint.Counts?) {
    self.pipeline = pipeline.name
    fingerprint = pipeline.fingerprint
    versions = pipeline.versions
    stages = pipeline.steps.map { StageShare(id: $0.id) }
    isWritten = !pipeline.writers.isEmpty
    outputs = pipeline.writers.flatMap { writer in
      let files = writer.outputs.map(\.path)
      guard let first = files.first, files.count > 1 else { return files.map(\.string) }
      return [first.removingLastComponent().string]
    }
    guard let counts else { return }
    isResumed = true
    read = counts.read
    written = counts.written
    failed = counts.failed
    filtered = counts.filtered
    for (index, stage) in counts.stages.enumerated()
    where index < stages.count && stages[index].id == stage.id {
      stages[index].documents = stage.documents
      stages[index].failed = stage.failed
      stages[index].annotations = stage.annotations
    }
  }

  /// What a checkpoint keeps.
  var counts: Checkpoint.Counts {
    Checkpoint.Counts(
      read: read, written: written, failed: failed, filtered: filtered,
      stages: stages.map {
        .init(id: $0.id, documents: $0.documents, failed: $0.failed, annotations: $0.annotations)
      })
  }

  mutating func add(_ result: BatchResult) {
    read += result.read
    written += result.written
    failed += result.failed.count
    filtered.merge(result.filtered) { $0 + $1 }
    for failed in result.failed where failures.count < Self.maxFailures {
      failures.append(
        Failure(source: failed.record.source, stage: failed.stage, failure: failed.failure))
    }
    for (index, share) in result.shares.enumerated() { stages[index].add(share) }
  }
}
