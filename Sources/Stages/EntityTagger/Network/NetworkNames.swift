import IsnadArabic

/// The network as the entity tagger asks it.
extension NetworkModel: NameModel {
  func read(_ words: NameWords, _ sentences: [Range<Int>]) -> [LabelChain.Reading] {
    zip(sentences, NetworkReader(self, words).scores(sentences)).map { sentence, scores in
      var reading = chain.read(scores.ofLabels, in: sentence)
      // The network is surer of itself than it may be, where articles are not those that it learnt from.
      for (row, share) in scores.inName.enumerated() { reading.inName[row] = max(reading.inName[row], share) }
      return reading
    }
  }

  func knows(_ word: UInt64) -> Bool { words.contains(word) }

  /// What the name's labels lose, and gain against no name, where the network may not see one thing of it.
  func reasons(_ words: NameWords, _ sentences: [Range<Int>], for mention: Range<Int>, label: String)
    -> [NameReason: Float]
  {
    guard let place = sentences.firstIndex(where: { $0.contains(mention.lowerBound) }),
      let begin = chain.labels.firstIndex(of: "B-" + label)
    else { return [:] }
    let sentence = sentences[place]
    let mention = mention.clamped(to: sentence)
    func weight(_ hidden: (NameReason, Range<Int>)?) -> Float {
      var reader = NetworkReader(self, words)
      reader.hidden = hidden
      let scores = reader.scores(sentences)[place].ofLabels
      return mention.reduce(0) { sum, index in
        let row = (index - sentence.lowerBound) * LabelArcs.width
        return sum + scores[row + (index == mention.lowerBound ? begin : begin + 1)] - scores[row]
      }
    }
    let whole = weight(nil)
    var reasons: [NameReason: Float] = [:]
    for reason in [NameReason.word, .lastLetters, .lexicon, .elsewhere, .opinion] {
      reasons[reason] = whole - weight((reason, mention))
    }
    let (before, behind) = (mention.lowerBound - 1, mention.upperBound)
    if sentence.contains(before) { reasons[.wordBefore] = whole - weight((.word, before..<before + 1)) }
    if sentence.contains(behind) { reasons[.wordBehind] = whole - weight((.word, behind..<behind + 1)) }
    return reasons
  }
}
