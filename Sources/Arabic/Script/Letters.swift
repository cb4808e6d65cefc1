import IsnadText

/// What a code point of a match form is, as far as tokens need it.
enum CharacterClass: UInt8 {
  case space, lineBreak, letter, latin, digit, punctuation, symbol
}

/// Reads a text in match form code point by code point, on bytes.
enum Letters {
  /// The class and the length in bytes of the code point at `i`.
  @inline(__always)
  static func classify(_ bytes: Span<UInt8>, _ i: Int) -> (CharacterClass, Int) {
    let byte = bytes[i]
    if byte < 0x80 { return (ascii(byte), 1) }
    switch byte {
    case 0xD8...0xDB: return (arabic(byte, bytes[i + 1]), 2)
    case 0xC2:
      return (
        bytes[i + 1] == 0xAB || bytes[i + 1] == 0xBB
          ? .punctuation : bytes[i + 1] == 0x85 ? .lineBreak : .symbol, 2
      )
    // Latin letters and the accents that may follow them: é in one code point and in two.
    case 0xC3...0xCC: return (bytes[i + 1] == 0x97 && byte == 0xC3 ? .symbol : .latin, 2)
    case ..<0xE0: return (.letter, 2)
    case 0xE2: return (generalPunctuation(bytes[i + 1], bytes[i + 2]), 3)
    case 0xEF:
      // Ornate parentheses ﴾ ﴿, and full-width forms.
      if bytes[i + 1] == 0xB4 && bytes[i + 2] >= 0xBE { return (.punctuation, 3) }
      return (.letter, 3)
    case ..<0xF0: return (.letter, 3)
    default: return (.symbol, 4)
    }
  }

  @inline(__always)
  private static func ascii(_ byte: UInt8) -> CharacterClass {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .latin
    case 0x0A...0x0D: .lineBreak
    case 0...0x20, 0x7F: .space
    case UInt8(ascii: "%"), UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "="),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "#"), UInt8(ascii: "@"),
      UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "^"), UInt8(ascii: "~"),
      UInt8(ascii: "|"):
      .symbol
    default: .punctuation
    }
  }

  @inline(__always)
  private static func arabic(_ lead: UInt8, _ trail: UInt8) -> CharacterClass {
    if lead == 0xD8 && trail < 0xA0 {
      // U+0600-061F: ، ؛ ؟ and number signs.
      return trail == 0x8C || trail == 0x9B || trail == 0x9F || trail == 0x8D ? .punctuation : .symbol
    }
    if lead == 0xD9 && trail >= 0xAA && trail <= 0xAD {
      // ٪ ٫ ٬ ٭
      return trail == 0xAA ? .symbol : .punctuation
    }
    if lead == 0xDB && trail == 0x94 { return .punctuation }  // ۔
    return .letter
  }

  private static func generalPunctuation(_ second: UInt8, _ third: UInt8) -> CharacterClass {
    switch (second, third) {
    case (0x80, 0xA8), (0x80, 0xA9): .lineBreak
    case (0x80, _), (0x81, _): .punctuation
    case (0x82, _): .symbol  // currency signs
    default: .symbol
    }
  }
}
