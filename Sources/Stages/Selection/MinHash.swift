import Isnad

/// What two texts have in common, from a few bytes of each: MinHash over shingles of words (Broder,
/// "On the resemblance and containment of documents", 1997), one byte a permutation (Li and König, "b-bit
/// minwise hashing", 2010).
struct MinHash: Sendable {
  /// Permutations, and bytes of a signature.
  static let size = 128
  /// Words of a shingle.
  static let shingle = 3
  private static let lanes = 16

  /// `x -> mix(a (x xor b))` modulo 2^32 with an odd `a` is a permutation. Without the mixing minima hang
  /// together, and the estimate strays further than 128 draws should.
  private let factors: [SIMD16<UInt32>]
  private let offsets: [SIMD16<UInt32>]

  init() {
    var state: UInt64 = 0
    func next() -> UInt32 {
      state &+= 0x9E37_79B9_7F4A_7C15
      return UInt32(truncatingIfNeeded: Fingerprint.finish(state))
    }
    var factors: [SIMD16<UInt32>] = []
    var offsets: [SIMD16<UInt32>] = []
    for _ in 0..<Self.size / Self.lanes {
      var (a, b) = (SIMD16<UInt32>(), SIMD16<UInt32>())
      for lane in 0..<Self.lanes {
        a[lane] = next() | 1
        b[lane] = next()
      }
      factors.append(a)
      offsets.append(b)
    }
    self.factors = factors
    self.offsets = offsets
  }

  /// - Parameter words: fingerprints of the words, in order.
  /// - Returns: ``size`` bytes; nil where there are no words.
  func signature(of words: [UInt64]) -> [UInt8]? {
    guard !words.isEmpty else { return nil }
    var least = Array(repeating: SIMD16<UInt32>(repeating: .max), count: factors.count)
    let width = min(Self.shingle, words.count)
    for start in 0...(words.count - width) {
      var shingle = words[start]
      for offset in 1..<max(1, width) { shingle = Fingerprint.joined(shingle, words[start + offset]) }
      let value = SIMD16(repeating: UInt32(truncatingIfNeeded: Fingerprint.finish(shingle)))
      for group in factors.indices {
        var hash = factors[group] &* (value ^ offsets[group])
        hash = (hash ^ (hash &>> 15)) &* 0x85EB_CA6B
        hash ^= hash &>> 13
        least[group].replace(with: hash, where: hash .< least[group])
      }
    }
    return least.flatMap { group in
      (0..<Self.lanes).map { UInt8(truncatingIfNeeded: Fingerprint.finish(UInt64(group[$0]))) }
    }
  }

  /// The share of shingles that two texts have in common (Jaccard), estimated from how many bytes agree;
  /// different minima agree in a byte once in 256.
  static func similarity(agreeing: Int) -> Double {
    max(0, (Double(agreeing) / Double(size) - 1.0 / 256) / (1 - 1.0 / 256))
  }
}
