#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The sums over all labellings of a sentence, forward and backward, as probabilities: each token's are scaled to
/// one (Rabiner, "A Tutorial on Hidden Markov Models", 1989), so that nothing overflows and few exponentials are
/// needed.
struct Margins {
  private typealias Row = SIMD16<Float>

  /// Given what stands before and at a token: the probability of each label.
  private let forward: [Row]
  /// What comes behind, by the token's label, over the mean of that.
  private let backward: [Row]
  /// What the features say of each token, as factors over its scale.
  private let factors: [Row]
  private let arcs: LabelArcs
  private let count: Int
  /// The logarithm of the sum over all labellings.
  let total: Double

  /// - Parameters:
  ///   - scores: of each token and label, in rows of ``LabelArcs/width``.
  ///   - arcs: factors from the start and from each label to each label.
  init(_ scores: [Float], _ arcs: LabelArcs, _ count: Int) {
    self.arcs = arcs
    self.count = count
    let length = scores.count / LabelArcs.width
    var forward = [Row](repeating: .zero, count: length)
    var factors = forward
    var backward = [Row](repeating: .one, count: length)
    total = Self.goForward(scores, arcs, count, &forward, &factors)
    Self.goBackward(factors, arcs, count, &backward)
    (self.forward, self.factors, self.backward) = (forward, factors, backward)
  }

  private static func goForward(
    _ scores: [Float], _ arcs: LabelArcs, _ count: Int, _ forward: inout [Row], _ factors: inout [Row]
  ) -> Double {
    var total = 0.0
    let scores = scores.span.bytes
    let out = arcs.out.span.bytes
    for number in forward.indices {
      let said = row(number, scores)
      var top = said[0]
      for label in 1..<count where said[label] > top { top = said[label] }
      let factor = Exponential.of(said - top)
      var before = row(0, out)
      if number > 0 {
        let last = forward[number - 1]
        before = .zero
        for label in 0..<count { before += Row(repeating: last[label]) * row(label + 1, out) }
      }
      let here = before * factor
      var sum: Float = 0
      for label in 0..<count { sum += here[label] }
      let scale = 1 / max(sum, .leastNormalMagnitude)
      forward[number] = here * scale
      factors[number] = factor * scale
      total += Double(top) + Double(Exponential.log(max(sum, .leastNormalMagnitude)))
    }
    return total
  }

  private static func goBackward(_ factors: [Row], _ arcs: LabelArcs, _ count: Int, _ backward: inout [Row]) {
    let into = arcs.into.span.bytes
    for number in stride(from: factors.count - 2, through: 0, by: -1) {
      let next = factors[number + 1] * backward[number + 1]
      var sum = Row.zero
      for after in 0..<count { sum += row(after, into) * Row(repeating: next[after]) }
      backward[number] = sum
    }
  }

  @inline(__always)
  static func row(_ number: Int, _ rows: RawSpan) -> SIMD16<Float> {
    rows.unsafeLoadUnaligned(fromByteOffset: number * MemoryLayout<Row>.size, as: Row.self)
  }

  /// That a token has a label.
  func probability(of label: Int, at row: Int) -> Float {
    forward[row][label] * backward[row][label]
  }

  /// That a token has a label and the one before it another.
  func probability(of label: Int, after last: Int, at row: Int) -> Float {
    forward[row - 1][last] * arcs[last, label] * factors[row][label] * backward[row][label]
  }

  /// That these tokens have these labels, and the name ends there.
  func probability(of labels: [Int], from start: Int, to end: Int) -> Double {
    var value = forward[start][labels[start]]
    for row in start + 1..<max(start + 1, end) {
      value *= arcs[labels[row - 1], labels[row]] * factors[row][labels[row]]
    }
    let last = labels[end - 1]
    guard end < labels.count else { return Double(min(1, value)) }
    // All that may come behind but more of the same name.
    let inside = last % 2 == 1 ? last + 1 : last
    var behind: Float = 0
    for next in 0..<count where next != inside {
      behind += arcs[last, next] * factors[end][next] * backward[end][next]
    }
    return Double(min(1, value * behind))
  }
}

/// The C library's functions of single precision, and one of them for sixteen numbers at once.
enum Exponential {
  @inline(__always) static func of(_ value: Float) -> Float { expf(value) }
  @inline(__always) static func log(_ value: Float) -> Float { logf(value) }

  /// The same of sixteen numbers, right to the last bit but one: e^x = 2^n e^r, with r within half of ln 2 and the first
  /// terms of the series for it. All machines give the same bits. Beyond ±87 it is what it is there.
  @inline(__always) static func of(_ values: SIMD16<Float>) -> SIMD16<Float> {
    typealias Row = SIMD16<Float>
    let most = Row(repeating: 87)
    var x = values
    x.replace(with: most, where: x .> most)
    x.replace(with: -most, where: x .< -most)
    // Added to it, a number loses what is behind its point: n stands in the last bits.
    let shift = Row(repeating: 12_582_912)
    let shifted = x * Float(1.442_695_04) + shift
    let n = shifted - shift
    // The first part of ln 2 has so few digits that its product with n is exact.
    let r = x - n * Float(0.693_359_375) - n * Float(-2.121_944_4e-4)
    var sum = Row(repeating: 1 / 720)
    for term: Float in [1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1] { sum = sum * r + term }
    let bits =
      unsafeBitCast(sum, to: SIMD16<UInt32>.self) &+ unsafeBitCast(shifted, to: SIMD16<UInt32>.self) &<< 23
    return unsafeBitCast(bits, to: Row.self)
  }
}
