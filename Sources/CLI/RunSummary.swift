import Isnad
import IsnadStages
import SystemPackage

/// What a run says at its end, on standard error.
struct RunSummary {
  private static let maxNamed = 20

  let report: RunReport
  let isQuiet: Bool
  let showsStages: Bool

  func show() {
    failures()
    guard !isQuiet else { return }
    for summary in report.summaries { Output.report(summary.printable) }
    if !report.passedOver.isEmpty {
      let reasons = report.passedOver.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let counts = reasons.map { "\(Progress.grouped($0.value)) \($0.key)" }.joined(separator: ", ")
      Output.report("Records that are no articles were passed over: \(counts).")
    }
    if showsStages || Terminal.standardError.isTerminal { stages() }
    Output.report(line, figures)
    if let place { Output.report(place) }
  }

  /// Where the documents are that were written to files.
  private var place: String? {
    guard !report.outputs.isEmpty, !report.isStopped, !report.isInterrupted else { return nil }
    let here = Overrides.absolute("")
    let names = report.outputs.map { path in
      let path = FilePath(Overrides.absolute(path)).lexicallyNormalized().string
      return
        "'\((path.hasPrefix(here + "/") ? String(path.dropFirst(here.utf8.count + 1)) : path).printable)'"
    }
    return "Written to \(names.joined(separator: ", "))."
  }

  /// A table, a line a stage: documents in and out, failures, annotations, processor time, megabytes
  /// a second, the slowest document.
  private func stages() {
    var rows = [["stage", "in", "out", "failed", "annotations", "CPU", "MB/s", "slowest document"]]
    for stage in report.stages {
      let cpu = stage.cpu == .zero ? stage.duration : stage.cpu
      let rate = Progress.oneDecimal(Double(report.readBytes) / 1e6 / max(cpu / .seconds(1), 0.000_001))
      let slowest = stage.slowest.map {
        "\(Progress.oneDecimal($0.duration / .milliseconds(1))) ms  \($0.id.prefix(40).printable)"
      }
      rows.append([
        stage.id, Progress.grouped(stage.documents),
        Progress.grouped(stage.documents - stage.failed - stage.filtered), Progress.grouped(stage.failed),
        Progress.grouped(stage.annotations), Progress.oneDecimal(cpu / .seconds(1)) + " s", rate,
        slowest ?? "",
      ])
    }
    for line in Self.table(rows) { Output.report(line) }
    let memory = Progress.oneDecimal(Double(report.peakMemory) / 1e6)
    Output.report("Pipeline \(report.fingerprint); at most \(memory) MB of memory.")
  }

  /// Columns side by side, the first and the last to the left, figures to the right.
  static func table(_ rows: [[String]]) -> [String] {
    guard let columns = rows.first?.count else { return [] }
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        switch column {
        case 0: line += "  " + cell + padding
        case columns - 1: line += cell.isEmpty ? "" : "  " + cell
        default: line += "  " + padding + cell
        }
      }
      return line
    }
  }

  /// `5 documents read: 5 written, 0 filtered, 0 failed; 0.02 s, 1.1 MB/s, 2 workers.`
  var line: String {
    let seconds = report.duration / .seconds(1)
    let filtered = report.filtered.values.reduce(0, +)
    let rate = Progress.oneDecimal(Double(report.readBytes) / 1e6 / max(seconds, 0.001))
    let hundredths = Int((seconds * 100).rounded())
    let time = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    let documents = report.read == 1 ? "1 document" : "\(Progress.grouped(report.read)) documents"
    let workers = report.workers == 1 ? "1 worker" : "\(report.workers) workers"
    let written = report.isWritten ? "written" : "through a pipeline without a writer"
    var text = "\(documents) read: \(Progress.grouped(report.written)) \(written), "
    text += "\(Progress.grouped(filtered)) filtered, \(Progress.grouped(report.failed)) failed; "
    text += "\(time) s, \(rate) MB/s, \(workers)."
    return text
  }

  private var figures: [JSONValue.Member] {
    [
      .init("read", .integer(report.read)), .init("written", .integer(report.written)),
      .init("filtered", .integer(report.filtered.values.reduce(0, +))),
      .init("failed", .integer(report.failed)),
    ]
  }

  /// How to go on after an interruption.
  var waysOn: [String] {
    if let checkpoint = report.checkpoint {
      return [
        "The same command goes on from the checkpoint '\(checkpoint.printable)'; --restart begins anew."
      ]
    }
    return report.isInterrupted
      ? report.remains.map(\.printable) + ["A pipeline with 'checkpoint' under 'run' can go on where it was."]
      : []
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
      Output.report("… and \(Progress.grouped(report.failed - Self.maxNamed)) more.")
    }
    if let path = report.deadLetters, path != "-" {
      Output.report("The records of failed documents are in '\(path.printable)'.")
    }
  }
}
