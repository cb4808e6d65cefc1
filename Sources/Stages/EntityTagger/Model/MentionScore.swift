/// How well a model does on texts whose labels are known.
struct MentionScore {
  /// Of exact spans and labels.
  let f1: Double
  /// Of each mention that was found.
  let outcomes: [(probability: Double, isRight: Bool)]

  init(of model: any NameModel, on texts: [LabelledText]) throws {
    let names = model.chain.labels
    var (gold, found, right) = (0, 0, 0)
    var outcomes: [(probability: Double, isRight: Bool)] = []
    for text in texts {
      for (sentence, mentions) in zip(
        text.sentences, try model.read(text.words, of: text.text, text.sentences))
      {
        let wanted = Self.mentions(text.labels[sentence])
        gold += wanted.count
        found += mentions.count
        for mention in mentions {
          let kind = ((names.firstIndex(of: "B-" + mention.label) ?? 0) + 1) / 2
          let isRight = wanted.contains([mention.tokens.lowerBound, mention.tokens.upperBound, kind])
          if isRight { right += 1 }
          outcomes.append((mention.probability, isRight))
        }
      }
    }
    f1 = gold + found > 0 ? 2 * Double(right) / Double(gold + found) : 0
    self.outcomes = outcomes
  }

  /// Where each begins and ends, and its kind.
  private static func mentions(_ labels: ArraySlice<Int>) -> Set<[Int]> {
    var mentions: Set<[Int]> = []
    var index = labels.startIndex
    while index < labels.endIndex {
      var end = index + 1
      if labels[index] != 0 {
        while end < labels.endIndex, labels[end] == labels[index] + labels[index] % 2, labels[end] % 2 == 0 {
          end += 1
        }
        mentions.insert([index, end, (labels[index] + 1) / 2])
      }
      index = end
    }
    return mentions
  }
}
