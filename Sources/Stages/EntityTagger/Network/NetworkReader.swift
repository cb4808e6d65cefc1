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
    var all = Scores(ofLabels: [])
    var window = Window(gates: TokenGates(model))
    for sentence in sentences {
      let features = TaggerFeatures(
        words, model.opinion.classes, without: model.opinion.without, in: sentence)
      let margins = model.opinion.chain.margins(model.opinion.scores(features, sentence))
      for start in stride(from: sentence.lowerBound, to: sentence.upperBound, by: Self.piece) {
        let piece = start..<min(start + Self.piece, sentence.upperBound)
        if window.count + piece.count > Self.window {
          read(window, &all)
          window = Window(gates: TokenGates(model))
        }
        for index in piece {
          append(index, features.facts(of: index), margins, at: index - sentence.lowerBound, to: &window)
        }
        window.pieces.append(window.count - piece.count..<window.count)
      }
    }
    read(window, &all)
    var start = 0
    return sentences.map { sentence in
      let rows = start..<start + sentence.count
      start = rows.upperBound
      return Scores(
        ofLabels: Array(all.ofLabels[rows.lowerBound * LabelArcs.width..<rows.upperBound * LabelArcs.width]),
        inName: Array(all.inName[rows]))
    }
  }

  /// Tokens that are read together.
  private struct Window {
    var gates: TokenGates
    /// The fingerprints of the words, 0 for those that say nothing of one another.
    var bare: [UInt64] = []
    /// Sentences, or parts of long ones, by their places in the window.
    var pieces: [Range<Int>] = []
    var count: Int { bare.count }
  }

  private func append(
    _ index: Int, _ facts: TokenFacts, _ margins: Margins, at row: Int, to window: inout Window
  ) {
    let reason = hidden?.tokens.contains(index) == true ? hidden?.reason : nil
    let opinion = model.shape.labels.indices.map {
      reason == .opinion ? 0 : margins.probability(of: $0, at: row)
    }
    window.gates.append(index, words, facts, opinion: opinion, hidden: reason)
    window.bare.append(facts.prefixCount < Self.shortest || reason == .elsewhere ? 0 : facts.bare)
  }

  private func read(_ window: Window, _ scores: inout Scores) {
    let states = states(window)
    label(window, states, others(states, window.bare), &scores)
  }

  /// Two states a token, one of each direction.
  private func states(_ window: Window) -> [Float] {
    var states = [Float](repeating: 0, count: window.count * width)
    for piece in window.pieces {
      model.forward.read(window.gates, piece, &states)
      model.backward.read(window.gates, piece, &states)
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

  private func label(_ window: Window, _ states: [Float], _ others: [Float], _ scores: inout Scores) {
    var vector = [Float](repeating: 0, count: model.output.columns)
    for token in 0..<window.count {
      let opinion = window.gates.opinion(token)
      for unit in 0..<width {
        vector[unit] = states[token * width + unit]
        vector[width + unit] = others[token * width + unit]
      }
      for (label, share) in opinion.enumerated() { vector[2 * width + label] = share }
      var row = model.outputBias
      var sum = row.mutableSpan
      model.output.multiply(vector.span, addingTo: &sum)
      for (label, share) in opinion.enumerated() {
        row[label] += model.opinionWeight * Exponential.log(max(share, Self.leastOpinion))
      }
      scores.ofLabels += row + [Float](repeating: 0, count: LabelArcs.width - row.count)
      scores.inName.append(1 - (opinion.first ?? 0))
    }
  }
}
