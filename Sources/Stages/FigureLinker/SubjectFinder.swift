import Isnad
import IsnadArabic

/// Finds what a number counts, with its qualifiers: نساء وأطفال, جنود أتراك.
struct SubjectFinder {
  private let text: FigureText
  private var words: FigureWords { text.words }
  private static let longest = 6

  init(_ text: FigureText) { self.text = text }

  /// - Parameter trigger: the words of the event, which are the subject where the number has no noun: عدد النازحين بلغ 5000.
  func subject(of number: FigureNumber, trigger: Range<Int>?, rule: FigureRule, limit: Int) -> TextSpan? {
    guard [.count, .bare].contains(FigureKind(number.mention)) || number.mention.kind == .fraction else {
      return nil
    }
    var start = number.tokens.lowerBound
    while start < number.tokens.upperBound, isNumeral(start) { start += 1 }
    guard start < number.tokens.upperBound else {
      guard rule == .total, let trigger, trigger.count == 1 else { return nil }
      return text.span(trigger, strippingForm: text.tokens.certainClitics(trigger.lowerBound))
    }
    var end = number.tokens.upperBound
    while end < limit, end - start < Self.longest, qualifies(end) { end += 1 }
    return TextSpan(text.tokens[start].start, max(text.tokens[end - 1].end, number.mention.span.end))
  }

  private func isNumeral(_ index: Int) -> Bool {
    let token = text.tokens[index]
    if token.kind != .word || text.has(index, words.numerals) { return true }
    var found = false
    text.tokens.readings(index) { reading in
      found = words.numerals.contains(reading.fingerprint)
      return found
    }
    return found
  }

  /// An adjective or a word that is joined by و: a nationality, an accusative with its tanwin, a plural in ين or ون.
  private func qualifies(_ index: Int) -> Bool {
    let token = text.tokens[index]
    guard token.kind == .word, !token.flags.contains(.lineBefore), !text.has(index, words.ofThem),
      !text.has(index, words.clauseBreaks)
    else { return false }
    if let entity = text.entity(index) { return text.entities[entity].label == .group }
    if token.flags.contains(.tanwin) { return true }
    return token.form.length >= 10
      && (text.tokens.ends(index, "ين") || text.tokens.ends(index, "ون") || text.tokens.ends(index, "يا")
        || text.tokens.ends(index, "يه"))
      && !text.has(index, .monday)
  }
}
