import Isnad

/// Counts of what is in the gold, what was predicted, and what of that is right.
struct Counts {
  var gold = 0
  var predicted = 0
  var right = 0

  var precision: Double { predicted > 0 ? Double(right) / Double(predicted) : 0 }
  var recall: Double { gold > 0 ? Double(right) / Double(gold) : 0 }
  var f1: Double {
    let sum = precision + recall
    return sum > 0 ? 2 * precision * recall / sum : 0
  }

  static func + (a: Counts, b: Counts) -> Counts {
    Counts(gold: a.gold + b.gold, predicted: a.predicted + b.predicted, right: a.right + b.right)
  }

  var cells: [String] {
    [String(gold), String(predicted)] + [precision, recall, f1].map { Percent.text($0 * 100) }
  }
  static let headings = ["gold", "predicted", "P", "R", "F1"]
}

enum Percent {
  /// One decimal, the nearest to the exact value of the double, a tie to the even digit: what C's `%.1f` does.
  static func text(_ value: Double) -> String {
    var tenths = (value * 10).rounded(.down)
    if (-tenths).addingProduct(value, 10) < 0 { tenths -= 1 }
    let beyond = (-(tenths + 0.5)).addingProduct(value, 10)
    if beyond > 0 || beyond == 0 && tenths.remainder(dividingBy: 2) != 0 { tenths += 1 }
    let whole = Int(tenths)
    return "\(whole / 10).\(whole % 10)"
  }

  static func share(_ part: Int, _ whole: Int) -> String { text(100 * Double(part) / Double(max(1, whole))) }
}

/// A table of figures with a title.
struct ScoreTable {
  let title: String
  let headings: [String]
  var rows: [(name: String, cells: [String])] = []
  /// Lines below it.
  var notes: [String] = []

  var text: String {
    let cells = [[title] + headings + [""]] + rows.map { [$0.name] + $0.cells + [""] }
    return (RunSummary.table(cells) + notes.map { "  \($0)" }).joined(separator: "\n")
  }

  var json: JSONValue {
    .object(
      rows.map { row in
        .init(
          row.name,
          .object(
            zip(headings, row.cells).map {
              .init($0, Double($1) == nil ? .string($1) : .number(JSONNumber($1)))
            }))
      })
  }
}
