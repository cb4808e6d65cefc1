/// Keeps tags small before libxml2 reads them: it compares every attribute of an element, and every namespace, with all
/// before it.
///
/// Attributes beyond the first few hundred become blanks; nobody asks for them. Comments, and a page's scripts and styles,
/// are left as they are.
enum TagGuard {
  /// More of one element no page and no feed has that a person reads.
  private static let maxAttributes = 256

  /// A page without attributes that are too many.
  static func guarded(_ html: String) -> String {
    var html = html
    let ranges = html.withUTF8 { excess(in: $0, isPage: true) }
    return ranges.isEmpty ? html : String(decoding: blanked(Array(html.utf8), ranges), as: UTF8.self)
  }

  /// The same of XML.
  static func guarded(xml bytes: [UInt8]) -> [UInt8] {
    let ranges = bytes.withUnsafeBufferPointer { excess(in: $0, isPage: false) }
    return ranges.isEmpty ? bytes : blanked(bytes, ranges)
  }

  private static func blanked(_ bytes: [UInt8], _ ranges: [Range<Int>]) -> [UInt8] {
    var bytes = bytes
    for range in ranges { for index in range { bytes[index] = 0x20 } }
    return bytes
  }

  private static func excess(in bytes: UnsafeBufferPointer<UInt8>, isPage: Bool) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 0
    while let open = ByteSearch.first(0x3C, in: bytes, from: at), open + 1 < bytes.count {
      at = open + 1
      if starts(bytes, at, "!--") {
        at = end(of: "-->", in: bytes, from: at + 3)
      } else if isLetter(bytes[at]) || bytes[at] >= 0x80 || bytes[at] == UInt8(ascii: "_") {
        let (end, tooMany) = tag(bytes, at)
        // What closes the element stays.
        let last = end > at && bytes[end - 1] == UInt8(ascii: "/") ? end - 1 : end
        if let tooMany, tooMany < last { found.append(tooMany..<last) }
        for name: StaticString in ["script", "style"] where isPage && starts(bytes, at, name) {
          at = self.end(of: name.utf8CodeUnitCount == 6 ? "</script" : "</style", in: bytes, from: end)
        }
        at = max(at, end)
      }
    }
    return found
  }

  /// Where a tag ends, and where in it attributes are too many.
  private static func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> (end: Int, tooMany: Int?) {
    var at = start
    var count = 0
    var tooMany: Int?
    while at < bytes.count {
      switch bytes[at] {
      case 0x3E: return (at, tooMany)
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D, 0x2F:
        count += 1
        if count > maxAttributes, tooMany == nil { tooMany = at }
        // Blanks in a row are one.
        repeat { at += 1 } while at < bytes.count && bytes[at] <= 0x20
      case 0x3D:
        repeat { at += 1 } while at < bytes.count && bytes[at] <= 0x20
        guard at < bytes.count, bytes[at] == 0x22 || bytes[at] == 0x27 else { continue }
        // The next attribute may follow without a blank.
        count += 1
        if count > maxAttributes * 2, tooMany == nil { tooMany = at }
        at = (ByteSearch.first(bytes[at], in: bytes, from: at + 1) ?? bytes.count) + 1
      default: at += 1
      }
    }
    return (bytes.count, tooMany)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func starts(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      at + text.count <= bytes.count
        && text.indices.allSatisfy { index in
          let byte = bytes[at + index]
          return byte == text[index] || isLetter(byte) && byte | 0x20 == text[index]
        }
    }
  }

  /// Behind the next place where a text stands, or the end.
  private static func end(of text: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int
  {
    var at = start
    let first = text.withUTF8Buffer { $0[0] }
    while let place = ByteSearch.first(first, in: bytes, from: at) {
      if starts(bytes, place, text) { return place + text.utf8CodeUnitCount }
      at = place + 1
    }
    return bytes.count
  }
}
