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
    guard index > start, isName(index), !words.startsLine(index), Self.heads.contains(head(index - 1)) else {
      return nil
    }
    var end = index + 1
    if end < limit, words.isArabicWord(end), words.hasArticle(end), words.flags[end].isEmpty { end += 1 }
    return NameCandidate(tokens: index..<end, stripped: 0, label: .place, confidence: 0.7, rule: Self.rule)
  }

  /// The head's fingerprint without its clitics.
  private func head(_ index: Int) -> UInt64 {
    guard words.stripped[index] > 0 else { return words.tokens[index].fingerprint }
    var found = words.tokens[index].fingerprint
    words.readings(index) { reading in
      found = reading.fingerprint
      return reading.stripped == Int(words.stripped[index])
    }
    return found
  }

  private func isName(_ index: Int) -> Bool {
    guard words.isArabicWord(index), words.isClean(index), words.tokens[index].form.length >= 6 else {
      return false
    }
    let flags = words.flags[index]
    if words.hasArticle(index) {
      return flags.isDisjoint(with: [.group, .titleModifier, .function, .organisationHead, .title])
    }
    return flags.isEmpty && words.certainClitics(index) == 0
  }

  /// Indefinite heads that a name follows at once.
  private static let heads = WordSet(
    [
      "مدينه", "محافظه", "ولايه", "قريه", "بلده", "مديريه", "اقليم", "جزيره", "حي", "مخيم", "بمدينه",
      "بمحافظه", "بولايه", "بقريه", "ببلده", "بحي", "بمديريه", "بمخيم", "ناحيه", "قضاء",
    ])
}
