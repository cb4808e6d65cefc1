import Isnad
import IsnadArabic

/// Finds organisations by the noun that opens their name: وزارة الصحة، البنك المركزي الروسي.
struct OrganisationPattern {
  static let rule = "organisation-head"

  private static let maxTokens = 6

  private let words: NameWords
  private let limit: Int

  init(_ words: NameWords, limit: Int) {
    self.words = words
    self.limit = limit
  }

  func match(at index: Int) -> NameCandidate? {
    guard words.has(index, .organisationHead), index + 1 < limit else { return nil }
    let isDefinite = opensWithArticle(index)
    let next = index + 1
    guard words.tokens[next].flags.contains(.spaceBefore), !words.startsLine(next) else { return nil }
    // The first complement makes it a name: a definite noun, a place or a name after an indefinite
    // head, an adjective after a definite one.
    guard isComplement(next, isDefinite) else { return nil }
    var end = next + 1
    while end < limit, end - index < Self.maxTokens, continues(end, isDefinite) { end += 1 }
    return NameCandidate(
      tokens: index..<end, stripped: Int(words[index].stripped), label: .organisation, confidence: 0.75,
      rule: Self.rule)
  }

  private func opensWithArticle(_ index: Int) -> Bool {
    let form = words.tokens[index].form
    let start = form.start + Int(words[index].stripped)
    let forms = words.tokens.forms
    // Of للبنك nothing but the second lam is left of the article.
    return Clitics.hasArticle(forms.span, start, form.end)
      || words[index].stripped > 0 && forms[start] == 0xD9 && forms[start + 1] == 0x84
        && forms[start - 1] == 0x84
  }

  private func isComplement(_ index: Int, _ headIsDefinite: Bool) -> Bool {
    guard words.isArabicWord(index), words.isClean(index) else { return false }
    let flags = words[index].flags
    if headIsDefinite { return words.hasArticle(index) && isAdjective(index) && !isTime(index) }
    if words.hasArticle(index) { return !flags.contains(.title) && !isTime(index) }
    return flags.contains(.place) || flags.contains(.organisation)
  }

  private func continues(_ index: Int, _ headIsDefinite: Bool) -> Bool {
    guard words.isArabicWord(index), words.tokens[index].flags.contains(.spaceBefore),
      !words.startsLine(index)
    else { return false }
    let flags = words[index].flags
    if flags.contains(.title) || isTime(index) { return false }
    if isCoordinated(index), words.vocabulary.ministries.contains(words.tokens[index - 2].fingerprint) {
      return true
    }
    guard words.hasArticle(index), words.isClean(index) else { return false }
    return flags.contains(.group) || isAdjective(index)
  }

  /// والآثار after وزارة السياحة: ministries have names of two parts.
  private func isCoordinated(_ index: Int) -> Bool {
    index >= 2 && words.certainClitics(index) == 2
      && words.beginsWithConjunction(index)
  }

  /// A definite word in ي or ية, as adjectives of relation are, or a listed modifier.
  private func isAdjective(_ index: Int) -> Bool {
    if words.has(index, [.group, .titleModifier]) && !words.has(index, .function) { return true }
    let form = words.tokens[index].form
    let forms = words.tokens.forms
    guard form.length >= 12 else { return words.has(index, .titleModifier) }
    let last = (forms[form.end - 2], forms[form.end - 1])
    if last == (0xD9, 0x8A) { return true }
    return last == (0xD9, 0x87) && forms[form.end - 4] == 0xD9 && forms[form.end - 3] == 0x8A
      || words.vocabulary.organisationAdjectives.contains(words.tokens[index].fingerprint)
  }

  /// Days, times and ranks that happen to stand after a head: البنك الخميس، المركز الثاني.
  private func isTime(_ index: Int) -> Bool {
    words.vocabulary.behindOrganisations.contains(words.tokens[index].fingerprint)
  }
}
