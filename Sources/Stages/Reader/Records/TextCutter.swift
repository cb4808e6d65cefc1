import Isnad

/// The articles of one text as records, which lines of dashes or of another pattern part; in bounded memory.
///
/// In a file that grows an article is one when the line behind it is there.
struct TextCutter: WindowCutter {
  private let name: String
  private let split: LineSplit
  private let maxBytes: Int
  private let isGrowing: Bool
  /// Where the article begins that is being read.
  private var articleStart: Int
  private var isTooLong = false
  private(set) var window: ByteWindow
  private(set) var count = 0

  init(
    _ source: any ByteSource, name: String, split: LineSplit, maxBytes: Int,
    from resumed: InputPosition.Current?, isGrowing: Bool = false
  ) {
    window = ByteWindow(source, from: resumed)
    self.name = name
    self.split = split
    self.isGrowing = isGrowing
    articleStart = resumed?.offset ?? 0
    self.maxBytes = maxBytes
    count = resumed?.line ?? 0
  }

  var canPause: Bool { true }
  /// Of an article that is too large what was read is given up, and it is not read for that.
  var offset: Int { isTooLong ? articleStart : window.offset }

  /// The next article that is not empty.
  mutating func next() throws -> Record? {
    if window.offset == 0 {
      try window.fill(to: ByteOrderMark.utf8.count)
      if window.first(3).elementsEqual(ByteOrderMark.utf8) { window.advance(3) }
    }
    while true {
      if !isTooLong { articleStart = window.offset }
      guard let (end, next) = try articleEnd() else { return nil }
      let article = window.first(end)
      let isEmpty = !isTooLong && article.allSatisfy { $0 <= 0x20 }
      let isTooLong = self.isTooLong
      defer {
        window.advance(next)
        self.isTooLong = false
      }
      if isEmpty { continue }
      count += 1
      let source = DocumentSource(uri: name, record: count, byteOffset: articleStart)
      guard !isTooLong, end <= maxBytes else {
        return Record(source: source, format: "text", failure: .tooLarge(maxBytes))
      }
      var bytes = article.drop { $0 == 0x0A || $0 == 0x0D }
      while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
      return Record(source: source, format: "text", bytes: Array(bytes))
    }
  }

  /// Where the article at the window's start ends, and the line behind it that says so; nil at the end of the file.
  private mutating func articleEnd() throws -> (end: Int, next: Int)? {
    var lineStart = 0
    var at = 0
    while true {
      while at < window.count {
        if window[at] == 0x0A {
          if split.parts(window.first(at)[(window.start + lineStart)...]) {
            return (lineStart, at + 1)
          }
          lineStart = at + 1
        }
        at += 1
      }
      if window.isAtEnd {
        if isGrowing {
          try window.fill()
          if window.isAtEnd { return nil }
          continue
        }
        guard window.count > 0 || isTooLong else { return nil }
        let isRule = split.parts(window.first(at)[(window.start + lineStart)...])
        return (isRule ? lineStart : at, at)
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
