import Isnad
import IsnadArabic

/// Finds the names of one sentence, from left to right, the longest at each place.
struct NameFinder {
  private let words: NameWords
  private let range: Range<Int>
  private let people: PersonPattern
  private let organisations: OrganisationPattern
  private let places: PlacePattern

  init(_ words: NameWords, in range: Range<Int>) {
    self.words = words
    self.range = range
    people = PersonPattern(words, limit: range.upperBound)
    organisations = OrganisationPattern(words, limit: range.upperBound)
    places = PlacePattern(words, limit: range.upperBound)
  }

  func find() -> [NameCandidate] {
    var found: [NameCandidate] = []
    var index = range.lowerBound
    while index < range.upperBound {
      guard words.tokens[index].kind == .word, let name = name(at: index) else {
        index += 1
        continue
      }
      found.append(name)
      index = name.tokens.upperBound
    }
    return found
  }

  private func name(at index: Int) -> NameCandidate? {
    var best = listed(at: index)
    better(&best, organisations.match(at: index))
    better(&best, people.match(at: index, from: range.lowerBound))
    better(&best, places.match(at: index, from: range.lowerBound))
    return best
  }

  /// The longer name wins; of two of one length the one that is more certain, or else the first.
  private func better(_ best: inout NameCandidate?, _ other: NameCandidate?) {
    guard let other else { return }
    guard let old = best else { return best = other }
    func rank(_ candidate: NameCandidate) -> Double {
      Double(candidate.tokens.count) + candidate.confidence / 2
    }
    if rank(other) > rank(old) { best = other }
  }

  /// The longest phrase of the lexicon at a token, read with and without clitics.
  private func listed(at index: Int) -> NameCandidate? {
    let wanted: NameFlags = [.place, .organisation, .group, .other, .person]
    let word = words[index]
    guard !word.openings.isDisjoint(with: wanted.union(.continues)) else { return nil }
    var best: NameCandidate?
    // كبيرا is a word and not ك with a place.
    let isWord = word.flags == .vocabulary && word.stripped == 0
    let isLast = isWord || !word.roles.contains(.behindClitics)
    words.readings(index) { reading in
      guard let hit = words.longest(reading, at: index, limit: range.upperBound, having: wanted) else {
        return isLast
      }
      if hit.end - index > best?.tokens.count ?? 0, let label = label(hit.flags, index, reading) {
        let isPhrase = hit.end - index > 1
        best = NameCandidate(
          tokens: index..<hit.end, stripped: reading.stripped, label: label,
          confidence: isPhrase ? 0.95 : 0.85, rule: "lexicon")
      }
      return isLast
    }
    return best
  }

  private func label(_ flags: NameFlags, _ index: Int, _ reading: Clitics.Reading) -> EntityLabel? {
    if flags.contains(.function) { return nil }
    if flags.contains(.group) {
      // السعودية and تونسية, روسيا and روسي in the accusative: after a noun it is an adjective.
      return flags.contains(.place) && !isAdjective(index, reading) ? .place : .group
    }
    if flags.contains(.organisation) { return .organisation }
    if flags.contains(.place) { return .place }
    if flags.contains(.person) { return words.has(index, .function) ? nil : .person }
    return flags.contains(.other) ? .other : nil
  }

  /// A definite word after another one agrees with it. ألمانيا has no article: what ends in يا is never definite.
  private func isAdjective(_ index: Int, _ reading: Clitics.Reading) -> Bool {
    guard reading.stripped == 0, reading.article > 0, index > range.lowerBound, !words.startsLine(index),
      !words.tokens.ends(index, "يا")
    else { return false }
    return words.hasArticle(index - 1)
      || words.has(index - 1, .placeHead) == false && words.has(index - 1, .organisationHead)
  }
}
