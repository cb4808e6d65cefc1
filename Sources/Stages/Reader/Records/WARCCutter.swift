import Isnad

/// The pages of a WARC file (ISO 28500) as records: responses of the web with a body of HTML or text, and the
/// conversions and resources that hold such. Requests, images, redirections, revisits and the archive's own notes are
/// no articles; they are passed over, and counted by reason.
///
/// A record is trusted only where another one, or the file's end, follows it. Where that is not so, it fails
/// with its place, and reading goes on at the next head of a record.
struct WARCCutter: WindowCutter {
  private static let maxHeadBytes = 1 << 16
  /// What a record may announce, in bytes: sums of it and of places in a file are numbers still.
  private static let lengths = 0...(1 << 53)
  /// Between a record and the next one.
  private static let separator: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]

  private let name: String
  private let maxBytes: Int
  private let stream: ByteStream
  private(set) var window: ByteWindow
  private(set) var count = 0
  /// The last gap in the stream that was told.
  private var told = -1
  private(set) var passedOver: [String: Int] = [:]

  init(_ stream: ByteStream, name: String, maxBytes: Int, from resumed: InputPosition.Current?) {
    self.stream = stream
    window = ByteWindow(stream, from: resumed)
    self.name = name
    self.maxBytes = maxBytes
    count = resumed?.line ?? 0
    told = resumed?.cutter?["told"]?.int ?? resumed?.cutter?.int ?? -1
    passedOver = PassedOver.counts(resumed?.cutter?["passed"])
  }

  var state: JSONValue? {
    .object([.init("told", .integer(told)), .init("passed", PassedOver.json(passedOver))])
  }

  mutating func next() throws -> Record? {
    while true {
      try skipSpace()
      let offset = window.offset
      let source = DocumentSource(uri: name, record: count + 1, byteOffset: offset)
      if let gap = gap(where: { $0.upperBound <= offset }) {
        count += 1
        return Record(source: source, format: "warc", failure: Self.lost(gap))
      }
      guard window.count > 0 else { return nil }
      count += 1
      do throws(Broken) {
        guard let length = try cut() else { continue }
        defer { window.advance(length) }
        return Record(source: source, format: "warc", bytes: Array(window.first(length)))
      } catch {
        let failure: StageFailure
        switch error {
        case .reading(let error): throw error
        case .tooLarge: failure = .tooLarge(maxBytes)
        case .record(let message): failure = StageFailure(code: "broken-record", message: message)
        }
        try findHead()
        return Record(source: source, format: "warc", failure: failure)
      }
    }
  }

  private enum Broken: Error {
    case record(String)
    case tooLarge
    case reading(any Error)
  }

  /// The length of the record at the window's start; nil for one that is no page, which is passed over.
  private mutating func cut() throws(Broken) -> Int? {
    try need(5)
    guard window.hasPrefix("WARC/") else { throw .record("no record starts here: 'WARC/' is missing") }
    var headEnd = headEnd(within: 0)
    while headEnd == nil, window.count < Self.maxHeadBytes, !window.isAtEnd {
      try need(window.count + 1)
      headEnd = self.headEnd(within: 0)
    }
    guard let headEnd else { throw .record("the head of the record does not end") }
    let head = MessageHead(window.first(headEnd))
    guard let length = head["Content-Length"].flatMap({ Int($0) }), Self.lengths.contains(length) else {
      throw .record("the record has no Content-Length, or one that no record has")
    }
    let reason = try reasonAgainst(head, from: headEnd, length)
    guard length <= maxBytes else {
      if let reason {
        passedOver[reason, default: 0] += 1
        try findHead(from: headEnd)
        return nil
      }
      throw .tooLarge
    }
    let end = headEnd + length
    try need(end + Self.separator.count + 5)
    let whole = window.offset..<(window.offset + end)
    if let gap = gap(where: { $0.lowerBound < whole.upperBound && $0.upperBound > whole.lowerBound }) {
      throw .record("\(gap)")
    }
    guard window.count >= end else { throw .record("the record is cut off: \(length) bytes are announced") }
    guard isFollowed(end) else {
      throw .record("the record does not end where its Content-Length of \(length) says")
    }
    guard let reason else { return end }
    passedOver[reason, default: 0] += 1
    window.advance(end)
    return nil
  }

  /// The last damaged member that was not told yet.
  private mutating func gap(where fits: (Range<Int>) -> Bool) -> CompressionError? {
    guard let gap = stream.gaps.last(where: { $0.bytes.upperBound > told && fits($0.bytes) }) else {
      return nil
    }
    told = gap.bytes.upperBound
    return gap.error
  }

  private static func lost(_ error: CompressionError) -> StageFailure {
    StageFailure(code: "broken-record", message: "a record before this place is lost: \(error)")
  }

  private mutating func need(_ count: Int) throws(Broken) {
    do {
      try window.fill(to: count)
    } catch {
      throw .reading(error)
    }
  }

  /// Where the empty line behind a head ends.
  private func headEnd(within from: Int) -> Int? {
    let bytes = window.first(Self.maxHeadBytes)
    return MessageHead.end(of: bytes, from: bytes.startIndex + from).map { $0 - bytes.startIndex }
  }

  /// Whether a record's end is where it should be: an empty line and another stand there, or, where somebody
  /// was careless about these or left them away, the next record or the file's end.
  private func isFollowed(_ end: Int) -> Bool {
    if window.first(end + Self.separator.count).dropFirst(end).elementsEqual(Self.separator) { return true }
    var at = end
    while at < window.count, window[at] == 0x0D || window[at] == 0x0A { at += 1 }
    if at == window.count { return window.isAtEnd || at > end }
    return window.bytes[(window.start + at)...].starts(with: "WARC/".utf8.prefix(window.count - at))
  }

  /// Why a record is no page; nil for one.
  private mutating func reasonAgainst(_ head: MessageHead, from: Int, _ length: Int) throws(Broken) -> String?
  {
    let type = head["WARC-Type"]?.lowercased() ?? ""
    switch type {
    case "conversion", "resource": return WebPage.isText(head["Content-Type"]) ? nil : "\(type)-no-page"
    case "response":
      try need(min(from + length, from + Self.maxHeadBytes))
      let block = window.first(min(from + length, from + Self.maxHeadBytes)).dropFirst(from)
      guard let end = MessageHead.end(of: block, from: block.startIndex) else { return "no-answer" }
      let answer = MessageHead(block[..<end])
      guard let status = answer.status else { return "no-answer" }
      guard (200..<300).contains(status) else { return (300..<400).contains(status) ? "redirect" : "status" }
      return WebPage.isText(answer["Content-Type"]) ? nil : "no-page"
    case "request", "revisit", "metadata", "warcinfo", "continuation": return type
    default: return "other"
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

  /// Goes to the next head of a record behind the window's start, or to the end.
  private mutating func findHead() throws {
    do throws(Broken) {
      try findHead(from: 1)
    } catch {
      if case .reading(let error) = error { throw error }
    }
  }

  private mutating func findHead(from: Int) throws(Broken) {
    var at = from
    // A head stands at the beginning of a line: "\nWARC/1."; where a damaged member was, at its beginning.
    let mark = Array("WARC/1.".utf8)
    while true {
      let bytes = window.first(window.count)
      while at + mark.count <= window.count {
        let place = bytes.startIndex + at
        if bytes[place] == mark[0], bytes[place...].starts(with: mark),
          bytes[place - 1] == 0x0A
            || stream.gaps.contains(where: { $0.bytes.upperBound == window.offset + at })
        {
          return window.advance(at)
        }
        at += 1
      }
      if window.isAtEnd { return window.advance(window.count) }
      window.advance(at - 1)
      at = 1
      try need(window.count + 1)
    }
  }
}
