/// Words that a reader has typed, looked for in an article, where white space may be another.
struct Passage {
  private let words: [Unicode.Scalar]
  private let text: [Unicode.Scalar]

  init(_ words: String, in text: [Unicode.Scalar]) {
    var folded: [Unicode.Scalar] = []
    for scalar in words.unicodeScalars {
      if Self.isSpace(scalar) {
        if folded.last != " " { folded.append(" ") }
      } else {
        folded.append(scalar)
      }
    }
    if folded.first == " " { folded.removeFirst() }
    if folded.last == " " { folded.removeLast() }
    self.words = folded
    self.text = text
  }

  /// Where the words stand: whole words before parts of words, outside a span before within it, near before far.
  /// - Parameter avoided: where they are looked for last.
  func nearest(to span: Range<Int>, avoiding avoided: Range<Int>?) -> Range<Int>? {
    var best: (rank: (Int, Int, Int), place: Range<Int>)?
    guard let first = words.first else { return nil }
    for start in text.indices where text[start] == first {
      guard let end = end(from: start) else { continue }
      let place = start..<end
      let rank = (
        isWhole(place) ? 0 : 1, avoided.map { $0.overlaps(place) } ?? false ? 1 : 0,
        abs(start - span.lowerBound)
      )
      if best.map({ rank < $0.rank }) ?? true { best = (rank, place) }
    }
    return best?.place
  }

  private func end(from start: Int) -> Int? {
    var at = start
    for scalar in words {
      if scalar == " " {
        guard at < text.count, Self.isSpace(text[at]) else { return nil }
        while at < text.count, Self.isSpace(text[at]) { at += 1 }
      } else {
        guard at < text.count, text[at] == scalar else { return nil }
        at += 1
      }
    }
    return at
  }

  private func isWhole(_ place: Range<Int>) -> Bool {
    let isBegun = place.lowerBound == 0 || !text[place.lowerBound - 1].properties.isAlphabetic
    let isEnded = place.upperBound == text.count || !text[place.upperBound].properties.isAlphabetic
    return isBegun && isEnded
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
}
