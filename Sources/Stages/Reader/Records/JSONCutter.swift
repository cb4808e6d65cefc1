import Isnad

/// The elements of a list in a JSON file as records, or the values of a file that has several, one after
/// another; in bounded memory, however long the list is.
struct JSONCutter: WindowCutter {
  private static let maxNameBytes = 1 << 16
  private static let maxHeadBytes = 4096

  private enum Place: String {
    /// In a list: at its beginning, behind a comma, behind an element.
    case start, list, comma, behind, sequence, end
  }

  private let name: String
  private let maxBytes: Int
  /// The names of the members that lead to the list.
  private let path: [String]
  /// Whether it is a feed in JSON: its entries are told what it says of itself before them.
  private let isFeed: Bool
  private var feed: [JSONValue.Member] = []
  private var place: Place
  private(set) var window: ByteWindow
  private(set) var count = 0

  init(
    _ source: any ByteSource, name: String, path: [String], isFeed: Bool = false, maxBytes: Int,
    from resumed: InputPosition.Current?
  ) {
    window = ByteWindow(source, from: resumed)
    self.name = name
    self.maxBytes = maxBytes
    self.path = path
    count = resumed?.line ?? 0
    self.isFeed = isFeed
    let state = resumed?.cutter
    place = (state?["place"] ?? state)?.string.flatMap(Place.init) ?? .start
    if case .object(let members)? = state?["feed"] { feed = members }
  }

  var state: JSONValue? {
    let place = JSONValue.string(place.rawValue)
    return isFeed ? .object([.init("place", place), .init("feed", .object(feed))]) : place
  }

  mutating func next() throws -> Record? {
    if place == .start { try enter() }
    while place != .end, let byte = try nextByte() {
      let isComma = byte == UInt8(ascii: ",")
      let isClosed = byte == UInt8(ascii: "]")
      switch place {
      case .behind where isComma, .sequence where isComma:
        window.advance(1)
        if place == .behind { place = .comma }
      case .list where isClosed, .behind where isClosed:
        window.advance(1)
        try leave()
      case .comma where isClosed:
        window.advance(1)
        let problem = missing("an element is missing behind the list's last ','")
        try leave()
        return problem
      case .list where isComma, .comma where isComma:
        let problem = missing("an element of the list is missing before ','")
        window.advance(1)
        place = .comma
        return problem
      case .behind:
        let problem = missing("',' is missing before an element of the list")
        place = .comma
        return problem
      default:
        let record = try self.record()
        if place != .sequence { place = .behind }
        return record
      }
    }
    if place != .sequence, place != .end {
      throw UnreadableInput(message: "its list is not closed; the file was cut")
    }
    return nil
  }

  /// What is wrong between two elements, told as a record of its own: they are read.
  private mutating func missing(_ message: String) -> Record {
    count += 1
    return Record(
      source: DocumentSource(uri: name, record: count, byteOffset: window.offset), format: "json",
      failure: StageFailure(code: "invalid-json", message: message))
  }

  /// Behind a list another one may stand, and nothing else; what stands around a list within an object is no
  /// article.
  private mutating func leave() throws {
    place = .end
    guard path.isEmpty, let byte = try nextByte() else { return }
    guard byte == UInt8(ascii: "[") else {
      throw UnreadableInput(message: "something else than a list stands behind its list")
    }
    window.advance(1)
    place = .list
  }

  private mutating func record() throws -> Record {
    count += 1
    let source = DocumentSource(uri: name, record: count, byteOffset: window.offset)
    let format = isFeed ? "feed" : "json"
    guard let end = try valueEnd(upTo: maxBytes) else {
      return Record(source: source, format: format, failure: .tooLarge(maxBytes))
    }
    defer { window.advance(end) }
    guard isFeed else { return Record(source: source, format: format, bytes: Array(window.first(end))) }
    var head = JSONWriter()
    head.value(.object(feed))
    let bytes = Array("{\"feed\":\(head.text),\"item\":".utf8) + window.first(end) + [UInt8(ascii: "}")]
    return Record(source: source, format: format, bytes: bytes)
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
      let isKept = isFeed && name.map(JSONFeed.head.contains) ?? false
      if let end = try valueEnd(upTo: isKept ? Self.maxHeadBytes : 0) {
        if isKept, let name, let value = try? JSONParser.parse(window.first(end)) {
          feed.append(.init(name, value))
        }
        window.advance(end)
      }
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
