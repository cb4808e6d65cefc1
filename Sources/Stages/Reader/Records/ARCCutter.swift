import Isnad

/// The pages of an ARC file (version 1.0, the Internet Archive's format before WARC) as records: a line with address,
/// place, time, type and length, and so many bytes of an answer over HTTP. A record becomes one of WARC.
///
/// A line that makes no sense is one broken record, and reading goes on at the next line that does.
struct ARCCutter: WindowCutter {
  private static let maxLineBytes = 1 << 14

  private let name: String
  private let maxBytes: Int
  private(set) var window: ByteWindow
  private(set) var count = 0
  private(set) var passedOver: [String: Int] = [:]

  private struct Head {
    let address: String
    let time: String
    let type: String
    let length: Int
  }

  init(_ stream: ByteStream, name: String, maxBytes: Int, from resumed: InputPosition.Current?) {
    window = ByteWindow(stream, from: resumed)
    self.name = name
    self.maxBytes = maxBytes
    count = resumed?.line ?? 0
    passedOver = PassedOver.counts(resumed?.cutter?["passed"])
  }

  var state: JSONValue? { .object([.init("passed", PassedOver.json(passedOver))]) }

  mutating func next() throws -> Record? {
    while true {
      try skipSpace()
      guard window.count > 0 else { return nil }
      count += 1
      let source = DocumentSource(uri: name, record: count, byteOffset: window.offset)
      guard let (head, start) = try head(at: 0) else {
        try findHead()
        return broken(source, "no record starts here: its line has no address, time, type and length")
      }
      let isPage = WebPage.isText(head.type)
      guard isPage, !head.address.hasPrefix("filedesc:") else {
        passedOver[head.address.hasPrefix("filedesc:") ? "filedesc" : "no-page", default: 0] += 1
        try skip(start, head.length)
        continue
      }
      guard head.length <= maxBytes else {
        try skip(start, head.length)
        return Record(source: source, format: "arc", failure: .tooLarge(maxBytes))
      }
      try window.fill(to: start + head.length + 1)
      guard window.count >= start + head.length else {
        window.advance(window.count)
        return broken(source, "the record is cut off: \(head.length) bytes are announced")
      }
      let body = window.first(start + head.length).dropFirst(start)
      let status = MessageHead.end(of: body, from: body.startIndex).flatMap {
        MessageHead(body[..<$0]).status
      }
      if let status, !(200..<300).contains(status) {
        passedOver["status", default: 0] += 1
        window.advance(start + head.length)
        continue
      }
      defer { window.advance(start + head.length) }
      return Record(source: source, format: "arc", bytes: Self.record(head, body, isAnswer: status != nil))
    }
  }

  private func broken(_ source: DocumentSource, _ message: String) -> Record {
    Record(source: source, format: "arc", failure: StageFailure(code: "broken-record", message: message))
  }

  /// As WARC has it.
  private static func record(_ head: Head, _ body: ArraySlice<UInt8>, isAnswer: Bool) -> [UInt8] {
    let type = isAnswer ? "application/http; msgtype=response" : head.type
    let fields = """
      WARC/1.0\r\nWARC-Type: \(isAnswer ? "response" : "resource")\r\nWARC-Target-URI: \(head.address)\r\n\
      WARC-Date: \(head.time)\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n
      """
    return Array(fields.utf8) + body
  }

  /// The line of a record that starts at an index, and where what it announces starts.
  private mutating func head(at index: Int) throws -> (head: Head, start: Int)? {
    try window.fill(to: index + Self.maxLineBytes)
    let line = window.first(index + Self.maxLineBytes).dropFirst(index).prefix { $0 != 0x0A }
    guard line.endIndex < window.start + window.count else { return nil }
    let words = String(decoding: line, as: UTF8.self).split(whereSeparator: { " \r".contains($0) }).map(
      String.init)
    // Version 2 has five more words between type and length.
    guard words.count == 5 || words.count == 10, words[0].contains(":"), let time = Self.time(words[2]),
      let length = words.last.flatMap({ Int($0) }), (0...Int(Int32.max)).contains(length)
    else { return nil }
    return (Head(address: words[0], time: time, type: words[3], length: length), index + line.count + 1)
  }

  /// `20040407103000` in ISO 8601.
  private static func time(_ digits: String) -> String? {
    let bytes = Array(digits.utf8)
    guard bytes.count == 14, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    func part(_ from: Int, _ to: Int) -> String { String(decoding: bytes[from..<to], as: UTF8.self) }
    return "\(part(0, 4))-\(part(4, 6))-\(part(6, 8))T\(part(8, 10)):\(part(10, 12)):\(part(12, 14))Z"
  }

  private mutating func skip(_ start: Int, _ length: Int) throws {
    window.advance(start)
    var left = length
    while left > 0 {
      if window.count == 0 {
        if window.isAtEnd { return }
        try window.fill()
        continue
      }
      let step = min(left, window.count)
      window.advance(step)
      left -= step
    }
  }

  private mutating func skipSpace() throws {
    while true {
      var spaces = 0
      while spaces < window.count, [0x0D, 0x0A, 0x20].contains(window[spaces]) { spaces += 1 }
      window.advance(spaces)
      if window.count > 0 || window.isAtEnd { return }
      try window.fill()
    }
  }

  /// Goes to the next line that starts a record, or to the end.
  private mutating func findHead() throws {
    while true {
      try window.fill(to: 2)
      guard let end = window.first(window.count).firstIndex(of: 0x0A) else {
        window.advance(window.count)
        if window.isAtEnd { return }
        try window.fill()
        continue
      }
      window.advance(end - window.start + 1)
      if window.count == 0, window.isAtEnd { return }
      if try head(at: 0) != nil { return }
    }
  }
}
