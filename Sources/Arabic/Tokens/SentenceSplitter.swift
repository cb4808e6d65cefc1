import IsnadText

/// Cuts tokens into sentences.
///
/// A sentence ends at . ؟ ! or … with what closes after it, and at a line break. A full stop
/// after a single letter (د. محمد) ends none, nor does one inside a quotation that closes in the
/// same line: what somebody says in several sentences stays with its speaker.
///
/// Nobody writes a sentence of a thousand words; a list or a table may look like one, and is cut, at punctuation where
/// there is some: what looks for names and quotations may take time by the square of a sentence.
public struct SentenceSplitter: Sendable {
  /// Tokens of a sentence, at the most.
  public static let maxTokens = 1024
  /// Of these the last ones may stay for the next piece, so that it begins behind punctuation.
  private static let slack = 256

  public init() {}

  /// The sentences as ranges of tokens; together they cover all tokens.
  public func callAsFunction(_ tokens: Tokens, marks: QuotationMarks) -> [Range<Int>] {
    let found = sentences(tokens, marks: marks)
    guard found.contains(where: { $0.count > Self.maxTokens }) else { return found }
    return found.flatMap { pieces(of: $0, tokens) }
  }

  private func pieces(of sentence: Range<Int>, _ tokens: Tokens) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = sentence.lowerBound
    while sentence.upperBound - start > Self.maxTokens {
      let latest = start + Self.maxTokens
      let mark = (latest - Self.slack..<latest).last { tokens[$0].kind == .punctuation }
      let end = mark.map { $0 + 1 } ?? latest
      pieces.append(start..<end)
      start = end
    }
    pieces.append(start..<sentence.upperBound)
    return pieces
  }

  private func sentences(_ tokens: Tokens, marks: QuotationMarks) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < tokens.count {
      if index > start && tokens[index].flags.contains(.lineBefore) {
        sentences.append(start..<index)
        start = index
      }
      if let close = marks.close(of: index) {
        // What a quotation ends with ends the sentence only where nothing follows it.
        let end = close + 1
        if endsInside(tokens, close), startsSentence(tokens, end) {
          sentences.append(start..<end)
          start = end
        }
        index = end
        continue
      }
      index += 1
      guard isTerminator(tokens, index - 1), !isAbbreviation(tokens, index - 1) else { continue }
      while index < tokens.count, closes(tokens, index, marks) || isTerminator(tokens, index) { index += 1 }
      sentences.append(start..<index)
      start = index
    }
    if start < tokens.count { sentences.append(start..<tokens.count) }
    return sentences
  }

  private func isTerminator(_ tokens: Tokens, _ index: Int) -> Bool {
    guard tokens[index].kind == .punctuation else { return false }
    return tokens.matches(index, ".") || tokens.matches(index, "؟") || tokens.matches(index, "!")
      || tokens.matches(index, "?") || tokens.matches(index, "…") || tokens.matches(index, "۔")
  }

  /// A full stop that ends no sentence: after a single letter, or between two things without
  /// spaces of which one is Latin or a number (a.b, 3.x).
  private func isAbbreviation(_ tokens: Tokens, _ index: Int) -> Bool {
    guard tokens.matches(index, "."), index > 0, index + 1 < tokens.count else { return false }
    let before = tokens[index - 1]
    let after = tokens[index + 1]
    if before.isWord && before.form.length <= 2 && !after.flags.contains(.lineBefore) { return true }
    // Of several dots the last one decides; (...) is an omission.
    if tokens.matches(index + 1, "."), !after.flags.contains(.spaceBefore) { return true }
    if tokens.matches(index + 1, ")"), isOmission(tokens, index) { return true }
    guard !after.flags.contains(.spaceBefore) else { return false }
    return after.flags.contains(.latin) || after.kind == .number || after.kind == .url
  }

  /// Nothing but dots back to an opening bracket.
  private func isOmission(_ tokens: Tokens, _ index: Int) -> Bool {
    var at = index
    while at > 0, index - at < 6, tokens.matches(at, ".") { at -= 1 }
    return tokens.matches(at, "(")
  }

  /// A quotation mark or bracket that closes behind the terminator, without a space.
  private func closes(_ tokens: Tokens, _ index: Int, _ marks: QuotationMarks) -> Bool {
    let token = tokens[index]
    guard token.kind == .punctuation, !token.flags.contains(.spaceBefore) else { return false }
    if tokens.matches(index, ")") || tokens.matches(index, "]") { return true }
    return QuotationMarks.mark(tokens, index) != nil && marks.close(of: index) == nil
  }

  private func endsInside(_ tokens: Tokens, _ close: Int) -> Bool {
    close > 0 && isTerminator(tokens, close - 1)
  }

  /// Whether a new sentence can start here: at the end, on a new line, or at a word after a space.
  private func startsSentence(_ tokens: Tokens, _ index: Int) -> Bool {
    guard index < tokens.count else { return true }
    return tokens[index].flags.contains(.lineBefore)
      || tokens[index].isWord && tokens[index].flags.contains(.spaceBefore)
  }
}
