import Isnad
import IsnadArabic

/// Trains the model: conditional likelihood, AdaGrad (Duchi, Hazan and Singer, 2011), one sentence a step, weights
/// shrunk towards zero (L2). The same data and seed give the same model.
struct TaggerTrainer {
  /// Chosen on the last tenth of ANERcorp's training part.
  struct Settings {
    static let defaultBits = 18
    /// Of the table of weights: 2^bits rows.
    var bits = defaultBits
    var rate: Float = 0.1
    var shrink: Float = 0.001
    var seed: UInt64 = 1
    /// Features that it learns nothing of.
    var without: FeatureFamilies = []
  }

  /// A sentence: the features of its tokens one behind the other, where each token's begin, and its labels.
  struct Example {
    let features: [UInt32]
    let starts: [Int]
    let labels: [Int]
  }

  private static let forbidden: Float = -10_000

  let settings: Settings
  let labels: [String]
  private(set) var weights: [Float]
  private var squares: [Float]
  private(set) var transitions: [Float]
  private var transitionSquares: [Float]
  /// Sums of the weights at the ends of epochs: their mean wavers less than the last ones.
  private var sums: [Float]
  private var epochs: Float = 0
  private var count: Int { labels.count }

  init(_ settings: Settings, labels: [String]) {
    self.settings = settings
    self.labels = labels
    let size = labels.count << settings.bits
    weights = [Float](repeating: 0, count: size)
    squares = [Float](repeating: 1e-8, count: size)
    sums = [Float](repeating: 0, count: size)
    transitions = [Float](repeating: 0, count: (labels.count + 1) * labels.count)
    transitionSquares = [Float](repeating: 1e-8, count: transitions.count)
    // A name goes on only where it has begun.
    for label in stride(from: 2, to: labels.count, by: 2) {
      for row in 0...labels.count where row != label && row != label + 1 {
        transitions[row * labels.count + label] = Self.forbidden
      }
    }
  }

  func example(_ words: NameWords, _ classes: WordClasses, _ range: Range<Int>, _ labels: [Int]) -> Example {
    let features = TaggerFeatures(words, classes, without: settings.without, in: range)
    let mask: UInt64 = (1 << UInt64(settings.bits)) - 1
    var all: [UInt32] = []
    var starts: [Int] = []
    var list = FeatureList()
    for index in range {
      starts.append(all.count)
      list.removeAll()
      features.collect(index, into: &list)
      list.sortByTemplate()
      for place in 0..<list.count {
        all.append(UInt32(truncatingIfNeeded: list.hashes[place] & mask))
      }
    }
    starts.append(all.count)
    return Example(features: all, starts: starts, labels: labels)
  }

  /// One pass over the examples, in an order of its own.
  /// - Returns: the mean negative logarithm of the likelihood of a token.
  mutating func epoch(_ number: Int, _ examples: [Example]) -> Double {
    var order = Array(examples.indices)
    var state = settings.seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    for index in order.indices.reversed() where index > 0 {
      state &+= 0x9E37_79B9_7F4A_7C15
      order.swapAt(index, Int(Fingerprint.finish(state) % UInt64(index + 1)))
    }
    var (loss, tokens) = (0.0, 0)
    for index in order where !examples[index].labels.isEmpty {
      loss += step(examples[index])
      tokens += examples[index].labels.count
    }
    for index in weights.indices { sums[index] += weights[index] }
    epochs += 1
    return loss / Double(max(1, tokens))
  }

  private mutating func step(_ example: Example) -> Double {
    let length = example.labels.count
    let width = LabelArcs.width
    var scores = [Float](repeating: 0, count: length * width)
    for row in 0..<length {
      for place in example.starts[row]..<example.starts[row + 1] {
        let start = Int(example.features[place]) * count
        for label in 0..<count { scores[row * width + label] += weights[start + label] }
      }
    }
    let margins = Margins(scores, LabelArcs(transitions.map(Exponential.of), count), count)
    var gold = transitions[example.labels[0]] + scores[example.labels[0]]
    for row in 1..<max(1, length) {
      gold += transitions[(example.labels[row - 1] + 1) * count + example.labels[row]]
      gold += scores[row * width + example.labels[row]]
    }
    learnTransitions(example, margins)
    var gradient = [Float](repeating: 0, count: count)
    for row in 0..<length {
      for label in 0..<count {
        gradient[label] = margins.probability(of: label, at: row)
      }
      gradient[example.labels[row]] -= 1
      for place in example.starts[row]..<example.starts[row + 1] {
        let start = Int(example.features[place]) * count
        for label in 0..<count {
          Self.learn(gradient[label], &weights[start + label], &squares[start + label], settings)
        }
      }
    }
    return margins.total - Double(gold)
  }

  private mutating func learnTransitions(_ example: Example, _ margins: Margins) {
    var gradient = [Float](repeating: 0, count: transitions.count)
    for label in 0..<count {
      gradient[label] = margins.probability(of: label, at: 0)
    }
    gradient[example.labels[0]] -= 1
    for row in 1..<max(1, example.labels.count) {
      for last in 0..<count {
        for label in 0..<count {
          let arc = (last + 1) * count + label
          guard transitions[arc] > Self.forbidden / 2 else { continue }
          gradient[arc] += margins.probability(of: label, after: last, at: row)
        }
      }
      gradient[(example.labels[row - 1] + 1) * count + example.labels[row]] -= 1
    }
    for arc in transitions.indices where transitions[arc] > Self.forbidden / 2 {
      Self.learn(gradient[arc], &transitions[arc], &transitionSquares[arc], settings)
    }
  }

  @inline(__always)
  private static func learn(
    _ gradient: Float, _ weight: inout Float, _ square: inout Float, _ settings: Settings
  ) {
    let slope = gradient + settings.shrink * weight
    square += slope * slope
    weight -= settings.rate * slope / square.squareRoot()
  }

  /// The file of the mean of several models of the same data, which stands on no one's chance order: weights in
  /// eight bits, the largest of them 127.
  static func file(_ voices: [TaggerTrainer], _ classes: NumberedKeys, notes: [JSONValue.Member]) -> [UInt8] {
    let first = voices[0]
    var weights = [Float](repeating: 0, count: first.weights.count)
    var transitions = [Float](repeating: 0, count: first.transitions.count)
    for voice in voices {
      let share = 1 / (Float(voices.count) * max(1, voice.epochs))
      for index in weights.indices { weights[index] += voice.sums[index] * share }
      for index in transitions.indices {
        transitions[index] += voice.transitions[index] / Float(voices.count)
      }
    }
    // A few weights far out would cost all others their precision.
    let sizes = weights.lazy.map(abs).filter { $0 > 0 }.sorted()
    let largest = sizes.isEmpty ? 1 : sizes[min(sizes.count - 1, Int(Double(sizes.count) * 0.9999))]
    let scale = max(largest, 1e-6) / 127
    let small = weights.map { Int8(max(-127, min(127, ($0 / scale).rounded()))) }
    return TaggerModel.encode(
      labels: first.labels, bits: first.settings.bits, scale: scale, transitions: transitions, weights: small,
      classes: classes, notes: notes)
  }
}
