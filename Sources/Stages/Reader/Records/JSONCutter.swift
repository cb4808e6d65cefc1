import Isnad

/// The elements of a list in a JSON file as records, or the values of a file that has several, one after
/// another; in bounded memory, however long the list is.
struct JSONCutter: WindowCutter {
  private static let maxNameBytes = 1 << 16

  private enum Place: String {
    case start, list, sequence, end
  }

  private let name: String
  private let maxBytes: Int
  /// The names of the members that lead to the list.
  private let path: [String]
  private var place: Place
  private(set) var window: ByteWindow
  private(set) var count = 0

  init(
    _ source: any ByteSource, name: String, path: [String], maxBytes: Int,
    from resumed: InputPosition.Current?
  ) {
    window = ByteWindow(source, from: resumed)
    self.name = name
    self.maxBytes = maxBytes
    self.path = path
    count = resumed?.line ?? 0
    place = resumed?.cutter?.string.flatMap(Place.init) ?? .start
  }

  var state: JSONValue? { .string(place.rawValue) }

  mutating func next() throws -> Record? {
    if place == .start { try enter() }
    guard place != .end else { return nil }
    while let byte = try nextByte() {
      if byte == UInt8(ascii: ",") {
        window.advance(1)
      } else if byte == UInt8(ascii: "]"), place == .list {
        // Lists may stand one after another, a list a line for example.
        guard path.isEmpty else {
          place = .end
          return nil
        }
        window.advance(1)
        guard try nextByte() == UInt8(ascii: "[") else {
          place = .end
          return nil
        }
        window.advance(1)
      } else {
        return try record()
      }
    }
    if place == .list { throw UnreadableInput(message: "its list is not closed; the file was cut") }
    return nil
  }

  private mutating func record() throws -> Record {
    count += 1
    let source = DocumentSource(uri: name, record: count, byteOffset: window.offset)
    guard let end = try valueEnd(upTo: maxBytes) else {
      return Record(source: source, format: "json", failure: .tooLarge(maxBytes))
    }
    defer { window.advance(end) }
    return Record(source: source, format: "json", bytes: Array(window.first(end)))
  }

  /// Goes to the list.
  private mutating func enter() throws {
    try window.fill(to: 3)
    if window.first(3).elementsEqual(ByteOrderMark.utf8) { window.advance(3) }
    for (depth, member) in path.enumerated() {
      guard try nextByte() == UInt8(ascii: "{") else { throw missing(depth) }
      window.advance(1)
      try find(member, depth)
    }
    switch try nextByte() {
    case UInt8(ascii: "[")?:
      window.advance(1)
      place = .list
    case nil: place = .end
    default:
      guard path.isEmpty else { throw missing(path.count) }
      place = .sequence
    }
  }

  private func missing(_ depth: Int) -> UnreadableInput {
    let there = path.prefix(depth).joined(separator: ".")
    let known = depth == 0 ? "it is no object" : "'\(there)' is not what leads there"
    return UnreadableInput(
      message: "it has no list '\(path.joined(separator: "."))': \(known)",
      suggestion: "'records' of 'reader' names the members that lead to the list of articles.")
  }

  /// Goes to the value of a member of the object in which reading is.
  private mutating func find(_ member: String, _ depth: Int) throws {
    while let byte = try nextByte() {
      if byte == UInt8(ascii: ",") {
        window.advance(1)
        continue
      }
      guard byte == UInt8(ascii: "\""), let end = try valueEnd(upTo: Self.maxNameBytes) else { break }
      let name = try? JSONParser.parse(window.first(end)).string
      window.advance(end)
      guard try nextByte() == UInt8(ascii: ":") else { break }
      window.advance(1)
      if name == member { return }
      _ = try nextByte()
      if let end = try valueEnd(upTo: 0) { window.advance(end) }
    }
    throw UnreadableInput(
      message: "it has no member '\(path.prefix(depth + 1).joined(separator: "."))'",
      suggestion: "'records' of 'reader' names the members that lead to the list of articles.")
  }

  /// The next byte that is no space, which stays there.
  private mutating func nextByte() throws -> UInt8? {
    while true {
      var spaces = 0
      while spaces < window.count, [0x20, 0x0A, 0x0D, 0x09].contains(window[spaces]) { spaces += 1 }
      window.advance(spaces)
      if window.count > 0 { return window[0] }
      if window.isAtEnd { return nil }
      try window.fill()
    }
  }

  /// Where the value at the window's start ends; at the end of the file where it doesn't. Whether it is good
  /// JSON is for who parses it.
  /// - Returns: nil for a value of more than `limit` bytes, which is given up.
  private mutating func valueEnd(upTo limit: Int) throws -> Int? {
    var depth = 0
    var isString = false
    var isEscaped = false
    var isTooLong = false
    var at = 0
    while true {
      while at < window.count {
        let byte = window[at]
        if isString {
          if isEscaped {
            isEscaped = false
          } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
          } else if byte == UInt8(ascii: "\"") {
            isString = false
            if depth == 0 { return end(at + 1, limit, isTooLong) }
          }
          at += 1
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): isString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth <= 1 { return end(depth == 1 || at == 0 ? at + 1 : at, limit, isTooLong) }
          depth -= 1
        case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x0A, 0x0D, 0x09:
          if depth == 0 { return end(max(at, 1), limit, isTooLong) }
        default: break
        }
        at += 1
      }
      if window.isAtEnd { return end(at, limit, isTooLong) }
      if at > limit {
        isTooLong = true
        window.advance(at)
        at = 0
      }
      try window.fill()
    }
  }

  private mutating func end(_ end: Int, _ limit: Int, _ isTooLong: Bool) -> Int? {
    guard isTooLong || end > limit else { return end }
    window.advance(end)
    return nil
  }
}
