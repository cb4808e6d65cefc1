import CYAML

/// A file's bytes as libyaml gets them, and the way from its places back to those of the file.
///
/// libyaml ends a line at U+0085, U+2028 and U+2029 too, where no editor does; and it refuses the two halves in which
/// JSON writes a letter beyond U+FFFF (`\ud83d\ude00`), which are one escape (`\U0001F600`) here.
struct YAMLSource {
  let bytes: [UInt8]
  /// Where the file's places leave those that one would count to, by code point; empty where they never do.
  private let turns: [Turn]

  private struct Turn {
    var index: Int
    var place: YAMLPlace
  }

  init(_ file: [UInt8]) {
    let (bytes, joined) = Self.joiningHalves(file)
    self.bytes = bytes
    turns = joined.isEmpty && !Self.hasForeignBreak(bytes) ? [] : Self.turns(bytes, joined)
  }

  func place(_ mark: yaml_mark_t) -> YAMLPlace {
    turns.isEmpty ? YAMLPlace(mark) : Self.place(ofIndex: Int(mark.index), turns)
  }

  /// - Parameter offset: of a byte at which reading has stopped.
  func place(ofByte offset: Int) -> YAMLPlace {
    let index = bytes.prefix(offset).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    return Self.place(ofIndex: index, turns.isEmpty ? Self.turns(bytes, []) : turns)
  }

  private static func place(ofIndex index: Int, _ turns: [Turn]) -> YAMLPlace {
    var low = 0
    var high = turns.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if turns[middle].index <= index { low = middle } else { high = middle }
    }
    let turn = turns[low]
    return YAMLPlace(line: turn.place.line, column: turn.place.column + index - turn.index)
  }

  // MARK: Lines

  private static func hasForeignBreak(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { at in
      switch bytes[at] {
      case 0xC2: at + 1 < bytes.count && bytes[at + 1] == 0x85
      case 0xE2: at + 2 < bytes.count && bytes[at + 1] == 0x80 && bytes[at + 2] & 0xFE == 0xA8
      default: false
      }
    }
  }

  /// - Parameter joined: the bytes behind escapes that were two.
  private static func turns(_ bytes: [UInt8], _ joined: Set<Int>) -> [Turn] {
    var turns = [Turn(index: 0, place: YAMLPlace(line: 1, column: 1))]
    var place = YAMLPlace(line: 1, column: 1)
    var index = 0
    for (at, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if joined.contains(at) {
        place = YAMLPlace(line: place.line, column: place.column + halvesLength - escapeLength)
        turns.append(Turn(index: index, place: place))
      }
      index += 1
      if byte == 0x0A || byte == 0x0D && !(at + 1 < bytes.count && bytes[at + 1] == 0x0A) {
        place = YAMLPlace(line: place.line + 1, column: 1)
        turns.append(Turn(index: index, place: place))
      } else {
        place = YAMLPlace(line: place.line, column: place.column + 1)
      }
    }
    return turns
  }

  // MARK: Escapes

  private static let halvesLength = 12
  private static let escapeLength = 10

  /// Of a file that is JSON: in YAML of another kind the same signs may stand in a text without quotation marks.
  private static func joiningHalves(_ file: [UInt8]) -> (bytes: [UInt8], joined: Set<Int>) {
    guard let first = file.first(where: { $0 > 0x20 }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return (file, []) }
    var bytes: [UInt8] = []
    var joined: Set<Int> = []
    var isQuoted = false
    var at = 0
    while at < file.count {
      let byte = file[at]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard isQuoted, byte == UInt8(ascii: "\\"), at + 1 < file.count else {
        bytes.append(byte)
        at += 1
        continue
      }
      if let high = unit(file, at), (0xD800..<0xDC00).contains(high), let low = unit(file, at + 6),
        (0xDC00..<0xE000).contains(low)
      {
        let scalar = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
        let digits = String(scalar, radix: 16, uppercase: true)
        bytes +=
          Array("\\U".utf8) + Array(repeating: UInt8(ascii: "0"), count: 8 - digits.utf8.count) + digits.utf8
        joined.insert(bytes.count)
        at += halvesLength
      } else {
        bytes += file[at...at + 1]
        at += 2
      }
    }
    return (bytes, joined)
  }

  /// The value of `\uXXXX`.
  private static func unit(_ file: [UInt8], _ at: Int) -> Int? {
    guard at + 6 <= file.count, file[at] == UInt8(ascii: "\\"), file[at + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var value = 0
    for byte in file[at + 2..<at + 6] {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
      value = value << 4 + digit
    }
    return value
  }
}
