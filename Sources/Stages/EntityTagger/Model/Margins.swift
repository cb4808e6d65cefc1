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
  /// Given what stands before and at a token: the probability of each label.
  private var forward: [Float]
  /// What comes behind, by the token's label, over the mean of that.
  private var backward: [Float]
  /// What the features say of each token, as factors over its scale.
  private var factors: [Float]
  private let arcs: [Float]
  private let count: Int
  /// The logarithm of the sum over all labellings.
  let total: Double

  /// - Parameters:
  ///   - scores: of each token and label.
  ///   - arcs: factors from the start (row 0) and from each label to each label.
  init(_ scores: [Float], _ arcs: [Float], _ count: Int) {
    let length = scores.count / count
    var forward = [Float](repeating: 0, count: scores.count)
    var factors = [Float](repeating: 0, count: scores.count)
    var total = 0.0
    for row in 0..<length {
      let here = row * count
      var top = scores[here]
      for label in 1..<count where scores[here + label] > top { top = scores[here + label] }
      var sum: Float = 0
      for label in 0..<count {
        factors[here + label] = Exponential.of(scores[here + label] - top)
        var before: Float = 0
        if row == 0 {
          before = arcs[label]
        } else {
          for last in 0..<count { before += forward[here - count + last] * arcs[(last + 1) * count + label] }
        }
        forward[here + label] = before * factors[here + label]
        sum += forward[here + label]
      }
      let scale = 1 / max(sum, .leastNormalMagnitude)
      for label in 0..<count {
        forward[here + label] *= scale
        factors[here + label] *= scale
      }
      total += Double(top) + Double(Exponential.log(max(sum, .leastNormalMagnitude)))
    }
    var backward = [Float](repeating: 1, count: scores.count)
    for row in stride(from: length - 2, through: 0, by: -1) {
      let next = (row + 1) * count
      for label in 0..<count {
        var sum: Float = 0
        for after in 0..<count {
          sum += arcs[(label + 1) * count + after] * factors[next + after] * backward[next + after]
        }
        backward[row * count + label] = sum
      }
    }
    self.forward = forward
    self.backward = backward
    self.factors = factors
    self.arcs = arcs
    self.count = count
    self.total = total
  }

  /// That a token has a label.
  func probability(of label: Int, at row: Int) -> Float {
    forward[row * count + label] * backward[row * count + label]
  }

  /// That a token has a label and the one before it another.
  func probability(of label: Int, after last: Int, at row: Int) -> Float {
    let place = row * count + label
    return forward[(row - 1) * count + last] * arcs[(last + 1) * count + label] * factors[place]
      * backward[place]
  }

  /// That these tokens have these labels, and the name ends there.
  func probability(of labels: [Int], from start: Int, to end: Int) -> Double {
    var value = forward[start * count + labels[start]]
    for row in start + 1..<max(start + 1, end) {
      value *= arcs[(labels[row - 1] + 1) * count + labels[row]] * factors[row * count + labels[row]]
    }
    let last = labels[end - 1]
    guard end < labels.count else { return Double(min(1, value)) }
    // All that may come behind but more of the same name.
    let inside = last % 2 == 1 ? last + 1 : last
    var behind: Float = 0
    for next in 0..<count where next != inside {
      let place = end * count + next
      behind += arcs[(last + 1) * count + next] * factors[place] * backward[place]
    }
    return Double(min(1, value * behind))
  }
}

/// The C library's functions of single precision.
enum Exponential {
  @inline(__always) static func of(_ value: Float) -> Float { expf(value) }
  @inline(__always) static func log(_ value: Float) -> Float { logf(value) }
}
