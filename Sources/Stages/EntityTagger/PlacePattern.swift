import Isnad
import IsnadArabic

/// Finds places by the noun before them: مديرية الحشوة, of which الحشوة is the name.
struct PlacePattern {
  static let rule = "place-head"

  private let words: NameWords
  private let limit: Int

  init(_ words: NameWords, limit: Int) {
    self.words = words
    self.limit = limit
  }

  func match(at index: Int, from start: Int) -> NameCandidate? {
    guard index > start, words[index - 1].roles.contains(.placeHead), isName(index), !words.startsLine(index)
    else { return nil }
    var end = index + 1
    if end < limit, words.isArabicWord(end), words.hasArticle(end), words[end].flags.isEmpty { end += 1 }
    return NameCandidate(tokens: index..<end, stripped: 0, label: .place, confidence: 0.7, rule: Self.rule)
  }

  private func isName(_ index: Int) -> Bool {
    guard words.isArabicWord(index), words.isClean(index), words.tokens[index].form.length >= 6 else {
      return false
    }
    let flags = words[index].flags
    if words.hasArticle(index) {
      return flags.isDisjoint(with: [.group, .titleModifier, .function, .organisationHead, .title])
    }
    return flags.isEmpty && words.certainClitics(index) == 0
  }
}
