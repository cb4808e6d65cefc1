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
    let features = TaggerFeatures(words, model.classes, in: range)
    let (mask, without) = (model.mask, model.without)
    let rows = model.rows.span
    var list = FeatureList()
    for (row, index) in range.enumerated() {
      features.collect(index, into: &list)
      var sum = LabelSum()
      for place in 0..<list.count
      where without.isEmpty || without.isDisjoint(with: FeatureFamilies(template: list.templates[place])) {
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
    let features = TaggerFeatures(words, model.classes, in: range)
    var list = FeatureList()
    for index in mention {
      let name = (index == mention.lowerBound ? "B-" : "I-") + label
      guard let place = model.labels.firstIndex(of: name) else { continue }
      features.collect(index, into: &list)
      for feature in 0..<list.count {
        let template = list.templates[feature]
        guard model.without.isDisjoint(with: FeatureFamilies(template: template)) else { continue }
        let row = model.rows[Int(truncatingIfNeeded: list.hashes[feature] & model.mask)]
        reasons[template, default: 0] += (Float(row[place]) - Float(row[0])) * model.scale
      }
    }
    return reasons
  }

  /// Viterbi.
  private func best(_ scores: [Float], _ length: Int) -> [Int] {
    let width = LabelArcs.width
    let transitions = model.transitions.span
    let scores = scores.span
    var value = InlineArray<16, Float>(repeating: -.infinity)
    for label in 0..<count { value[label] = scores[label] + transitions[label] }
    var back = [UInt8](repeating: 0, count: length * count)
    var backs = back.mutableSpan
    for row in 1..<max(1, length) {
      var next = InlineArray<16, Float>(repeating: -.infinity)
      for label in 0..<count {
        var (top, from) = (-Float.infinity, 0)
        for last in 0..<count {
          let sum = value[last] + transitions[(last + 1) * count + label]
          if sum > top { (top, from) = (sum, last) }
        }
        next[label] = top + scores[row * width + label]
        backs[row * count + label] = UInt8(truncatingIfNeeded: from)
      }
      value = next
    }
    var label = (0..<count).max { value[$0] < value[$1] } ?? 0
    var labels = [Int](repeating: 0, count: length)
    for row in stride(from: length - 1, through: 0, by: -1) {
      labels[row] = label
      label = Int(back[row * count + label])
    }
    return labels
  }
}
