import Isnad
import IsnadArabic

/// Finds the names of a user's lists, which are heard before the model, the lexicon and all patterns.
struct ListedNames {
  static let rule = "gazetteer"

  private let list: NameList

  init(_ list: NameList) { self.list = list }

  /// The names of a sentence, with what others have found there. Where a listed name lies in a longer one of the
  /// same kind (بايدن in جو بايدن), the longer one stays; all else that it touches gives way.
  func merged(_ found: [NameCandidate], _ words: NameWords, in range: Range<Int>) -> [NameCandidate] {
    var names = found
    var index = range.lowerBound
    while index < range.upperBound {
      guard words.tokens[index].kind != .punctuation,
        let hit = match(words, at: index, limit: range.upperBound)
      else {
        index += 1
        continue
      }
      index = hit.tokens.upperBound
      let isPart = names.contains {
        $0.label == hit.label && $0.tokens.count > hit.tokens.count
          && $0.tokens.contains(hit.tokens.lowerBound)
          && $0.tokens.upperBound >= hit.tokens.upperBound
      }
      if isPart { continue }
      names.removeAll { $0.tokens.overlaps(hit.tokens) }
      names.append(hit)
    }
    return names.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// The longest listed name at a token, read with and without clitics.
  private func match(_ words: NameWords, at index: Int, limit: Int) -> NameCandidate? {
    var best: NameCandidate?
    words.readings(index) { reading in
      guard
        let hit = list.names.longest(
          in: words.tokens, at: index, limit: limit, first: reading.fingerprint),
        hit.end - index > best?.tokens.count ?? 0
      else { return false }
      best = NameCandidate(
        tokens: index..<hit.end, stripped: reading.stripped, label: hit.value.label, confidence: 1,
        rule: Self.rule, entry: hit.value)
      return false
    }
    return best
  }
}
