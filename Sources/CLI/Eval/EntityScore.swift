import Isnad

/// Entities: exact spans with the right label.
enum EntityScore {
  // MARK: CoNLL

  /// Predicted spans are laid on the tokens that they overlap: one that starts after an attached و counts as
  /// its whole token.
  static func table(
    _ gold: CoNLLFile, of group: Int, _ predictions: PredictionFile, _ labels: Set<String>
  ) -> ScoreTable {
    var counts: [String: Counts] = [:]
    var missing = 0
    for document in gold.documents(of: group) {
      let prediction = predictions[document.id]
      if prediction == nil { missing += 1 }
      var guess: Set<CoNLLFile.Mention> = []
      for entity in prediction?["entities"]?.array ?? [] {
        guard let label = entity["label"]?.string, labels.contains(label), let start = entity["start"]?.int,
          let end = entity["end"]?.int
        else { continue }
        // Tokens stand one behind the other.
        let first = document.tokens.start { start < $0.upperBound }
        let behind = document.tokens.start { end <= $0.lowerBound }
        guard first < behind else { continue }
        guess.insert(.init(tokens: first..<behind, label: label))
      }
      add(CoNLLFile.mentions(document.labels), guess, labels, to: &counts)
    }
    var table = table(counts, labels)
    if missing > 0 { table.notes.append("documents without a prediction: \(missing)") }
    return table
  }

  /// Two CoNLL files of the same tokens.
  static func table(_ gold: CoNLLFile, _ prediction: CoNLLFile, _ labels: Set<String>) throws(Diagnostic)
    -> ScoreTable
  {
    let (one, two) = (gold.documents(of: 1), prediction.documents(of: 1))
    guard one.map(\.text) == two.map(\.text) else {
      throw Diagnostic(.invalidOutput, "the two CoNLL files have other tokens or sentences.")
    }
    var counts: [String: Counts] = [:]
    for (gold, guess) in zip(one, two) {
      add(CoNLLFile.mentions(gold.labels), CoNLLFile.mentions(guess.labels), labels, to: &counts)
    }
    return table(counts, labels)
  }

  private static func add(
    _ gold: Set<CoNLLFile.Mention>, _ guess: Set<CoNLLFile.Mention>, _ labels: Set<String>,
    to counts: inout [String: Counts]
  ) {
    for mention in gold where labels.contains(mention.label) {
      counts[mention.label, default: Counts()].gold += 1
    }
    for mention in guess where labels.contains(mention.label) {
      counts[mention.label, default: Counts()].predicted += 1
      if gold.contains(mention) { counts[mention.label, default: Counts()].right += 1 }
    }
  }

  private static func table(_ counts: [String: Counts], _ labels: Set<String>) -> ScoreTable {
    var table = ScoreTable(title: "entities", headings: Counts.headings)
    for label in labels.sorted() { table.rows.append((label, (counts[label] ?? Counts()).cells)) }
    table.rows.append(("all", counts.values.reduce(Counts(), +).cells))
    return table
  }

  // MARK: Documents

  /// Exact spans of documents whose gold has entities.
  static func table(_ gold: [JSONValue], _ predictions: PredictionFile, only: Set<String>?) -> ScoreTable {
    var counts: [String: Counts] = [:]
    for record in gold {
      guard let entities = record["entities"]?.array else { continue }
      let right = Set(entities.compactMap(EntitySpan.init))
      let guess = Set(
        (predictions[record["id"]?.string ?? ""]?["entities"]?.array ?? []).compactMap(EntitySpan.init))
      for span in right { counts[span.label, default: Counts()].gold += 1 }
      for span in guess { counts[span.label, default: Counts()].predicted += 1 }
      for span in right.intersection(guess) { counts[span.label, default: Counts()].right += 1 }
    }
    let labels = ordered(counts.keys)
    var table = ScoreTable(title: "entities", headings: Counts.headings)
    var (sum, names) = (Counts(), Counts())
    for label in labels where only?.contains(label) ?? true {
      let count = counts[label] ?? Counts()
      table.rows.append((label, count.cells))
      sum = sum + count
      if label != "NORP" { names = names + count }
    }
    if only == nil { table.rows.append(("without NORP", names.cells)) }
    table.rows.append(("all", sum.cells))
    return table
  }

  /// The labels of the distribution, then those of a user's lists.
  static func ordered(_ labels: some Collection<String>) -> [String] {
    let order = ["PER", "LOC", "ORG", "MISC", "NORP"]
    return order + labels.filter { !order.contains($0) }.sorted()
  }
}

/// Where an entity is, and what it is said to be.
struct EntitySpan: Hashable {
  let start: Int
  let end: Int
  let label: String

  init?(_ entity: JSONValue) {
    guard let start = entity["start"]?.int, let end = entity["end"]?.int,
      let label = (entity["type"] ?? entity["label"])?.string
    else { return nil }
    (self.start, self.end, self.label) = (start, end, label)
  }
}

extension [Range<Int>] {
  /// The index of the first element that a test is true of, which is true of all behind it too.
  fileprivate func start(_ isBehind: (Range<Int>) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
