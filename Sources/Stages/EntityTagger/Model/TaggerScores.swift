import Isnad
import IsnadArabic
import IsnadText

/// What the model's features say of tokens and labels.
extension TaggerModel: NameModel {
  func read(_ words: NameWords, of text: SourceText, _ sentences: [Range<Int>]) throws -> [[LabelChain
    .Mention]]
  {
    try memos.with { memo in
      try sentences.map { sentence in
        try WorkLimit.check()
        return chain.read(scores(words, in: sentence, &memo), in: sentence)
      }
    }
  }

  /// The same scores as those of ``TaggerFeatures``, by what is known of the words already.
  func scores(_ words: NameWords, in range: Range<Int>, _ memo: inout WordMemo) -> [Float] {
    let margin = TaggerFeatures.margin
    var gists: [TokenGist] = []
    gists.reserveCapacity(range.count + 2 * margin)
    var sums = [LabelSum](repeating: LabelSum(), count: range.count + 2 * margin)
    for index in range.lowerBound - margin..<range.upperBound + margin {
      let row = index - range.lowerBound + margin
      guard range.contains(index) else {
        gists.append(WordMemo.add(outside: index, words, self, to: &sums, at: row))
        continue
      }
      var gist = memo.add(index, words, self, to: &sums, at: row)
      if index == range.lowerBound || words.startsLine(index) { gist.shape |= TokenFacts.beginsLine }
      gists.append(gist)
    }
    TaggerFeatures.phrases(words, in: range) { gists[$0 - range.lowerBound + margin].phrase = $1 }
    var scores = [Float](repeating: 0, count: range.count * LabelArcs.width)
    var rows = scores.mutableSpan
    var bytes = rows.mutableBytes
    let known = gists.span
    var sink = WeightSum(self)
    for row in 0..<range.count {
      let at = row + margin
      sink.sum = sums[at]
      TaggerFeatures.together(
        known[at - 2], known[at - 1], known[at], known[at + 1], known[at + 2], without, into: &sink)
      store(sink.sum, at: row, in: &bytes)
    }
    return scores
  }

  /// The logarithms of the probabilities of each sentence's labels, in rows of ``LabelArcs/width``.
  func logarithms(_ words: NameWords, _ sentences: [Range<Int>]) -> [[Float]] {
    memos.with { memo in
      sentences.map { sentence in
        var rows = scores(words, in: sentence, &memo)
        let margins = chain.margins(rows)
        for row in 0..<sentence.count {
          for label in labels.indices {
            let share = margins.probability(of: label, at: row)
            rows[row * LabelArcs.width + label] = Exponential.log(max(share, Self.leastShare))
          }
        }
        return rows
      }
    }
  }

  /// What the features hold for impossible may be so.
  private static var leastShare: Float { 1e-4 }

  func scores(_ features: TaggerFeatures, _ range: Range<Int>) -> [Float] {
    var scores = [Float](repeating: 0, count: range.count * LabelArcs.width)
    var rows = scores.mutableSpan
    var bytes = rows.mutableBytes
    var sink = WeightSum(self)
    for (row, index) in range.enumerated() {
      sink.sum = LabelSum()
      features.collect(index, into: &sink)
      store(sink.sum, at: row, in: &bytes)
    }
    return scores
  }

  @inline(__always)
  private func store(_ sum: LabelSum, at row: Int, in scores: inout MutableRawSpan) {
    scores.storeBytes(
      of: sum.floats * scale, toByteOffset: row * MemoryLayout<SIMD16<Float>>.size, as: SIMD16<Float>.self)
  }

  func knows(_ word: UInt64) -> Bool { classes.knows(word) }

  /// What each template says for a mention's labels and against no name, all its tokens together.
  func reasons(
    _ words: NameWords, of text: SourceText, _ sentences: [Range<Int>], for mention: Range<Int>, label: String
  ) -> [NameReason: Float] {
    var reasons: [NameReason: Float] = [:]
    guard let range = sentences.first(where: { $0.contains(mention.lowerBound) }) else { return [:] }
    let features = TaggerFeatures(words, classes, without: without, in: range)
    var list = FeatureList()
    for index in mention.clamped(to: range) {
      let name = (index == mention.lowerBound ? "B-" : "I-") + label
      guard let place = labels.firstIndex(of: name) else { continue }
      list.removeAll()
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
