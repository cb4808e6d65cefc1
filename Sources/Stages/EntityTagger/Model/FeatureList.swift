import IsnadArabic

/// The features of one token: hashes into the model's weights, each with the template that made it.
///
/// It lies where it is declared and is filled again for every token, so that none of them costs an allocation.
struct FeatureList {
  /// More are never made for one token.
  static let capacity = 96

  private(set) var hashes = InlineArray<96, UInt64>(repeating: 0)
  private(set) var templates = InlineArray<96, UInt8>(repeating: 0)
  private(set) var count = 0

  @inline(__always)
  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func add(_ template: Int, _ value: UInt64) {
    guard count < Self.capacity else { return }
    hashes[count] = Fingerprint.finish(value &+ UInt64(template) &* 0x9E37_79B9_7F4A_7C15)
    templates[count] = UInt8(truncatingIfNeeded: template)
    count += 1
  }
}
