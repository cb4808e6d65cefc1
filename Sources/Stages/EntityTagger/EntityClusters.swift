import Isnad
import IsnadArabic

/// Ties mentions of one entity together and gives each the fullest form of its name.
struct EntityClusters {
  private let words: NameWords
  private let text: SourceText

  init(_ words: NameWords, text: SourceText) {
    self.words = words
    self.text = text
  }

  private struct Cluster {
    /// The fullest form.
    let name: String
    /// What a list says of one of its mentions.
    var entry: ListedName?
  }

  func entities(from candidates: [NameCandidate]) -> [Entity] {
    var clusters: [Cluster] = []
    var byKey = FingerprintTable<Int>(capacity: candidates.count)
    /// The cluster whose name starts with a given name; -1 where several do.
    var givenOwner = FingerprintTable<Int>()
    // Fuller forms first, so that a short form finds the full one wherever that stands.
    let order = candidates.indices.sorted {
      (candidates[$1].tokens.count, $0) < (candidates[$0].tokens.count, $1)
    }
    var cluster = [Int](repeating: 0, count: candidates.count)
    for index in order {
      let candidate = candidates[index]
      let isPerson = candidate.label == .person
      let head = words.head(of: candidate)
      let key = key(head, candidate)
      let isShort = candidate.tokens.count == 1
      let lastPart = isPerson ? personKey(isShort ? head : lastWord(candidate)) : nil
      let owner =
        isShort ? lastPart.flatMap { byKey[$0] ?? givenOwner[$0].flatMap { $0 < 0 ? nil : $0 } } : nil
      if let known = byKey[key] ?? owner {
        cluster[index] = known
        clusters[known].entry = clusters[known].entry ?? candidate.entry
        continue
      }
      clusters.append(Cluster(name: name(candidate), entry: candidate.entry))
      cluster[index] = clusters.count - 1
      byKey[key] = clusters.count - 1
      // The family name is the person's own; the given name is, where only one in the article has it.
      if let lastPart, byKey[lastPart] == nil { byKey[lastPart] = clusters.count - 1 }
      if isPerson, !isShort {
        let given = personKey(head)
        if let other = givenOwner[given], other != clusters.count - 1 {
          givenOwner[given] = -1
        } else {
          givenOwner[given] = clusters.count - 1
        }
      }
    }
    return number(candidates, cluster, clusters)
  }

  /// Numbers clusters by their first mention.
  private func number(_ candidates: [NameCandidate], _ cluster: [Int], _ clusters: [Cluster]) -> [Entity] {
    var numbers = [Int](repeating: 0, count: clusters.count)
    var count = 0
    return candidates.enumerated().map { index, candidate in
      if numbers[cluster[index]] == 0 {
        count += 1
        numbers[cluster[index]] = count
      }
      let known = clusters[cluster[index]]
      return Entity(
        id: index + 1, span: span(candidate), label: candidate.label, name: known.entry?.name ?? known.name,
        cluster: numbers[cluster[index]], kbID: known.entry?.id,
        confidence: candidate.confidence,
        by: Provenance(stage: EntityTagger.signature, rule: candidate.rule))
    }
  }

  private func span(_ candidate: NameCandidate) -> TextSpan {
    TextSpan(
      words.tokens.span(of: candidate.tokens.lowerBound, strippingForm: candidate.stripped).start,
      words.tokens[candidate.tokens.upperBound - 1].end)
  }

  /// The name as it is written, with the alef that لل has swallowed: للأمم names الأمم.
  private func name(_ candidate: NameCandidate) -> String {
    let span = span(candidate)
    let token = words.tokens[candidate.tokens.lowerBound]
    let forms = words.tokens.forms
    let at = token.form.start + candidate.stripped
    let isDoubleLam =
      candidate.stripped > 0 && at + 1 < token.form.end && forms[at] == 0xD9 && forms[at + 1] == 0x84
      && forms[at - 2] == 0xD9
      && forms[at - 1] == 0x84
    return isDoubleLam ? "ا" + text[span] : text[span]
  }

  /// One entity of a list is one, however it is written.
  private func key(_ head: UInt64, _ candidate: NameCandidate) -> UInt64 {
    let label = Fingerprint.of(candidate.label.rawValue)
    if let id = candidate.entry?.id { return Fingerprint.joined(label, Fingerprint.of(id)) }
    return words.tail(of: candidate, joinedTo: Fingerprint.joined(label, head))
  }

  private func lastWord(_ candidate: NameCandidate) -> UInt64 {
    words.tokens[candidate.tokens.upperBound - 1].fingerprint
  }

  private static let person = Fingerprint.of(EntityLabel.person.rawValue)

  /// The key of a person of whose name one word is known.
  private func personKey(_ word: UInt64) -> UInt64 { Fingerprint.joined(Self.person, word) }
}
