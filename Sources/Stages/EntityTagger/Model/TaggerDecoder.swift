import Isnad
import IsnadArabic

/// Finds the best labels of a sentence, and how sure the model is of them.
struct TaggerDecoder {
  private let model: TaggerModel
  private let count: Int

  init(_ model: TaggerModel) {
    self.model = model
    count = model.labels.count
  }

  /// A stretch of tokens with one label.
  struct Mention {
    var tokens: Range<Int>
    let label: String
    /// The probability of its labels, all other tokens left open.
    let probability: Double
  }

  /// What the model says of a sentence.
  struct Reading {
    var mentions: [Mention] = []
    /// For each token the probability that it is in a name.
    var inName: [Float] = []
  }

  func read(_ words: NameWords, in range: Range<Int>) -> Reading {
    guard !range.isEmpty else { return Reading() }
    let scores = scores(words, in: range)
    let labels = best(scores, range.count)
    let margins = Margins(scores, model.arcs, count)
    var found: [Mention] = []
    var index = 0
    while index < labels.count {
      guard labels[index] != 0 else {
        index += 1
        continue
      }
      var end = index + 1
      // B-PER goes on with I-PER, the label behind it.
      let inside = labels[index] % 2 == 1 ? labels[index] + 1 : labels[index]
      while end < labels.count, labels[end] == inside { end += 1 }
      found.append(
        Mention(
          tokens: range.lowerBound + index..<range.lowerBound + end,
          label: Self.kind(model.labels[labels[index]]),
          probability: margins.probability(of: labels, from: index, to: end)))
      index = end
    }
    return Reading(
      mentions: found,
      inName: (0..<range.count).map { row in
        1 - margins.probability(of: 0, at: row)
      })
  }

  static func kind(_ label: String) -> String { String(label.dropFirst(2)) }

  /// What the features say of each token and label.
  private func scores(_ words: NameWords, in range: Range<Int>) -> [Float] {
    var scores = [Float](repeating: 0, count: range.count * LabelArcs.width)
    let features = TaggerFeatures(words, model.classes, without: model.without, in: range)
    let mask = model.mask
    let rows = model.rows.span
    var list = FeatureList()
    for (row, index) in range.enumerated() {
      features.collect(index, into: &list)
      var sum = LabelSum()
      for place in 0..<list.count {
        sum.add(rows[Int(truncatingIfNeeded: list.hashes[place] & mask)])
      }
      for label in 0..<count { scores[row * LabelArcs.width + label] = Float(sum[label]) * model.scale }
    }
    return scores
  }

  /// What each template says for a mention's labels and against no name, all its tokens together.
  func reasons(_ words: NameWords, in range: Range<Int>, for mention: Range<Int>, label: String) -> [UInt8:
    Float]
  {
    var reasons: [UInt8: Float] = [:]
    let features = TaggerFeatures(words, model.classes, without: model.without, in: range)
    var list = FeatureList()
    for index in mention {
      let name = (index == mention.lowerBound ? "B-" : "I-") + label
      guard let place = model.labels.firstIndex(of: name) else { continue }
      features.collect(index, into: &list)
      for feature in 0..<list.count {
        let template = list.templates[feature]
        let row = model.rows[Int(truncatingIfNeeded: list.hashes[feature] & model.mask)]
        reasons[template, default: 0] += (Float(row[place]) - Float(row[0])) * model.scale
      }
    }
    return reasons
  }

  /// Viterbi; where it came from is asked on the way back, of one label a token.
  private func best(_ scores: [Float], _ length: Int) -> [Int] {
    let width = LabelArcs.width
    let transitions = model.transitions.span
    let scores = scores.span
    var values = [Float](repeating: 0, count: length * width)
    var value = values.mutableSpan
    for label in 0..<count { value[label] = scores[label] + transitions[label] }
    for row in 1..<max(1, length) {
      let here = row * width
      for label in 0..<count {
        var top = -Float.infinity
        for last in 0..<count {
          let sum = value[here - width + last] + transitions[(last + 1) * count + label]
          top = sum > top ? sum : top
        }
        value[here + label] = top + scores[here + label]
      }
    }
    var labels = [Int](repeating: 0, count: length)
    for row in (0..<length).reversed() {
      var (top, best) = (-Float.infinity, 0)
      for label in 0..<count {
        let next = row + 1 < length ? transitions[(label + 1) * count + labels[row + 1]] : 0
        let sum = value[row * width + label] + next
        if sum > top { (top, best) = (sum, label) }
      }
      labels[row] = best
    }
    return labels
  }
}
