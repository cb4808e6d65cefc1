import Isnad

/// What a run says at its end, on standard error.
struct RunSummary {
  private static let maxNamed = 20

  let report: RunReport
  let isQuiet: Bool
  let showsStages: Bool

  func show() {
    failures()
    guard !isQuiet else { return }
    for summary in report.summaries { Output.report(summary) }
    if showsStages { stages() }
    Output.report(line)
  }

  /// A line a stage: documents, failures, annotations, time on the workers, megabytes a second.
  private func stages() {
    let width = report.stages.map(\.id.count).max() ?? 0
    for stage in report.stages {
      let seconds = stage.duration / .seconds(1)
      let rate = ProgressBar.oneDecimal(Double(report.readBytes) / 1e6 / max(seconds, 0.000_001))
      let padding = String(repeating: " ", count: width - stage.id.count)
      Output.report(
        "  \(stage.id)\(padding)  \(ProgressBar.grouped(stage.documents)) documents, \(stage.failed) failed, "
          + "\(ProgressBar.grouped(stage.annotations)) annotations, \(ProgressBar.oneDecimal(seconds)) s, \(rate) MB/s"
      )
    }
  }

  /// `5 documents read: 5 written, 0 filtered, 0 failed; 0.02 s, 1.1 MB/s, 2 workers.`
  var line: String {
    let seconds = report.duration / .seconds(1)
    let filtered = report.filtered.values.reduce(0, +)
    let rate = ProgressBar.oneDecimal(Double(report.readBytes) / 1e6 / max(seconds, 0.001))
    let hundredths = Int((seconds * 100).rounded())
    let time = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    let documents = report.read == 1 ? "1 document" : "\(ProgressBar.grouped(report.read)) documents"
    let workers = report.workers == 1 ? "1 worker" : "\(report.workers) workers"
    var text = "\(documents) read: \(ProgressBar.grouped(report.written)) written, "
    text += "\(ProgressBar.grouped(filtered)) filtered, \(ProgressBar.grouped(report.failed)) failed; "
    text += "\(time) s, \(rate) MB/s, \(workers)."
    return text
  }

  /// Names the documents that failed, or says where their records are kept.
  private func failures() {
    for failure in report.failures.prefix(Self.maxNamed) {
      Output.report(
        Diagnostic(
          Diagnostic.Code(rawValue: failure.failure.code),
          "\(failure.failure.message) (stage '\(failure.stage)').",
          at: Diagnostic.Place(file: failure.source.uri, line: failure.source.record)))
    }
    if report.failed > Self.maxNamed {
      Output.report("… and \(ProgressBar.grouped(report.failed - Self.maxNamed)) more.")
    }
    if let path = report.deadLetters {
      Output.report("The records of failed documents are in '\(path)'.")
    }
  }
}
