import Isnad

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A map from a model's probability to the share of names that are right at it: a logistic function of the
/// probability's logit (Platt, 1999), fitted on sentences that the model did not learn from.
struct Calibration: Sendable, Hashable {
  private static let steps = 50
  /// Below and above it a logit says nothing more.
  private static let edge = 1e-4

  var slope = 1.0
  var intercept = 0.0

  init() {}

  /// From a model's header: `[slope, intercept]`. Nil for what would turn the order round.
  init?(_ json: JSONValue) {
    guard let numbers = json.array?.compactMap(\.double), numbers.count == 2,
      numbers.allSatisfy({ $0.isFinite && abs($0) < 100 }), numbers[0] > 0
    else { return nil }
    (slope, intercept) = (numbers[0], numbers[1])
  }

  /// Fits the map by Newton's method, in shorter steps where a whole one leads away. What can't be fitted, since all
  /// are right or too few are there, stays as it is.
  init(_ outcomes: [(probability: Double, isRight: Bool)]) {
    guard outcomes.count >= 50 else { return }
    var (a, b) = (1.0, 0.0)
    var loss = Self.loss(a, b, outcomes)
    for _ in 0..<Self.steps {
      guard let (stepA, stepB) = Self.step(a, b, outcomes) else { return }
      var share = 1.0
      while share > 1e-3, Self.loss(a - share * stepA, b - share * stepB, outcomes) > loss { share /= 2 }
      guard share > 1e-3 else { break }
      a -= share * stepA
      b -= share * stepB
      loss = Self.loss(a, b, outcomes)
    }
    guard a.isFinite, b.isFinite, a > 0 else { return }
    (slope, intercept) = (a, b)
  }

  /// What is to be as small as can be; a weak pull towards no change keeps the step defined.
  private static func loss(
    _ a: Double, _ b: Double, _ outcomes: [(probability: Double, isRight: Bool)]
  ) -> Double {
    outcomes.reduce(((a - 1) * (a - 1) + b * b) / 2) { sum, outcome in
      let x = a * logit(outcome.probability) + b
      // log(1 + e^±x), which does not overflow.
      return sum + max(0, outcome.isRight ? -x : x) + log1p(exp(-abs(x)))
    }
  }

  private static func step(
    _ a: Double, _ b: Double, _ outcomes: [(probability: Double, isRight: Bool)]
  ) -> (a: Double, b: Double)? {
    var (ga, gb, haa, hab, hbb) = (a - 1, b, 1.0, 0.0, 1.0)
    for outcome in outcomes {
      let x = logit(outcome.probability)
      let p = logistic(a * x + b)
      let error = p - (outcome.isRight ? 1 : 0)
      let weight = p * (1 - p)
      ga += error * x
      gb += error
      haa += weight * x * x
      hab += weight * x
      hbb += weight
    }
    let determinant = haa * hbb - hab * hab
    guard determinant > 1e-9 else { return nil }
    return ((hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant)
  }

  func callAsFunction(_ probability: Double) -> Double {
    Self.logistic(slope * Self.logit(probability) + intercept)
  }

  var json: JSONValue {
    .array([slope, intercept].map { .number(JSONNumber(String(($0 * 1000).rounded() / 1000))) })
  }

  private static func logit(_ probability: Double) -> Double {
    let bounded = min(max(probability, edge), 1 - edge)
    return log(bounded / (1 - bounded))
  }

  private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}
