import IsnadArabic

/// The labels of a model and how well they follow one another: finds the best labels of a sentence, and how sure the
/// model is of them.
struct LabelChain: Sendable {
  /// `O`, and for every kind `B-` and `I-`, one behind the other.
  let labels: [String]
  /// Row 0 is the start of a sentence, row n the label n - 1.
  let transitions: [Float]
  /// The same, a row in one register.
  private let rows: [SIMD16<Float>]
  /// The same as factors.
  let arcs: LabelArcs
  private var count: Int { labels.count }

  /// Beyond it a factor would be infinite, and sums of many no numbers.
  private static let largest: Float = 80

  /// Numbers of which factors can be made.
  static func areSound(_ transitions: [Float]) -> Bool {
    transitions.allSatisfy { $0.isFinite && $0 <= largest }
  }

  init(labels: [String], transitions: [Float]) {
    self.labels = labels
    self.transitions = transitions
    rows = (0...labels.count).map { row in
      var numbers = SIMD16<Float>.zero
      for label in 0..<labels.count { numbers[label] = transitions[row * labels.count + label] }
      return numbers
    }
    arcs = LabelArcs(transitions.map(Exponential.of), labels.count)
  }

  /// A stretch of tokens with one label.
  struct Mention {
    var tokens: Range<Int>
    let label: String
    /// The probability of its labels, all other tokens left open.
    let probability: Double
    /// Bytes of clitics on its first token, in match form; nil where the model says nothing of them.
    var clitics: Int?
  }

  /// - Parameters:
  ///   - scores: of each token and label, in rows of ``LabelArcs/width``.
  ///   - range: the sentence's tokens.
  func read(_ scores: [Float], in range: Range<Int>) -> [Mention] {
    guard !range.isEmpty else { return [] }
    let best = best(scores, range.count)
    guard best.contains(where: { $0 != 0 }) else { return [] }
    let margins = margins(scores)
    var found: [Mention] = []
    var index = 0
    while index < best.count {
      guard best[index] != 0 else {
        index += 1
        continue
      }
      var end = index + 1
      // B-PER goes on with I-PER, the label behind it.
      let inside = best[index] % 2 == 1 ? best[index] + 1 : best[index]
      while end < best.count, best[end] == inside { end += 1 }
      found.append(
        Mention(
          tokens: range.lowerBound + index..<range.lowerBound + end, label: kind(best[index]),
          probability: margins.probability(of: best, from: index, to: end)))
      index = end
    }
    return found
  }

  func margins(_ scores: [Float]) -> Margins { Margins(scores, arcs, count) }

  /// The labels of names, without `B-` and `I-`.
  var kinds: [String] { labels.filter { $0.hasPrefix("B-") }.map { String($0.dropFirst(2)) } }

  /// A label without its `B-` or `I-`.
  private func kind(_ label: Int) -> String { String(labels[label].dropFirst(2)) }

  /// Viterbi; where it came from is asked on the way back, of one label a token.
  func best(_ scores: [Float], _ length: Int) -> [Int] {
    typealias Row = SIMD16<Float>
    let rows = rows.span
    let bytes = scores.span.bytes
    var values = [Row](repeating: .zero, count: length)
    for row in 0..<length {
      var top = rows[0]
      if row > 0 {
        top = Row(repeating: -.infinity)
        for last in 0..<count {
          let sums = Row(repeating: values[row - 1][last]) + rows[last + 1]
          top.replace(with: sums, where: sums .> top)
        }
      }
      values[row] = top + Margins.row(row, bytes)
    }
    var labels = [Int](repeating: 0, count: length)
    for row in (0..<length).reversed() {
      var (top, best) = (-Float.infinity, 0)
      for label in 0..<count {
        let next = row + 1 < length ? transitions[(label + 1) * count + labels[row + 1]] : 0
        let sum = values[row][label] + next
        if sum > top { (top, best) = (sum, label) }
      }
      labels[row] = best
    }
    return labels
  }
}
