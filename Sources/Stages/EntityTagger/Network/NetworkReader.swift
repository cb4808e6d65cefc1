import IsnadArabic

/// Reads an article's sentences by the network.
struct NetworkReader {
  /// Tokens that are read together, and among which a word's other places are looked for: it bounds the memory that
  /// an article takes.
  private static let window = 4096
  /// A longer sentence is read in pieces.
  private static let piece = 200
  /// A shorter word stands in too many places to say anything.
  private static let shortest = 3

  /// What the model of features holds for impossible may be so.
  private static let leastOpinion: Float = 0.001

  let model: NetworkModel
  let words: NameWords
  /// What the network is not to see, and of which tokens: to know what it is worth.
  var hidden: (reason: NameReason, tokens: Range<Int>)?

  /// Numbers of the two states of a token.
  private var width: Int { 2 * model.shape.hidden }

  init(_ model: NetworkModel, _ words: NameWords) {
    self.model = model
    self.words = words
  }

  /// What the network says of a sentence.
  struct Scores {
    /// Rows of ``LabelArcs/width`` a token.
    var ofLabels: [Float]
    /// That a token is in a name, as the model of features has it.
    var inName: [Float] = []
  }

  /// - Parameter sentences: ranges of tokens, from the first on.
  func scores(_ sentences: [Range<Int>]) -> [Scores] {
    var scores: [Scores] = []
    var first = 0
    while first < sentences.count {
      var end = first + 1
      var count = sentences[first].count
      while end < sentences.count, count + sentences[end].count <= Self.window {
        count += sentences[end].count
        end += 1
      }
      scores += read(Array(sentences[first..<end]))
      first = end
    }
    return scores
  }

  private func read(_ sentences: [Range<Int>]) -> [Scores] {
    var gates = TokenGates(model)
    var bare: [UInt64] = []
    for sentence in sentences {
      let features = TaggerFeatures(
        words, model.opinion.classes, without: model.opinion.without, in: sentence)
      let margins = model.opinion.chain.margins(model.opinion.scores(features, sentence))
      for index in sentence {
        let facts = features.facts(of: index)
        let reason = hidden?.tokens.contains(index) == true ? hidden?.reason : nil
        let labels = 0..<model.shape.labels.count
        gates.append(
          index, words, facts,
          opinion: labels.map {
            reason == .opinion ? 0 : margins.probability(of: $0, at: index - sentence.lowerBound)
          }, hidden: reason)
        bare.append(facts.prefixCount < Self.shortest || reason == .elsewhere ? 0 : facts.bare)
      }
    }
    let states = states(gates, sentences)
    return label(gates, states, others(states, bare), sentences)
  }

  /// Two states a token, one of each direction.
  private func states(_ gates: TokenGates, _ sentences: [Range<Int>]) -> [Float] {
    var states = [Float](repeating: 0, count: sentences.reduce(0) { $0 + $1.count } * width)
    var start = 0
    for sentence in sentences {
      let end = start + sentence.count
      while start < end {
        let piece = start..<min(start + Self.piece, end)
        model.forward.read(gates, piece, &states)
        model.backward.read(gates, piece, &states)
        start = piece.upperBound
      }
    }
    return states
  }

  /// For each token the mean of the states of the same word in other places; zeros where there is none.
  private func others(_ states: [Float], _ bare: [UInt64]) -> [Float] {
    var words = FingerprintTable<Int>()
    var counts: [Float] = []
    let numbers = bare.map { word -> Int in
      let number = words[word] ?? counts.count
      if number == counts.count {
        words[word] = number
        counts.append(0)
      }
      counts[number] += word == 0 ? 0 : 1
      return number
    }
    var sums = [Float](repeating: 0, count: counts.count * width)
    var others = [Float](repeating: 0, count: states.count)
    for (token, number) in numbers.enumerated() where counts[number] > 1 {
      for unit in 0..<width { sums[number * width + unit] += states[token * width + unit] }
    }
    for (token, number) in numbers.enumerated() where counts[number] > 1 {
      let share = 1 / (counts[number] - 1)
      for unit in 0..<width {
        let place = token * width + unit
        others[place] = (sums[number * width + unit] - states[place]) * share
      }
    }
    return others
  }

  private func label(
    _ gates: TokenGates, _ states: [Float], _ others: [Float], _ sentences: [Range<Int>]
  ) -> [Scores] {
    var vector = [Float](repeating: 0, count: model.output.columns)
    var token = 0
    return sentences.map { sentence in
      var scores = Scores(ofLabels: [Float](repeating: 0, count: sentence.count * LabelArcs.width))
      for row in 0..<sentence.count {
        let opinion = gates.opinion(token)
        for unit in 0..<width {
          vector[unit] = states[token * width + unit]
          vector[width + unit] = others[token * width + unit]
        }
        for (label, share) in opinion.enumerated() { vector[2 * width + label] = share }
        var sum = model.outputBias
        var result = sum.mutableSpan
        model.output.multiply(vector.span, addingTo: &result)
        for (label, share) in opinion.enumerated() {
          scores.ofLabels[row * LabelArcs.width + label] =
            sum[label] + model.opinionWeight * Exponential.log(max(share, Self.leastOpinion))
        }
        scores.inName.append(1 - (opinion.first ?? 0))
        token += 1
      }
      return scores
    }
  }
}
