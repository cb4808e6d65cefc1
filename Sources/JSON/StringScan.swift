/// Looks for what ends or interrupts a string of JSON, sixteen bytes at a time.
enum StringScan {
  private typealias Block = SIMD16<UInt8>

  /// The first byte from an index on that is a quotation mark, a backslash, a control character or `also`;
  /// the end where there is none.
  @inline(__always)
  static func next(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, also: UInt8 = 0x22) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var i = from
    while i + Block.scalarCount <= bytes.count {
      let block = raw.loadUnaligned(fromByteOffset: i, as: Block.self)
      let found =
        (block .== Block(repeating: 0x22)) .| (block .== Block(repeating: 0x5C))
        .| (block .< Block(repeating: 0x20))
        .| (block .== Block(repeating: also))
      if Block(repeating: 0).replacing(with: 1, where: found).max() != 0 { break }
      i += Block.scalarCount
    }
    while i < bytes.count {
      let byte = bytes[i]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte == also { return i }
      i += 1
    }
    return i
  }
}
