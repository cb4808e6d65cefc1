import Isnad
import IsnadArabic

/// What the model's features say of tokens and labels.
extension TaggerModel: NameModel {
  func read(_ words: NameWords, _ sentences: [Range<Int>]) -> [LabelChain.Reading] {
    sentences.map { chain.read(scores(words, in: $0), in: $0) }
  }

  func scores(_ words: NameWords, in range: Range<Int>) -> [Float] {
    scores(TaggerFeatures(words, classes, without: without, in: range), range)
  }

  func scores(_ features: TaggerFeatures, _ range: Range<Int>) -> [Float] {
    var scores = [Float](repeating: 0, count: range.count * LabelArcs.width)
    let count = labels.count
    let rows = rows.span
    var list = FeatureList()
    for (row, index) in range.enumerated() {
      features.collect(index, into: &list)
      var sum = LabelSum()
      for place in 0..<list.count {
        sum.add(rows[Int(truncatingIfNeeded: list.hashes[place] & mask)])
      }
      for label in 0..<count { scores[row * LabelArcs.width + label] = Float(sum[label]) * scale }
    }
    return scores
  }

  func knows(_ word: UInt64) -> Bool { classes.knows(word) }

  /// What each template says for a mention's labels and against no name, all its tokens together.
  func reasons(_ words: NameWords, _ sentences: [Range<Int>], for mention: Range<Int>, label: String)
    -> [NameReason: Float]
  {
    var reasons: [NameReason: Float] = [:]
    guard let range = sentences.first(where: { $0.contains(mention.lowerBound) }) else { return [:] }
    let features = TaggerFeatures(words, classes, without: without, in: range)
    var list = FeatureList()
    for index in mention.clamped(to: range) {
      let name = (index == mention.lowerBound ? "B-" : "I-") + label
      guard let place = labels.firstIndex(of: name) else { continue }
      features.collect(index, into: &list)
      for feature in 0..<list.count {
        let row = rows[Int(truncatingIfNeeded: list.hashes[feature] & mask)]
        reasons[NameReason(template: list.templates[feature]), default: 0] +=
          (Float(row[place]) - Float(row[0])) * scale
      }
    }
    return reasons
  }
}
