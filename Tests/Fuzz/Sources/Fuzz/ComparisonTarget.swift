import Isnad
import Synchronization
import SystemPackage

@testable import IsnadCLI

/// What explains annotations, made once: some of it is made only where one may wait.
private let stages = Mutex<ExplainingStages?>(nil)

func prepareComparisons() async {
  guard let made = try? await ExplainingStages.make(nil) else { fatalError("the stages can't be made") }
  stages.withLock { $0 = made }
}

/// What `eval`, `diff` and `why` read: a gold and an output, with a record separator (U+001E) between them. Whatever is
/// in them is told or scored; an output says the same as itself.
@Sendable func fuzzComparisons(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: 0x1E, maxSplits: 1, omittingEmptySubsequences: false)
  let (gold, output) = (write(parts[0], "gold"), write(parts.count > 1 ? parts[1] : parts[0], "output"))
  score(gold, output)
  for other in [output, gold] {
    var diff = OutputDiff(layer: nil, isStrict: true, limit: 20)
    guard (try? diff.compare(gold, other) { _ in }) != nil else { continue }
    _ = (diff.totals, diff.json)
    precondition(other != gold || diff.isEmpty, "an output is not what it is")
  }
  guard let explaining = stages.withLock({ $0 }), let documents = try? OutputFile(output) else { return }
  for case .success(let document) in documents {
    for (layer, annotations) in document.layers {
      for annotation in annotations {
        let reason = Reason(layer: layer, annotation: annotation, document: document, stages: explaining)
        _ = (reason.text(isColoured: false), reason.json)
      }
    }
  }
}

private func score(_ gold: String, _ output: String) {
  if let file = try? CoNLLFile(gold) {
    _ = file.documents(of: 2)
    if let other = try? CoNLLFile(output) { _ = try? EntityScore.table(file, other, ["PER", "LOC"]) }
    if let predictions = try? PredictionFile(output) {
      _ = EntityScore.table(file, of: 1, predictions, ["PER", "LOC"]).text
    }
  }
  guard let records = try? PredictionFile(gold).records, let predictions = try? PredictionFile(output) else {
    return
  }
  var tables = QuoteScore(records, predictions, everything: true).tables
  tables += QuoteScore(records, predictions, everything: false).tables
  tables.append(EntityScore.table(records, predictions, only: nil))
  tables += [CanonicalScore(records, predictions).table(only: nil)].compactMap { $0 }
  tables.append(NumberScore(records, predictions).table)
  tables.append(NumberSuiteScore(records, predictions, fails: 5).table)
  tables += FigureScore(records, predictions).tables
  for table in tables { _ = (table.text, table.json) }
}

private func write(_ bytes: ArraySlice<UInt8>, _ name: String) -> String {
  let path = FilePath("/tmp/isnad-fuzz-\(name)")
  do {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.closeAfter { _ = try file.writeAll(bytes) }
  } catch {
    preconditionFailure("\(error)")
  }
  return path.string
}
