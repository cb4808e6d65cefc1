import Isnad

/// The body of an answer over HTTP, as it was before it was sent: chunks joined, compression undone.
struct MessageBody {
  let head: MessageHead
  /// What a body may grow to.
  let maxBytes: Int

  func decoded(_ bytes: ArraySlice<UInt8>) throws(StageFailure) -> ArraySlice<UInt8> {
    var bytes = bytes
    // Crawlers may have undone either and left the head as it was: what is not there is not undone.
    if head["Transfer-Encoding"]?.lowercased().contains("chunked") == true {
      bytes = joined(bytes) ?? bytes
    }
    if head["Content-Encoding"]?.lowercased().contains("gzip") == true, bytes.starts(with: [0x1F, 0x8B]) {
      bytes = try unpacked(bytes)[...]
    }
    return bytes
  }

  /// Chunks: a length in hexadecimal, a line break, so many bytes, a line break; the last one has 0. Nil for
  /// bytes that are none.
  private func joined(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var out: [UInt8] = []
    var at = bytes.startIndex
    while let lineEnd = bytes[at...].prefix(32).firstIndex(of: 0x0A) {
      let digits = bytes[at..<lineEnd].prefix { $0 != UInt8(ascii: ";") && $0 != 0x0D && $0 != 0x20 }
      guard let length = Int(String(decoding: digits, as: UTF8.self), radix: 16), length >= 0,
        length <= bytes.endIndex - lineEnd - 1
      else { return nil }
      if length == 0 { return out[...] }
      out += bytes[(lineEnd + 1)..<(lineEnd + 1 + length)]
      at = lineEnd + 1 + length
      while at < bytes.endIndex, bytes[at] == 0x0D || bytes[at] == 0x0A { at += 1 }
    }
    return nil
  }

  private func unpacked(_ bytes: ArraySlice<UInt8>) throws(StageFailure) -> [UInt8] {
    do {
      let decoder = try GzipDecoder()
      var out: [UInt8] = []
      var at = bytes.startIndex
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while at < bytes.endIndex || decoder.hasMore {
        let (taken, given) = try bytes[at...].withUnsafeBytes { input in
          try chunk.withUnsafeMutableBytes { try decoder.decompress(input, into: $0) }
        }
        if taken == 0, given == 0 { break }
        at += taken
        out += chunk[..<given]
        guard out.count <= maxBytes else { throw StageFailure.tooLarge(maxBytes) }
      }
      return out
    } catch let failure as StageFailure {
      throw failure
    } catch {
      throw StageFailure(code: "broken-record", message: "the body of the answer: \(error)")
    }
  }
}
