/// Bytes in memory, compressed.
enum PackedBytes {
  /// One member of gzip.
  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let encoder = try GzipEncoder()
    var packed: [UInt8] = []
    var output = [UInt8](repeating: 0, count: 1 << 16)
    var taken = 0
    while true {
      let step = try bytes[taken...].withUnsafeBytes { input in
        try output.withUnsafeMutableBytes { try encoder.compress(input, into: $0, isLast: true) }
      }
      taken += step.taken
      packed += output[..<step.given]
      if step.isComplete { return packed }
    }
  }
}
