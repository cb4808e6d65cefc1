import Metrics

/// The run's figures for whoever collects them: the seam is swift-metrics, so that a host attaches
/// its own backend. Without one they cost next to nothing.
///
/// `isnad_documents_total` by pipeline and outcome (written, filtered, failed);
/// `isnad_stage_documents_total`, `isnad_stage_failures_total` and the timer
/// `isnad_stage_batch_seconds` by pipeline and stage.
struct RunMetrics {
  private struct Stage {
    let documents: Counter
    let failures: Counter
    let time: Timer
  }

  private let written: Counter
  private let filtered: Counter
  private let failed: Counter
  private let stages: [Stage]

  init(pipeline: String, stages: [String]) {
    func outcome(_ name: String) -> Counter {
      Counter(label: "isnad_documents_total", dimensions: [("pipeline", pipeline), ("outcome", name)])
    }
    written = outcome("written")
    filtered = outcome("filtered")
    failed = outcome("failed")
    self.stages = stages.map {
      let dimensions = [("pipeline", pipeline), ("stage", $0)]
      return Stage(
        documents: Counter(label: "isnad_stage_documents_total", dimensions: dimensions),
        failures: Counter(label: "isnad_stage_failures_total", dimensions: dimensions),
        time: Timer(label: "isnad_stage_batch_seconds", dimensions: dimensions))
    }
  }

  func record(_ result: BatchResult) {
    written.increment(by: result.written)
    filtered.increment(by: result.filtered.values.reduce(0, +))
    failed.increment(by: result.failed.count)
    for (stage, share) in zip(stages, result.shares) {
      stage.documents.increment(by: share.documents)
      if share.failed > 0 { stage.failures.increment(by: share.failed) }
      stage.time.recordNanoseconds(Int64(share.duration / .nanoseconds(1)))
    }
  }
}
