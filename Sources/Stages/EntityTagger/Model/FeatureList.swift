import IsnadArabic

/// What features are put into as they are made.
protocol FeatureSink {
  /// - Parameters:
  ///   - template: which question the feature answers.
  ///   - value: the answer.
  mutating func add(_ template: Int, _ value: UInt64)
}

extension FeatureSink {
  @inline(__always)
  static func hash(_ template: Int, _ value: UInt64) -> UInt64 {
    Fingerprint.finish(value &+ UInt64(template) &* 0x9E37_79B9_7F4A_7C15)
  }
}

/// Sums up the weights of features as they are made.
struct WeightSum: FeatureSink {
  private let rows: [LabelWeights]
  private let mask: UInt64
  var sum = LabelSum()

  init(_ model: borrowing TaggerModel) {
    rows = model.rows
    mask = model.mask
  }

  @inline(__always)
  mutating func add(_ template: Int, _ value: UInt64) {
    sum.add(rows[Int(truncatingIfNeeded: Self.hash(template, value) & mask)])
  }
}

/// The features of one token: hashes into the model's weights, each with the template that made it.
///
/// It lies where it is declared and is filled again for every token, so that none of them costs an allocation.
struct FeatureList: FeatureSink {
  /// More are never made for one token.
  static let capacity = 96

  private(set) var hashes = InlineArray<96, UInt64>(repeating: 0)
  private(set) var templates = InlineArray<96, UInt8>(repeating: 0)
  private(set) var count = 0

  /// By template, those of one template in the order in which they came: what is summed up in floating point has
  /// its order then, whatever makes the features.
  mutating func sortByTemplate() {
    for end in 1..<max(1, count) {
      var place = end
      while place > 0, templates[place - 1] > templates[place] {
        templates.swapAt(place - 1, place)
        hashes.swapAt(place - 1, place)
        place -= 1
      }
    }
  }

  @inline(__always)
  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func add(_ template: Int, _ value: UInt64) {
    guard count < Self.capacity else { return }
    hashes[count] = Self.hash(template, value)
    templates[count] = UInt8(truncatingIfNeeded: template)
    count += 1
  }
}
