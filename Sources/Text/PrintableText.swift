/// Text from outside on its way to a terminal. An article, a file's name or a program can hold characters that move the
/// cursor, change the window's title or begin a line that looks like ours; of these a terminal gets the names.
extension StringProtocol {
  /// The text with every control character as JSON would write it: `\u001b`, `\n`.
  public var printable: String {
    cleaned { $0 == 0x0A ? "\\n" : $0 == 0x0D ? "\\r" : $0 == 0x09 ? "\\t" : nil }
  }

  /// The same with a blank for what ends a line or stands between words.
  public var printableLine: String { cleaned { [0x0A, 0x0D, 0x09, 0x85].contains($0) ? " " : nil } }

  private func cleaned(_ known: (UInt32) -> String?) -> String {
    guard unicodeScalars.contains(where: Self.isControl) else { return String(self) }
    var text = ""
    for scalar in unicodeScalars {
      guard Self.isControl(scalar) else {
        text.unicodeScalars.append(scalar)
        continue
      }
      if let name = known(scalar.value) {
        text += name
      } else {
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return text
  }

  /// C0, DEL and C1, and what ends a line or a paragraph besides.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
    default: false
    }
  }
}
