import Isnad

/// What is drawn over a span of the text.
struct Mark {
  /// Bytes.
  var span: TextSpan
  /// Among spans that begin and end together, the lower one is the outer one.
  let rank: Int
  /// Writes the start tag; the second piece of a mark that was cut by another one or by a paragraph
  /// has no id of its own.
  let open: (_ html: inout HTMLWriter, _ isContinued: Bool) -> Void
  let tag: StaticString
  /// Written behind the end of the mark.
  var after: ((_ html: inout HTMLWriter) -> Void)?
}

/// Writes a text with its marks, which may lie in each other and across each other, paragraph by paragraph.
///
/// Elements can't cross, so a mark that ends while younger ones are open closes these and opens them again.
/// Linear in text and marks: at most ``maxDepth`` are open at a time, and what lies deeper is not drawn.
struct AnnotatedText {
  static let maxDepth = 12

  private let text: SourceText
  private let paragraphs: [TextSpan]
  private let marks: [Mark]
  private var next = 0
  private var open: [Mark] = []

  /// - Parameter paragraphs: as ``paragraphs(_:)`` finds them.
  init(_ text: SourceText, paragraphs: [TextSpan], _ marks: [Mark]) {
    self.text = text
    self.paragraphs = paragraphs
    self.marks = marks.compactMap { mark in
      guard text.isValid(mark.span) else { return nil }
      var mark = mark
      // A mark that ends between two paragraphs ends with the first of them.
      let place = paragraphs.partitioningIndex { $0.start >= mark.span.end }
      mark.span.end = min(mark.span.end, place > 0 ? paragraphs[place - 1].end : 0)
      return mark.span.isEmpty ? nil : mark
    }
    .sorted { ($0.span.start, -$0.span.end, $0.rank) < ($1.span.start, -$1.span.end, $1.rank) }
  }

  /// Lines that hold more than white space, in bytes.
  static func paragraphs(_ text: SourceText) -> [TextSpan] {
    var found: [TextSpan] = []
    var start = 0
    var isBlank = true
    for (offset, byte) in text.bytes.enumerated() {
      if byte == 0x0A || byte == 0x0D {
        if !isBlank { found.append(TextSpan(start, offset)) }
        start = offset + 1
        isBlank = true
      } else if byte > 0x20 {
        isBlank = false
      }
    }
    if !isBlank { found.append(TextSpan(start, text.count)) }
    return found
  }

  /// - Parameter title: the paragraph that is the title, drawn as one.
  mutating func write(_ html: inout HTMLWriter, title: TextSpan?) {
    for paragraph in paragraphs {
      html.element("p", ["dir": "auto", "class": paragraph == title ? "headline" : nil]) {
        write(paragraph, &$0)
      }
      html.lineBreak()
    }
  }

  private mutating func write(_ paragraph: TextSpan, _ html: inout HTMLWriter) {
    var at = paragraph.start
    for mark in open { mark.open(&html, true) }
    while at < paragraph.end {
      let end = open.map(\.span.end).min() ?? .max
      let start = next < marks.count ? marks[next].span.start : .max
      let boundary = min(end, start, paragraph.end)
      if boundary > at {
        html.text(text, at..<boundary)
        at = boundary
      }
      if end <= at { close(endingBy: at, &html) }
      while next < marks.count, marks[next].span.start <= at, at < paragraph.end {
        let mark = marks[next]
        next += 1
        guard open.count < Self.maxDepth, mark.span.end > at else { continue }
        mark.open(&html, false)
        open.append(mark)
      }
    }
    close(endingBy: at, &html)
    for mark in open.reversed() { html.close(mark.tag) }
  }

  /// Ends the marks that are over, and opens again those that had to be closed for it.
  private mutating func close(endingBy at: Int, _ html: inout HTMLWriter) {
    guard let first = open.firstIndex(where: { $0.span.end <= at }) else { return }
    for mark in open[first...].reversed() { html.close(mark.tag) }
    let ended = open[first...].filter { $0.span.end <= at }
    let going = open[first...].filter { $0.span.end > at }
    for mark in ended { mark.after?(&html) }
    open.removeSubrange(first...)
    for mark in going { mark.open(&html, true) }
    open += going
  }
}

extension [TextSpan] {
  /// The index of the first element for which a condition holds that holds for all behind it.
  func partitioningIndex(where holds: (TextSpan) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
