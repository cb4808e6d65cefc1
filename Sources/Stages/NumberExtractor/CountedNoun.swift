import Isnad
import IsnadArabic

/// Finds the noun that a number counts.
///
/// Arabic grammar tells the noun by the number: after 3-10 a plural in the genitive, after 11-99
/// a singular in the accusative (ا or ة at its end), after hundreds and thousands a singular in
/// the genitive. So after 11-99 a verb is told from a noun by its ending; elsewhere particles,
/// frequent verbs and the present tense are kept out by a list.
struct CountedNoun {
  private let words: TokenWords

  init(_ words: TokenWords) { self.words = words }

  /// The tokens of the noun after a number: one, or several joined by و in the accusative
  /// (إسرائيليا وأجنبيا).
  func range(after index: Int, value: ExactDecimal) -> Range<Int>? {
    guard isNoun(index, value: value) else { return nil }
    var end = index + 1
    while end < words.limit, endsInAlef(end - 1), words.beginsWithWaw(end), endsInAlef(end),
      words.tokens[end].form.length >= 10, !words.has(end, .functionWord),
      !words.tokens[end].flags.contains(.lineBefore)
    {
      end += 1
    }
    return index..<end
  }

  private func isNoun(_ index: Int, value: ExactDecimal) -> Bool {
    guard index < words.limit, words.tokens[index].kind == .word else { return false }
    let token = words.tokens[index]
    guard !token.flags.contains(.latin), !token.flags.contains(.lineBefore), token.form.length >= 4,
      !words.has(index, .functionWord), words.certainClitics(index) == 0,
      !words.hasArticle(index)
    else { return false }
    if let word = words.word(index), words.stripped(index) == 0 {
      return word.noun?.measure == .counted && word.noun?.isDual == false
    }
    if beginsWithClitic(index) && !words.has(index, .radicalFirstLetter) { return false }
    let rest = value.int.map { $0 % 100 } ?? 0
    guard value.isWhole, (11...99).contains(rest) else { return !isPresentTense(index) }
    return endsInAlef(index) || endsIn(index, 0xD9, 0x87) || endsIn(index, 0xD8, 0xA1)
      || endsIn(index, 0xD9, 0x8A) && token.flags.contains(.endsInMaqsura)
      || words.has(index, .singularAfterTens)
  }

  private func endsInAlef(_ index: Int) -> Bool { endsIn(index, 0xD8, 0xA7) }

  private func endsIn(_ index: Int, _ lead: UInt8, _ trail: UInt8) -> Bool {
    let form = words.tokens[index].form
    guard form.length >= 6 else { return false }
    return words.tokens.forms[form.end - 2] == lead && words.tokens.forms[form.end - 1] == trail
  }

  /// و، ب، ل at the start, which more often than not are clitics.
  private func beginsWithClitic(_ index: Int) -> Bool {
    let start = words.tokens[index].form.start
    let letter = (words.tokens.forms[start], words.tokens.forms[start + 1])
    return letter == (0xD9, 0x88) || letter == (0xD8, 0xA8) || letter == (0xD9, 0x84)
  }

  /// ي at the start of a word that does not end like a noun: يقول، يعانون.
  private func isPresentTense(_ index: Int) -> Bool {
    let start = words.tokens[index].form.start
    guard words.tokens.forms[start] == 0xD9, words.tokens.forms[start + 1] == 0x8A else { return false }
    return !words.has(index, .radicalFirstLetter)
  }
}
