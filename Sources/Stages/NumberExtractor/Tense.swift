import Isnad
import IsnadArabic

/// Whether what is told before a date lies ahead: سيجتمع الخميس, من المقرر أن يزور بغداد الأحد.
struct Tense {
  private let words: TokenWords

  init(_ words: TokenWords) { self.words = words }

  /// Goes back from a date to the nearest word that says when, within its sentence.
  func isFuture(before index: Int) -> Bool {
    var at = index - 1
    let last = max(0, index - Self.reach)
    while at >= last {
      let token = words.tokens[at]
      switch token.kind {
      case .word:
        // على غير المتوقع is told of the past.
        if words.has(at, .futureWord) { return at == 0 || !words.has(at - 1, .other) }
        if words.has(at, .tenseStop) { return false }
        if isFutureVerb(at) { return true }
      case .punctuation:
        if Self.ends(words.tokens, at) { return false }
      default: break
      }
      if token.flags.contains(.lineBefore) { return false }
      at -= 1
    }
    return false
  }

  private static func ends(_ tokens: Tokens, _ index: Int) -> Bool {
    tokens.matches(index, ".") || tokens.matches(index, "؟") || tokens.matches(index, "!")
      || tokens.matches(index, "؛") || tokens.matches(index, ":")
  }

  /// Words between a verb and its date.
  private static let reach = 14

  /// س before a verb in the imperfect: سيعقد، ستبدأ. Nouns that begin so end otherwise or are listed.
  private func isFutureVerb(_ index: Int) -> Bool {
    let form = words.tokens[index].form
    guard form.length >= 8, !words.means(index) else { return false }
    let bytes = words.tokens.forms
    var at = form.start
    if bytes[at] == 0xD9, bytes[at + 1] == 0x88 { at += 2 }
    guard form.end - at >= 8, bytes[at] == 0xD8, bytes[at + 1] == 0xB3 else { return false }
    let mark = (bytes[at + 2], bytes[at + 3])
    guard mark == (0xD9, 0x8A) || mark == (0xD8, 0xAA) else { return false }
    // A verb ends in no ة, and its س stands before ي or ت of a person.
    if bytes[form.end - 2] == 0xD9, bytes[form.end - 1] == 0x87 { return false }
    return !words.vocabulary.notFuture.contains { bytes[form.range].starts(with: $0) }
  }
}
