/// Decompresses bytes that are in memory.
enum Unpacking {
  enum Failure: Error {
    /// More than the limit comes of them.
    case tooLarge
  }

  /// - Returns: what comes of the bytes, and what is wrong with them behind that.
  /// - Throws: a ``Failure``; a ``CompressionError`` where nothing comes of them.
  static func bytes(_ bytes: ArraySlice<UInt8>, by decoder: any Decompressor, upTo limit: Int) throws -> (
    bytes: [UInt8], problem: CompressionError?
  ) {
    var out: [UInt8] = []
    var at = bytes.startIndex
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var isDone = false
    do {
      while !isDone, at < bytes.endIndex || decoder.hasMore {
        let (taken, given) = try bytes[at...].withUnsafeBytes { input in
          try chunk.withUnsafeMutableBytes { try decoder.decompress(input, into: $0) }
        }
        isDone = taken == 0 && given == 0
        at += taken
        out += chunk[..<given]
        guard out.count <= limit else { throw Failure.tooLarge }
      }
    } catch let error as CompressionError {
      guard !out.isEmpty else { throw error }
      return (out, error)
    }
    return (out, decoder.isComplete ? nil : .truncated)
  }
}
