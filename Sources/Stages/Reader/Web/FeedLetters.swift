import Isnad

/// The letters of a feed, whatever it says of them.
enum FeedLetters {
  /// As ``WebPage/decoded(_:declared:)``; bytes that are mostly UTF-8 stay as they are, so that an entry with a bad
  /// one is told and the others are read.
  static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    let mark = bytes.starts(with: ByteOrderMark.utf8) ? ByteOrderMark.utf8.count : 0
    if UTF8Validation.firstInvalidOffset(in: bytes.span) == nil, !bytes.contains(0) {
      return Array(bytes[mark...])
    }
    let head = Array(bytes.prefix(1 << 16))
    if TextEncoding.guess(head) == .utf8, TextEncoding.isMostlyUTF8(bytes) { return Array(bytes[mark...]) }
    return Array(WebPage.decoded(bytes, declared: declaration(head)).utf8)
  }

  /// The encoding in `<?xml … encoding="…"?>`.
  private static func declaration(_ head: [UInt8]) -> String? {
    let text = String(decoding: head.prefix(512).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
    guard let start = text.firstRange(of: "encoding") else { return nil }
    let rest = text[start.upperBound...].drop { "= \t\r\n\"'".contains($0) }
    return String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
  }
}
