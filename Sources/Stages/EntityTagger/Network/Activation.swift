/// The logistic function and the hyperbolic tangent of whole vectors, without a call a number: to 2 · 10⁻⁷.
enum Activation {
  /// 2^x by its bits, of x from -126 to 126: the whole part is the exponent, of the rest a polynomial that keeps to
  /// within 2 · 10⁻⁷ (its coefficients are those of the Taylor series of 2^x around 0, for |x| ≤ 1/2).
  @inline(__always)
  private static func powerOfTwo(_ x: Float) -> Float {
    // Adding 1.5 · 2^23 rounds to a whole number, which then stands in the last bits.
    let magic: Float = 12_582_912
    let rounded = x + magic
    let rest = x - (rounded - magic)
    var sum: Float = 1.540353e-4
    sum = sum * rest + 1.3333558e-3
    sum = sum * rest + 9.618129e-3
    sum = sum * rest + 5.5504109e-2
    sum = sum * rest + 2.4022651e-1
    sum = sum * rest + 6.9314718e-1
    sum = sum * rest + 1
    return Float(bitPattern: sum.bitPattern &+ (rounded.bitPattern &<< 23))
  }

  @inline(__always)
  static func logistic(_ x: Float) -> Float {
    let bounded = min(max(x, -30), 30)
    return 1 / (1 + powerOfTwo(bounded * -1.442695))
  }

  @inline(__always)
  static func tanh(_ x: Float) -> Float { 2 * logistic(2 * x) - 1 }
}
