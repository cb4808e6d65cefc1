import IsnadArabic

/// Lines that ask the reader to do something else.
enum Invitation {
  /// Beginnings that say so in any spelling.
  private static let openings = LineOpenings(
    Language.own.spellings(.invitation)
      + Language.own.spellings(.invitationBeforeMark).flatMap { [$0 + " |", $0 + " -"] })
  /// Beginnings of sentences as well: they count where a link or a colon says that something follows.
  private static let doubtful = LineOpenings(
    Language.own.spellings(.doubtfulInvitation)
      + Language.own.spellings(.doubtfulInvitationWord).map { $0 + " " })
  private static let linkNames = Language.own.spellings(.linkName).map { Array($0.utf8) }
  private static let maxLength = 160
  /// Letters that a notice about comments has at the most.
  private static let maxNotice = 400
  /// Bytes of a line that are looked at.
  private static let reach = 240

  /// What a site says of its readers' comments.
  private static let notices = Language.own.spellings(.commentNotice).map { Array($0.utf8) }

  static func begins(_ block: PageBlock) -> Bool {
    guard block.length <= maxNotice else { return false }
    if notices.contains(where: { contains(block.bytes, $0) }) { return true }
    guard block.length <= maxLength else { return false }
    let text = folded(block.bytes)
    if openings.begin(text) { return true }
    guard doubtful.begin(text) else { return false }
    return block.linkDensity > 0.3
      || block.linked > 0 && linkNames.contains { block.bytes.suffix($0.count).elementsEqual($0) }
      || block.length <= 40 && (text.last == UInt8(ascii: ":") || block.length <= 14)
  }

  /// A line's first letters in one spelling: small, without vowels and tatweel, one alif, one ya, one ha, and without
  /// marks before them.
  static func folded(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(min(bytes.count, reach))
    var at = 0
    while at < min(bytes.count, reach) {
      let byte = bytes[at]
      let second = at + 1 < bytes.count ? bytes[at + 1] : 0
      let third = at + 2 < bytes.count ? bytes[at + 2] : 0
      var length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      length = min(length, bytes.count - at)
      defer { at += length }
      switch letter(byte, second, third) {
      case .none: continue
      case .space: if let last = out.last, last != 0x20 { out.append(0x20) }
      case .mark:
        // Marks before the first word say nothing, and a blank before a colon is one too many.
        if byte == UInt8(ascii: ":"), out.last == 0x20 { out.removeLast() }
        if !out.isEmpty { out += bytes[at..<(at + length)] }
      case .same: out += bytes[at..<(at + length)]
      case .one(let byte): out.append(byte)
      case .two(let first, let second):
        out.append(first)
        out.append(second)
      }
    }
    return out
  }

  private static func contains(_ bytes: [UInt8], _ words: [UInt8]) -> Bool {
    guard bytes.count >= words.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      words.withUnsafeBufferPointer { words in
        // The last byte tells letters of one block apart, the first one does not.
        let last = words.count - 1
        return (0...(bytes.count - words.count)).contains { start in
          guard bytes[start + last] == words[last] else { return false }
          var length = 0
          while length < last, bytes[start + length] == words[length] { length += 1 }
          return length == last
        }
      }
    }
  }

  /// What stands for a letter of UTF-8.
  private enum Folded {
    case none, space, mark, same
    case one(UInt8)
    case two(UInt8, UInt8)
  }

  private static func letter(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Folded {
    switch (first, second) {
    case (0x41...0x5A, _): .one(first | 0x20)
    case (0x20, _), (0xC2, 0xA0): .space
    case (0x21...0x2F, _), (0x3A...0x40, _), (0x5B...0x60, _), (0x7B...0x7E, _), (0xC2, 0xAB), (0xC2, 0xBB):
      .mark
    // Vowels and tatweel.
    case (0xD9, 0x8B...0x92), (0xD9, 0xB0), (0xD9, 0x80): .none
    // Alif with anything on it; ya in all its forms; waw with hamza; ta marbuta.
    case (0xD8, 0xA2), (0xD8, 0xA3), (0xD8, 0xA5), (0xD9, 0xB1): .two(0xD8, 0xA7)
    case (0xD9, 0x89), (0xD8, 0xA6), (0xDB, 0x8C): .two(0xD9, 0x8A)
    case (0xD8, 0xA4): .two(0xD9, 0x88)
    case (0xD8, 0xA9): .two(0xD9, 0x87)
    case (0xE2, 0x80): general(third)
    // Arrows and pictures.
    case (0xE2, 0x86...0x9F): .mark
    default: .same
    }
  }

  /// Of U+2000 to U+203F.
  private static func general(_ third: UInt8) -> Folded {
    switch third {
    case 0x8B...0x8F, 0xAA...0xAE: .none
    case 0x99: .one(UInt8(ascii: "'"))
    case 0x90...0xA7, 0xB0...0xBA: .mark
    default: .same
    }
  }
}

/// Beginnings of lines, found by their first letter.
struct LineOpenings {
  private var byFirst: [UInt16: [[UInt8]]] = [:]

  /// - Parameter texts: in any spelling, of two bytes or more.
  init(_ texts: [String]) {
    for text in texts {
      let bytes = Invitation.folded(Array(text.utf8))
      guard bytes.count > 1 else { continue }
      byFirst[Self.key(bytes), default: []].append(bytes)
    }
  }

  func begin(_ text: [UInt8]) -> Bool {
    text.count > 1 && byFirst[Self.key(text)]?.contains { text.starts(with: $0) } ?? false
  }

  private static func key(_ bytes: [UInt8]) -> UInt16 { UInt16(bytes[0]) << 8 | UInt16(bytes[1]) }
}
