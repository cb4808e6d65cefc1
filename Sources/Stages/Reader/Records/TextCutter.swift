import Isnad

/// The articles of one text as records, which lines of dashes or of another pattern part; in bounded memory.
struct TextCutter: WindowCutter {
  private let name: String
  private let split: LineSplit
  private let maxBytes: Int
  private(set) var window: ByteWindow
  private(set) var count = 0

  init(
    _ source: any ByteSource, name: String, split: LineSplit, maxBytes: Int,
    from resumed: InputPosition.Current?
  ) {
    window = ByteWindow(source, from: resumed)
    self.name = name
    self.split = split
    self.maxBytes = maxBytes
    count = resumed?.line ?? 0
  }

  /// The next article that is not empty.
  mutating func next() throws -> Record? {
    if window.offset == 0 {
      try window.fill(to: ByteOrderMark.utf8.count)
      if window.first(3).elementsEqual(ByteOrderMark.utf8) { window.advance(3) }
    }
    while true {
      let offset = window.offset
      guard let (end, next, isTooLong) = try articleEnd() else { return nil }
      let article = window.first(end)
      let isEmpty = !isTooLong && article.allSatisfy { $0 <= 0x20 }
      defer { window.advance(next) }
      if isEmpty { continue }
      count += 1
      let source = DocumentSource(uri: name, record: count, byteOffset: offset)
      guard !isTooLong, end <= maxBytes else {
        return Record(source: source, format: "text", failure: .tooLarge(maxBytes))
      }
      var bytes = article.drop { $0 == 0x0A || $0 == 0x0D }
      while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
      return Record(source: source, format: "text", bytes: Array(bytes))
    }
  }

  /// Where the article at the window's start ends, and the line behind it that says so; nil at the end of the file.
  private mutating func articleEnd() throws -> (end: Int, next: Int, isTooLong: Bool)? {
    var lineStart = 0
    var at = 0
    var isTooLong = false
    while true {
      while at < window.count {
        if window[at] == 0x0A {
          if split.parts(window.first(at)[(window.start + lineStart)...]) {
            return (lineStart, at + 1, isTooLong)
          }
          lineStart = at + 1
        }
        at += 1
      }
      if window.isAtEnd {
        guard window.count > 0 || isTooLong else { return nil }
        let isRule = split.parts(window.first(at)[(window.start + lineStart)...])
        return (isRule ? lineStart : at, at, isTooLong)
      }
      if lineStart > maxBytes || at > maxBytes + 4096 {
        // Of an article that is too large no more is kept than its last line; of a line without an end nothing.
        let given = at - lineStart > 4096 ? at : lineStart
        isTooLong = true
        window.advance(given)
        at -= given
        lineStart = 0
      }
      try window.fill()
    }
  }
}
