/// JSON as pages write it: within comments and CDATA, with commas behind the last member and line breaks in strings.
enum LenientJSON {
  private static let openings: [[UInt8]] = ["<!--", "//", "/*", "*/", "<![CDATA[", "-->"].map {
    Array($0.utf8)
  }
  private static let closings: [[UInt8]] = ["-->", "//", "/*", "*/", "]]>", ";"].map { Array($0.utf8) }

  /// JSON that a strict reader takes, where it was meant to be that.
  static func mended(_ text: String) -> [UInt8] {
    var rest = Array(text.utf8)[...]
    strip: while true {
      rest = rest.drop { $0 <= 0x20 }
      for opening in openings where rest.starts(with: opening) {
        rest = rest.dropFirst(opening.count)
        continue strip
      }
      break
    }
    strip: while true {
      while let last = rest.last, last <= 0x20 { rest.removeLast() }
      for closing in closings where rest.suffix(closing.count).elementsEqual(closing) {
        rest = rest.dropLast(closing.count)
        continue strip
      }
      break
    }
    return cleaned(rest)
  }

  private static func cleaned(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var isString = false
    /// Where a comma stands behind which nothing has come.
    var comma: Int?
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let byte = bytes[at]
      if isString {
        if byte == UInt8(ascii: "\\"), at + 1 < bytes.endIndex {
          let next = bytes[at + 1]
          // An escape that JSON has not stands for its letter.
          if "\"\\/bfnrtu".utf8.contains(next) { out.append(byte) }
          out.append(next < 0x20 ? 0x20 : next)
          at += 2
          continue
        }
        if byte == UInt8(ascii: "\"") { isString = false }
        out.append(byte < 0x20 ? 0x20 : byte)
        at += 1
        continue
      }
      switch byte {
      case 0..<0x21: out.append(0x20)
      case UInt8(ascii: ","):
        // Of several one, and none before an end.
        if comma == nil {
          comma = out.count
          out.append(byte)
        }
      default:
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]"), let comma { out[comma] = 0x20 }
        comma = nil
        isString = byte == UInt8(ascii: "\"")
        out.append(byte)
      }
      at += 1
    }
    return out
  }
}
