/// A feature's weights, one a label, in two registers: a byte each, 128 above its value, so that sums of many are
/// sums of whole registers.
struct LabelWeights: Sendable {
  fileprivate var low: UInt64 = 0
  fileprivate var high: UInt64 = 0

  init(_ weights: some Collection<UInt8>) {
    for (label, weight) in weights.enumerated() {
      let biased = UInt64(weight ^ 0x80) << UInt64(label % 8 * 8)
      if label < 8 { low |= biased } else { high |= biased }
    }
  }

  private init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// Rows of a byte a label, one behind the other: a million of them are read whenever a command starts.
  /// - Parameter labels: of a row, 1 to 15.
  static func rows(_ bytes: UnsafeRawBufferPointer, labels: Int) -> [LabelWeights] {
    let bias: UInt64 = 0x8080_8080_8080_8080
    func mask(_ labels: Int) -> UInt64 { labels <= 0 ? 0 : labels >= 8 ? .max : 1 << UInt64(labels * 8) - 1 }
    func eight(_ place: Int, _ mask: UInt64) -> UInt64 {
      (UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) ^ bias) & mask
    }
    let (lowMask, highMask) = (mask(labels), mask(labels - 8))
    let count = bytes.count / labels
    return [LabelWeights](unsafeUninitializedCapacity: count) { rows, filled in
      for row in 0..<count {
        let place = row * labels
        let weights =
          place + 16 <= bytes.count
          ? LabelWeights(low: eight(place, lowMask), high: eight(place + 8, highMask))
          : LabelWeights(bytes[place..<place + labels])
        rows.initializeElement(at: row, to: weights)
      }
      filled = count
    }
  }

  subscript(label: Int) -> Int8 {
    Int8(bitPattern: UInt8(truncatingIfNeeded: (label < 8 ? low : high) >> UInt64(label % 8 * 8)) ^ 0x80)
  }
}

/// The sum of the weights of at most 257 features: every second label's byte in one register, the others in
/// another, with sixteen bits for each.
struct LabelSum: Sendable {
  private static let bytes: UInt64 = 0x00FF_00FF_00FF_00FF

  private var (low, lowOdd, high, highOdd): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var count = 0

  @inline(__always)
  mutating func add(_ weights: LabelWeights) {
    low &+= weights.low & Self.bytes
    lowOdd &+= weights.low >> 8 & Self.bytes
    high &+= weights.high & Self.bytes
    highOdd &+= weights.high >> 8 & Self.bytes
    count += 1
  }

  @inline(__always)
  mutating func add(_ other: LabelSum) {
    low &+= other.low
    lowOdd &+= other.lowOdd
    high &+= other.high
    highOdd &+= other.highOdd
    count += other.count
  }

  @inline(__always)
  subscript(label: Int) -> Int {
    let (even, odd) = label < 8 ? (low, lowOdd) : (high, highOdd)
    let sums = label.isMultiple(of: 2) ? even : odd
    return Int(sums >> UInt64(label % 8 / 2 * 16) & 0xFFFF) - 128 * count
  }
}
