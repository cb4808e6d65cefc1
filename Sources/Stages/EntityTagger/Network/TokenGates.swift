import IsnadArabic

/// What tokens say to the gates of both directions, made once for all tokens that are the same to the network.
struct TokenGates {
  private let model: NetworkModel
  /// Rows of eight states' size: the gates of the forward direction, then those of the backward one.
  private var rows: [Float] = []
  /// Each token's row.
  private var places: [Int] = []
  private var known = FingerprintTable<Int>()
  /// Each token's labels as the model of features holds them.
  private var opinions: [Float] = []
  private var width: Int { 8 * model.shape.hidden }
  private var labels: Int { model.shape.labels.count }

  init(_ model: NetworkModel) { self.model = model }

  /// - Parameters:
  ///   - opinion: the probability of each label.
  ///   - hidden: what the network is not to see of the token.
  mutating func append(
    _ index: Int, _ words: NameWords, _ facts: TokenFacts, opinion: some Sequence<Float>,
    hidden: NameReason? = nil
  ) {
    opinions += opinion
    let word = NetworkWord(index, words, facts)
    let key = hidden == nil ? word.key : nil
    if let key, let row = known[key] { return places.append(row) }
    let (row, matrix) = (rows.count, model.gates)
    rows += model.gatesBias
    let form = words.tokens[index].form
    let input = model.input(words.tokens, form, word, bareStart: Int(facts.bareStart), hidden)
    var sum = rows.mutableSpan
    matrix.multiply(input.span, addingTo: &sum, from: row)
    if let key { known[key] = row }
    places.append(row)
  }

  /// Lays what a token says to the gates of one direction into `gates`.
  func load(_ token: Int, isForward: Bool, into gates: inout [Float]) {
    let half = width / 2
    let start = places[token] + (isForward ? 0 : half)
    for gate in 0..<half { gates[gate] = rows[start + gate] }
    var sum = gates.mutableSpan
    let matrix = isForward ? model.forwardOpinion : model.backwardOpinion
    matrix.multiply(opinions.span, at: token * labels, addingTo: &sum)
  }

  func opinion(_ token: Int) -> ArraySlice<Float> { opinions[token * labels..<(token + 1) * labels] }
}
