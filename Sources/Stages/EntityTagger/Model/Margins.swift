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
  private static let width = LabelArcs.width

  /// Given what stands before and at a token: the probability of each label. Rows of ``LabelArcs/width``.
  private let forward: [Float]
  /// What comes behind, by the token's label, over the mean of that.
  private let backward: [Float]
  /// What the features say of each token, as factors over its scale.
  private let factors: [Float]
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
    var forward = [Float](repeating: 0, count: scores.count)
    var factors = forward
    var backward = [Float](repeating: 1, count: scores.count)
    total = Self.goForward(scores, arcs, count, &forward, &factors)
    Self.goBackward(factors, arcs, count, &backward)
    (self.forward, self.factors, self.backward) = (forward, factors, backward)
  }

  private static func goForward(
    _ scores: [Float], _ arcs: LabelArcs, _ count: Int, _ forward: inout [Float], _ factors: inout [Float]
  ) -> Double {
    var total = 0.0
    let scores = scores.span
    let out = arcs.out.span.bytes
    var forward = forward.mutableSpan
    var factors = factors.mutableSpan
    for row in 0..<scores.count / Self.width {
      let here = row * Self.width
      var top = scores[here]
      for label in 1..<count where scores[here + label] > top { top = scores[here + label] }
      for label in 0..<count { factors[here + label] = Exponential.of(scores[here + label] - top) }
      var before = Row.zero
      if row == 0 {
        before = Self.row(0, out)
      } else {
        for last in 0..<count {
          before += Row(repeating: forward[here - Self.width + last]) * Self.row(last + 1, out)
        }
      }
      var sum: Float = 0
      for label in 0..<count {
        forward[here + label] = before[label] * factors[here + label]
        sum += forward[here + label]
      }
      let scale = 1 / max(sum, .leastNormalMagnitude)
      for label in 0..<count {
        forward[here + label] *= scale
        factors[here + label] *= scale
      }
      total += Double(top) + Double(Exponential.log(max(sum, .leastNormalMagnitude)))
    }
    return total
  }

  private static func goBackward(
    _ factors: [Float], _ arcs: LabelArcs, _ count: Int, _ backward: inout [Float]
  ) {
    let length = factors.count / Self.width
    let into = arcs.into.span.bytes
    let factors = factors.span
    var backward = backward.mutableSpan
    for row in stride(from: length - 2, through: 0, by: -1) {
      let next = (row + 1) * Self.width
      var sum = Row.zero
      for after in 0..<count {
        sum +=
          Self.row(after, into) * Row(repeating: factors[next + after])
          * Row(repeating: backward[next + after])
      }
      for label in 0..<count { backward[row * Self.width + label] = sum[label] }
    }
  }

  @inline(__always)
  private static func row(_ number: Int, _ rows: RawSpan) -> Row {
    rows.unsafeLoadUnaligned(fromByteOffset: number * MemoryLayout<Row>.size, as: Row.self)
  }

  /// That a token has a label.
  func probability(of label: Int, at row: Int) -> Float {
    forward[row * Self.width + label] * backward[row * Self.width + label]
  }

  /// That a token has a label and the one before it another.
  func probability(of label: Int, after last: Int, at row: Int) -> Float {
    let place = row * Self.width + label
    return forward[(row - 1) * Self.width + last] * arcs[last, label] * factors[place] * backward[place]
  }

  /// That these tokens have these labels, and the name ends there.
  func probability(of labels: [Int], from start: Int, to end: Int) -> Double {
    var value = forward[start * Self.width + labels[start]]
    for row in start + 1..<max(start + 1, end) {
      value *= arcs[labels[row - 1], labels[row]] * factors[row * Self.width + labels[row]]
    }
    let last = labels[end - 1]
    guard end < labels.count else { return Double(min(1, value)) }
    // All that may come behind but more of the same name.
    let inside = last % 2 == 1 ? last + 1 : last
    var behind: Float = 0
    for next in 0..<count where next != inside {
      let place = end * Self.width + next
      behind += arcs[last, next] * factors[place] * backward[place]
    }
    return Double(min(1, value * behind))
  }
}

/// The C library's functions of single precision.
enum Exponential {
  @inline(__always) static func of(_ value: Float) -> Float { expf(value) }
  @inline(__always) static func log(_ value: Float) -> Float { logf(value) }
}
