extension JSONWriter {
  /// A number already in JSON's grammar.
  public mutating func number(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  public mutating func integer(_ value: Int) { decimal(mantissa: value, scale: 0) }

  /// The number `mantissa` / 10^`scale` in full notation; the scale is 0 or more.
  public mutating func decimal(mantissa: Int, scale: Int) {
    separate()
    if mantissa < 0 { bytes.append(UInt8(ascii: "-")) }
    digits(mantissa.magnitude, scale: scale)
  }

  /// A string that counts: a prefix of plain ASCII and a number, `e12`.
  public mutating func identifier(_ prefix: StaticString, _ number: Int) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    prefix.withUTF8Buffer { bytes.append(contentsOf: $0) }
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    digits(number.magnitude, scale: 0)
    bytes.append(UInt8(ascii: "\""))
  }

  /// The digits from the last one to the first, with the point among them.
  private mutating func digits(_ value: UInt, scale: Int) {
    var count = scale + 1
    var rest = value
    for _ in 0..<scale { rest /= 10 }
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    let length = count + (scale > 0 ? 1 : 0)
    let start = bytes.count
    bytes.append(addingCapacity: length) { out in
      for _ in 0..<length { out.append(UInt8(ascii: ".")) }
    }
    rest = value
    bytes.withUnsafeMutableBufferPointer { bytes in
      for at in (start..<start + length).reversed() where scale == 0 || at != start + length - scale - 1 {
        bytes[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
    }
  }
}
