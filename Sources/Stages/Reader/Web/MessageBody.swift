import Isnad

/// The body of an answer over HTTP, as it was before it was sent: chunks joined, compression undone.
struct MessageBody {
  /// Codings of codings, at the most.
  private static let maxCodings = 5

  let head: MessageHead
  /// What a body may grow to.
  let maxBytes: Int

  /// - Returns: the body, and what is wrong with it where it is not there to its end.
  func decoded(_ bytes: ArraySlice<UInt8>) throws(StageFailure) -> (
    bytes: ArraySlice<UInt8>, problem: String?
  ) {
    var bytes = bytes
    var problem: String?
    // Crawlers may have undone either and left the head as it was: what is not there is not undone.
    if head["Transfer-Encoding"]?.lowercased().contains("chunked") == true, let joined = joined(bytes) {
      (bytes, problem) = (joined.bytes[...], joined.problem)
    }
    let codings = head["Content-Encoding"]?.lowercased().split { ", \t".contains($0) }.map(String.init) ?? []
    for coding in codings.reversed().prefix(Self.maxCodings) {
      try undo(coding, &bytes, &problem)
    }
    // Some servers pack what is packed already.
    for _ in codings.count..<max(codings.count, Self.maxCodings) where !codings.isEmpty && Self.isGzip(bytes)
    {
      try undo("gzip", &bytes, &problem)
    }
    if problem != nil { bytes = Self.withoutHalfLetter(bytes) }
    return (bytes, problem)
  }

  private func undo(_ coding: String, _ bytes: inout ArraySlice<UInt8>, _ problem: inout String?)
    throws(StageFailure)
  {
    do {
      let decoder: any Decompressor
      switch coding {
      case "gzip", "x-gzip":
        guard Self.isGzip(bytes) else { return }
        decoder = try GzipDecoder()
      case "deflate":
        if Self.isGzip(bytes) { return try undo("gzip", &bytes, &problem) }
        // Some servers leave zlib's header away.
        decoder = try GzipDecoder(isRaw: !Self.isZlib(bytes))
      case "br": decoder = try BrotliDecoder()
      case "zstd":
        guard bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) else { return }
        decoder = try ZstdDecoder()
      default: return
      }
      let unpacked: (bytes: [UInt8], problem: CompressionError?)
      do {
        unpacked = try Unpacking.bytes(bytes, by: decoder, upTo: maxBytes)
      } catch let error as CompressionError {
        // These two have no mark at their beginning: what is a text was not packed.
        if Self.isText(bytes), coding == "br" || coding == "deflate" { return }
        throw error
      }
      let isBroken = unpacked.problem.map { $0 != .truncated } ?? false
      if unpacked.bytes.isEmpty || isBroken, Self.isText(bytes) { return }
      // Bytes behind the end are nobody's.
      if let error = unpacked.problem, error == .truncated || !decoder.isComplete {
        problem = problem ?? "the body of the answer: \(error)"
      }
      bytes = unpacked.bytes[...]
    } catch let failure as StageFailure {
      throw failure
    } catch is Unpacking.Failure {
      throw StageFailure.tooLarge(maxBytes)
    } catch {
      throw StageFailure(code: "broken-record", message: "the body of the answer: \(error)")
    }
  }

  private static func isGzip(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

  private static func isZlib(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 2 else { return false }
    let (first, second) = (Int(bytes[bytes.startIndex]), Int(bytes[bytes.startIndex + 1]))
    return first & 0x0F == 8 && (first << 8 | second) % 31 == 0
  }

  private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
    let head = bytes.prefix(512)
    return !head.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
  }

  /// Without a last letter of UTF-8 that was cut.
  private static func withoutHalfLetter(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let tail = bytes.suffix(3)
    guard let start = tail.lastIndex(where: { $0 >= 0xC0 }) else { return bytes }
    let length = bytes[start] >= 0xF0 ? 4 : bytes[start] >= 0xE0 ? 3 : 2
    return bytes.endIndex - start < length ? bytes[..<start] : bytes
  }

  // MARK: Chunks

  /// A chunk's line: a length in hexadecimal and a line break.
  private struct ChunkLine {
    let length: Int
    let end: Int
  }

  /// Chunks: a line with a length, so many bytes, a line break; the last one has 0. Nil for bytes that are none.
  private func joined(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], problem: String?)? {
    guard var line = Self.line(bytes, bytes.startIndex) else { return nil }
    var out: [UInt8] = []
    var problem: String?
    while line.length > 0 {
      let rest = bytes.endIndex - line.end
      let end = line.end + min(line.length, rest)
      var next = end
      while next < bytes.endIndex, next < end + 2, bytes[next] == 0x0D || bytes[next] == 0x0A { next += 1 }
      if line.length <= rest, next > end, let following = Self.line(bytes, next) {
        out += bytes[line.end..<end]
        line = following
      } else if let (dataEnd, following) = Self.lineNear(end, in: bytes, from: line.end) {
        problem = problem ?? "a chunk of the answer's body has another length than it says"
        out += bytes[line.end..<dataEnd]
        line = following
      } else {
        // What stands between the last chunk and the record's end is no text.
        let isWhole = line.length <= rest
        out += bytes[line.end..<end]
        return (
          out,
          problem
            ?? (isWhole
              ? "the answer's body ends without its last chunk" : "a chunk of the answer's body is cut off")
        )
      }
    }
    return (out, problem)
  }

  private static func line(_ bytes: ArraySlice<UInt8>, _ start: Int) -> ChunkLine? {
    guard start < bytes.endIndex, let lineEnd = bytes[start...].prefix(64).firstIndex(of: 0x0A) else {
      return nil
    }
    let digits = bytes[start..<lineEnd].prefix {
      $0 != UInt8(ascii: ";") && $0 != 0x0D && $0 != 0x20 && $0 != 0x09
    }
    guard !digits.isEmpty, digits.count <= 16, digits.allSatisfy(isHexadecimal),
      let length = Int(String(decoding: digits, as: UTF8.self), radix: 16)
    else { return nil }
    return ChunkLine(length: length, end: lineEnd + 1)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6
  }

  /// The line of a chunk that stands beside the place where one should be, and where the bytes before it end.
  private static func lineNear(_ place: Int, in bytes: ArraySlice<UInt8>, from: Int) -> (Int, ChunkLine)? {
    let reach = 64
    var at = max(from, place - reach)
    let end = min(bytes.endIndex, place + reach)
    while at + 2 < end {
      if bytes[at] == 0x0D, bytes[at + 1] == 0x0A, let line = line(bytes, at + 2),
        bytes[line.end - 2] == 0x0D, line.length <= bytes.endIndex - line.end
      {
        return (at, line)
      }
      at += 1
    }
    return nil
  }
}
