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

/// The sum of the weights of at most 255 features: every second label's in one register, the others' in another, with
/// sixteen bits for each.
struct LabelSum: Sendable {
  private typealias Row = SIMD8<UInt16>
  private static var bias: Row { Row(repeating: 0x80) }

  private var even = Row.zero
  private var odd = Row.zero

  @inline(__always)
  mutating func add(_ weights: LabelWeights) {
    let pairs = unsafeBitCast(SIMD2(weights.low, weights.high), to: Row.self)
    even &+= pairs & Row(repeating: 0xFF) &- Self.bias
    odd &+= pairs &>> 8 &- Self.bias
  }

  @inline(__always)
  mutating func add(_ other: LabelSum) {
    even &+= other.even
    odd &+= other.odd
  }

  @inline(__always)
  subscript(label: Int) -> Int {
    Int(Int16(bitPattern: label.isMultiple(of: 2) ? even[label / 2] : odd[label / 2]))
  }

  /// All of them as numbers, one behind the other.
  @inline(__always)
  var floats: SIMD16<Float> {
    func floats(_ row: SIMD8<UInt16>) -> SIMD8<Float> {
      SIMD8(SIMD8<Int32>(truncatingIfNeeded: unsafeBitCast(row, to: SIMD8<Int16>.self)))
    }
    var all = SIMD16<Float>()
    all.evenHalf = floats(even)
    all.oddHalf = floats(odd)
    return all
  }
}
