/// An exact decimal number: `mantissa` / 10^`scale`.
///
/// Numbers in the news are written in decimal and stay so: nothing is rounded to a double.
/// Foundation's `Decimal` rounds in silence at 38 digits; this one says that it can't.
public struct ExactDecimal: Sendable, Hashable, Comparable {
  public let mantissa: Int128
  /// Digits after the point, 0 or more.
  public let scale: Int

  /// At most 36 digits either way, so that sums and products of two checked factors can be tried.
  public static let maxDigits = 36

  public init(_ value: Int) {
    mantissa = Int128(value)
    scale = 0
  }

  /// Trailing zeros after the point are dropped, so that equal values are equal.
  public init(mantissa: Int128, scale: Int) {
    var mantissa = mantissa
    var scale = scale
    while scale > 0 && mantissa % 10 == 0 {
      mantissa /= 10
      scale -= 1
    }
    self.mantissa = mantissa
    self.scale = scale
  }

  /// A value by the digits before and after its point. Nil where they are more than
  /// ``maxDigits``.
  public init?(digits: some Collection<UInt8>, fraction: some Collection<UInt8> = EmptyCollection()) {
    guard digits.count + fraction.count <= Self.maxDigits else { return nil }
    var value: Int128 = 0
    for byte in digits { value = value * 10 + Int128(byte &- 0x30) }
    for byte in fraction { value = value * 10 + Int128(byte &- 0x30) }
    self.init(mantissa: value, scale: fraction.count)
  }

  /// A number in JSON's grammar, an exponent included. Nil where it has more than ``maxDigits`` before or after
  /// its point.
  public init?(json text: String) {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let bytes = text.utf8.drop { $0 == UInt8(ascii: "-") }
    let parts = bytes.split(maxSplits: 1) { $0 | 0x20 == UInt8(ascii: "e") }
    guard let digits = parts.first, let exponent = parts.count > 1 ? Int(Substring(parts[1])) : 0,
      (-Self.maxDigits...Self.maxDigits).contains(exponent)
    else { return nil }
    let pieces = digits.split(separator: UInt8(ascii: "."), maxSplits: 1)
    guard let whole = pieces.first,
      (digits.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
      let plain = ExactDecimal(digits: whole, fraction: pieces.count > 1 ? Array(pieces[1]) : [])
    else { return nil }
    var value = plain
    if exponent > 0 {
      guard let scaled = value.times(ExactDecimal(mantissa: Self.power(exponent), scale: 0)) else {
        return nil
      }
      value = scaled
    } else if exponent < 0 {
      guard value.scale - exponent <= Self.maxDigits else { return nil }
      value = ExactDecimal(mantissa: value.mantissa, scale: value.scale - exponent)
    }
    self = isNegative ? value.negated : value
  }

  /// `numerator / denominator` to 12 digits after the point, rounded half up.
  public static func ratio(_ numerator: Int, _ denominator: Int) -> ExactDecimal? {
    guard denominator > 0 else { return nil }
    let scaled = Int128(numerator) * 1_000_000_000_000
    let half = Int128(denominator) / 2
    return ExactDecimal(mantissa: (scaled + (scaled < 0 ? -half : half)) / Int128(denominator), scale: 12)
  }

  private static func power(_ exponent: Int) -> Int128 {
    var result: Int128 = 1
    for _ in 0..<exponent { result *= 10 }
    return result
  }

  /// Nil where the result has more digits than fit.
  public func times(_ other: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
    guard !overflow, scale + other.scale <= Self.maxDigits else { return nil }
    return ExactDecimal(mantissa: product, scale: scale + other.scale)
  }

  public func plus(_ other: ExactDecimal) -> ExactDecimal? {
    let common = max(scale, other.scale)
    let (a, overflowA) = mantissa.multipliedReportingOverflow(by: Self.power(common - scale))
    let (b, overflowB) = other.mantissa.multipliedReportingOverflow(by: Self.power(common - other.scale))
    let (sum, overflow) = a.addingReportingOverflow(b)
    guard !overflowA, !overflowB, !overflow else { return nil }
    return ExactDecimal(mantissa: sum, scale: common)
  }

  public var negated: ExactDecimal { ExactDecimal(mantissa: -mantissa, scale: scale) }

  /// The value as an `Int`, where it is whole and fits.
  public var int: Int? { scale == 0 ? Int(exactly: mantissa) : nil }
  public var double: Double { Double(mantissa) / Double(Self.power(scale)) }
  public var isWhole: Bool { scale == 0 }

  public static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
    let common = max(a.scale, b.scale)
    let (x, overflowX) = a.mantissa.multipliedReportingOverflow(by: power(common - a.scale))
    let (y, overflowY) = b.mantissa.multipliedReportingOverflow(by: power(common - b.scale))
    return overflowX || overflowY ? a.double < b.double : x < y
  }
}

extension ExactDecimal: CustomStringConvertible, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }

  /// Full decimal notation, never an exponent.
  public var description: String {
    let digits = String(mantissa.magnitude)
    let sign = mantissa < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}
