/// A name as it is shown, from how it is written.
enum NameText {
  /// Without the marks of a hashtag, the halves of brackets that stand alone, and line breaks.
  static func plain(_ written: String) -> String {
    let bytes = written.utf8
    let opening = bytes.count { $0 == UInt8(ascii: "(") }
    let closing = bytes.count { $0 == UInt8(ascii: ")") }
    guard opening != closing || bytes.contains(where: isOdd) else { return written }
    var name = String.UnicodeScalarView()
    for scalar in written.unicodeScalars {
      switch scalar {
      case "#": continue
      case "(", ")": if opening == closing { name.append(scalar) }
      default:
        let isSpace = scalar == "_" || scalar.properties.isWhitespace
        guard isSpace else {
          name.append(scalar)
          continue
        }
        if let last = name.last, last != " " { name.append(" ") }
      }
    }
    return String(name)
  }

  private static func isOdd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: "_") || byte < 0x20 || byte == 0xC2 || byte == 0xE2
  }
}
