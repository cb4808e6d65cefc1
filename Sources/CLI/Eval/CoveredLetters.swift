/// Which letters of a text lie in at least one of some spans; made in time linear in the text and the spans, whatever
/// lies over what.
struct CoveredLetters {
  private let isCovered: [Bool]

  /// - Parameters:
  ///   - spans: code points, within the text.
  ///   - length: of the text.
  init(_ spans: [Range<Int>], of length: Int) {
    var steps = [Int](repeating: 0, count: length + 1)
    for span in spans {
      steps[span.lowerBound] += 1
      steps[span.upperBound] -= 1
    }
    var open = 0
    isCovered = steps.dropLast().map { step in
      open += step
      return open > 0
    }
  }

  subscript(letter: Int) -> Bool { isCovered[letter] }
}
