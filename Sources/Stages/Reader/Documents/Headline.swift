import Isnad
import IsnadArabic

/// Fills in what a text tells of itself: language, title, dateline. What the input says stays.
enum Headline {
  /// A title is one line of at most this many bytes.
  private static let maxTitleBytes = 400

  static func describe(_ document: inout Document) {
    let text = document.text
    if document.metadata["language"] == nil, let language = language(of: text) {
      document.metadata["language"] = .string(language)
    }
    let title = titleSpan(text)
    if document.metadata["title"] == nil, let title {
      document.metadata["title"] = .string(text[title])
    }
    if document.metadata["dateline"] == nil,
      let dateline = dateline(text, from: title?.end ?? 0)
    {
      document.metadata["dateline"] = dateline
    }
  }

  /// `ar`, or `fa` where letters that Arabic has not are common, by the script of the first half kilobyte, or of
  /// four where that leaves a doubt; nil where most letters are not Arabic.
  static func language(of text: SourceText) -> String? {
    text.bytes.span.withUnsafeBufferPointer { bytes in
      let opening = Letters(of: UnsafeBufferPointer(rebasing: bytes.prefix(512)))
      if opening.arabic > 4 * opening.latin + 64, opening.isPlain { return "ar" }
      let part = UnsafeBufferPointer(rebasing: bytes.prefix(4096))
      let letters = Letters(of: part)
      guard letters.arabic > letters.latin else { return nil }
      return letters.isPlain || persian(part) * 20 <= letters.arabic ? "ar" : "fa"
    }
  }

  /// How many first bytes of Arabic letters there are, of the blocks in which Persian has its own, and of Latin
  /// letters.
  private struct Letters {
    var (arabic, doubtful, latin) = (0, 0, 0)

    /// Too few letters for Persian.
    var isPlain: Bool { doubtful * 40 <= arabic }

    init(of bytes: UnsafeBufferPointer<UInt8>) {
      for byte in bytes {
        arabic += byte & 0xFC == 0xD8 ? 1 : 0
        doubtful += byte & 0xFE == 0xDA ? 1 : 0
        latin += (byte | 0x20) &- UInt8(ascii: "a") < 26 ? 1 : 0
      }
    }
  }

  /// Letters that Arabic has not.
  private static func persian(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for i in bytes.indices.dropLast() {
      switch (bytes[i], bytes[i + 1]) {
      case (0xD9, 0xBE), (0xDA, 0x86), (0xDA, 0x98), (0xDA, 0xAF), (0xDA, 0xA9), (0xDB, 0x8C): count += 1
      default: break
      }
    }
    return count
  }

  /// The first line, if an empty line follows it and no full stop ends it.
  static func titleSpan(_ text: SourceText) -> TextSpan? {
    let bytes = text.bytes.span
    var start = 0
    while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, end - start <= maxTitleBytes { end += 1 }
    guard end < bytes.count, bytes[end] == 0x0A, end > start else { return nil }
    var after = end + 1
    var breaks = 1
    while after < bytes.count, bytes[after] <= 0x20 {
      if bytes[after] == 0x0A { breaks += 1 }
      after += 1
    }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    guard breaks > 1, after < bytes.count, bytes[end - 1] != UInt8(ascii: ".") else { return nil }
    return TextSpan(start, end)
  }

  /// An opening such as `أربيل (كوردستان24)-`: the place, and the outlet in brackets.
  static func dateline(_ text: SourceText, from offset: Int) -> JSONValue? {
    let bytes = text.bytes.span
    var start = offset
    while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
    let limit = min(bytes.count, start + 160)
    guard let open = index(of: UInt8(ascii: "("), bytes, start, limit),
      let close = index(of: UInt8(ascii: ")"), bytes, open, limit)
    else { return nil }
    var dash = close + 1
    while dash < limit, bytes[dash] == 0x20 { dash += 1 }
    guard dash < limit, isDash(bytes, dash) else { return nil }
    let place = trimmed(text, start, open)
    let outlet = trimmed(text, open + 1, close)
    guard !place.isEmpty, !outlet.isEmpty, place.split(separator: " ").count <= 5 else { return nil }
    return .object([.init("place", .string(place)), .init("outlet", .string(outlet))])
  }

  private static func index(of byte: UInt8, _ bytes: Span<UInt8>, _ from: Int, _ to: Int) -> Int? {
    var i = from
    while i < to {
      if bytes[i] == byte { return i }
      if bytes[i] == 0x0A { return nil }
      i += 1
    }
    return nil
  }

  private static func isDash(_ bytes: Span<UInt8>, _ i: Int) -> Bool {
    if bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: ":") { return true }
    return i + 2 < bytes.count && bytes[i] == 0xE2 && bytes[i + 1] == 0x80
      && (bytes[i + 2] == 0x93 || bytes[i + 2] == 0x94)
  }

  private static func trimmed(_ text: SourceText, _ start: Int, _ end: Int) -> String {
    var start = start
    var end = end
    while start < end, text.bytes[start] <= 0x20 { start += 1 }
    while end > start, text.bytes[end - 1] <= 0x20 { end -= 1 }
    return text[TextSpan(start, end)]
  }
}
