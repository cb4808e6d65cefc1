/// A pattern for a whole text: `*` stands for anything, `?` for one code point.
///
/// Matched on UTF-8 bytes without backtracking beyond the last `*`, so in time of the text's length
/// times the pattern's, which is bounded.
public struct TextPattern: Sendable, Hashable {
  private enum Piece: Sendable, Hashable {
    case byte(UInt8)
    case any, one
  }

  /// In bytes.
  static let maxLength = 200

  /// The key and the text as they are written.
  let key: String
  let literal: String
  private let pieces: [Piece]

  /// - Parameter key: `matches` reads `*` and `?`; `contains`, `starts-with` and `ends-with` take the
  ///   text as it is.
  public init(_ key: String, _ node: YAMLNode) throws(OptionError) {
    let text = try String.decode(node)
    guard !text.isEmpty, text.utf8.count <= Self.maxLength else {
      throw OptionError("must be a text of 1 to \(Self.maxLength) bytes", at: node.place)
    }
    var pieces: [Piece] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "*") where key == "matches": if pieces.last != .any { pieces.append(.any) }
      case UInt8(ascii: "?") where key == "matches": pieces.append(.one)
      default: pieces.append(.byte(byte))
      }
    }
    if key == "contains" || key == "ends-with" { pieces.insert(.any, at: 0) }
    if key == "contains" || key == "starts-with" { pieces.append(.any) }
    self.pieces = pieces
    self.key = key
    literal = text
  }

  /// As a pattern of a whole text, for people.
  public var text: String {
    switch key {
    case "contains": "*\(literal)*"
    case "starts-with": "\(literal)*"
    case "ends-with": "*\(literal)"
    default: literal
    }
  }

  /// - Parameter bytes: UTF-8.
  public func matches(_ bytes: [UInt8]) -> Bool {
    var (place, piece) = (0, 0)
    // Where the last `*` stands, and how far it reaches by now.
    var star: (piece: Int, place: Int)?
    while place < bytes.count {
      if piece < pieces.count, pieces[piece] == .any {
        star = (piece, place)
        piece += 1
      } else if piece < pieces.count, let next = Self.step(pieces[piece], bytes, place) {
        place = next
        piece += 1
      } else if let last = star {
        star = (last.piece, last.place + 1)
        place = last.place + 1
        piece = last.piece + 1
      } else {
        return false
      }
    }
    return pieces[piece...].allSatisfy { $0 == .any }
  }

  /// The place behind what a piece takes, or nil where it takes nothing.
  private static func step(_ piece: Piece, _ bytes: [UInt8], _ place: Int) -> Int? {
    switch piece {
    case .byte(let byte): return bytes[place] == byte ? place + 1 : nil
    case .any: return nil
    case .one:
      guard bytes[place] & 0xC0 != 0x80 else { return nil }
      var end = place + 1
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
      return end
    }
  }
}
