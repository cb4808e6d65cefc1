/// A layer of long short-term memory (Hochreiter and Schmidhuber, 1997; with forget gates) in one direction.
struct Recurrence: Sendable {
  /// Numbers of a state; the four gates have four times as many: input, forget, candidate, output.
  let size: Int
  let isForward: Bool
  /// From the last state to the gates.
  let matrix: DenseMatrix

  /// Reads a sentence.
  /// - Parameters:
  ///   - inputs: what each token says to the gates.
  ///   - tokens: the sentence's places in `inputs` and `states`.
  ///   - states: rows of two states a token, the forward one first.
  func read(_ inputs: TokenGates, _ tokens: Range<Int>, _ states: inout [Float]) {
    var gates = [Float](repeating: 0, count: 4 * size)
    var state = [Float](repeating: 0, count: size)
    var cell = [Float](repeating: 0, count: size)
    for step in 0..<tokens.count {
      let token = isForward ? tokens.lowerBound + step : tokens.upperBound - 1 - step
      inputs.load(token, isForward: isForward, into: &gates)
      var sum = gates.mutableSpan
      matrix.multiply(state.span, addingTo: &sum)
      go(gates.span, &state, &cell)
      let place = token * 2 * size + (isForward ? 0 : size)
      for unit in 0..<size { states[place + unit] = state[unit] }
    }
  }

  @inline(__always)
  private func go(_ gates: Span<Float>, _ state: inout [Float], _ cell: inout [Float]) {
    precondition(gates.count == 4 * size && state.count == size && cell.count == size)
    var state = state.mutableSpan
    var cell = cell.mutableSpan
    let size = size
    for unit in 0..<size {
      let kept = Activation.logistic(gates[unchecked: size &+ unit]) * cell[unchecked: unit]
      let new =
        kept + Activation.logistic(gates[unchecked: unit])
        * Activation.tanh(gates[unchecked: 2 &* size &+ unit])
      cell[unchecked: unit] = new
      state[unchecked: unit] =
        Activation.logistic(gates[unchecked: 3 &* size &+ unit]) * Activation.tanh(new)
    }
  }
}
