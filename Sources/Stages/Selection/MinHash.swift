import Isnad

/// What two texts have in common, from a few bytes of each: MinHash over shingles of words (Broder, "On the
/// resemblance and containment of documents", 1997), with one hash a shingle in place of one a permutation
/// (Li, Owen and Zhang, "One Permutation Hashing", 2012), empty bins filled from others (Shrivastava, "Optimal
/// Densification for Fast and Accurate Minwise Hashing", 2017), and one byte kept of each minimum (Li and König,
/// "b-Bit Minwise Hashing", 2010).
struct MinHash: Sendable {
  /// Bins, and bytes of a signature; a power of two.
  static let size = 128
  /// Words of a shingle.
  static let shingle = 3
  /// The bits of a hash that choose its bin.
  private static let binBits = size.trailingZeroBitCount

  /// - Parameter words: fingerprints of the words, in order.
  /// - Returns: ``size`` bytes; nil where there are no words.
  func signature(of words: [UInt64]) -> [UInt8]? {
    guard !words.isEmpty else { return nil }
    var least = [UInt64](repeating: .max, count: Self.size)
    let width = min(Self.shingle, words.count)
    for start in 0...(words.count - width) {
      var shingle = words[start]
      for offset in 1..<max(1, width) { shingle = Fingerprint.joined(shingle, words[start + offset]) }
      let hash = Fingerprint.finish(shingle)
      let bin = Int(truncatingIfNeeded: hash >> UInt64(64 - Self.binBits))
      let value = hash << UInt64(Self.binBits)
      if value < least[bin] { least[bin] = value }
    }
    return least.indices.map { bin in
      var chosen = bin
      var tries: UInt64 = 0
      // Two texts whose filled bins agree borrow from the same ones.
      while least[chosen] == .max {
        tries += 1
        chosen = Int(
          truncatingIfNeeded: Fingerprint.finish(UInt64(bin) << 32 | tries) & UInt64(Self.size - 1))
      }
      return UInt8(truncatingIfNeeded: Fingerprint.finish(least[chosen]))
    }
  }

  /// The share of shingles that two texts have in common (Jaccard), estimated from how many bytes agree;
  /// different minima agree in a byte once in 256.
  static func similarity(agreeing: Int) -> Double {
    max(0, (Double(agreeing) / Double(size) - 1.0 / 256) / (1 - 1.0 / 256))
  }
}
