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
    let label: EntityLabel
    var name: String
    /// The words of the fullest form.
    var parts: [UInt64]
    /// What a list says of one of its mentions.
    var entry: ListedName?
  }

  func entities(from candidates: [NameCandidate]) -> [Entity] {
    var clusters: [Cluster] = []
    var byKey: [UInt64: Int] = [:]
    /// The cluster whose name starts with a given name; -1 where several do.
    var givenOwner: [UInt64: Int] = [:]
    // Fuller forms first, so that a short form finds the full one wherever that stands.
    let order = candidates.indices.sorted {
      (candidates[$1].tokens.count, $0) < (candidates[$0].tokens.count, $1)
    }
    var cluster = [Int](repeating: 0, count: candidates.count)
    for index in order {
      let candidate = candidates[index]
      let parts = words.parts(of: candidate)
      let key = key(parts, candidate)
      let lastPart = candidate.label == .person ? parts.last.map { self.key([$0], .person) } : nil
      let owner =
        parts.count == 1
        ? lastPart.flatMap { byKey[$0] ?? givenOwner[$0].flatMap { $0 < 0 ? nil : $0 } } : nil
      if let known = byKey[key] ?? owner {
        cluster[index] = known
        clusters[known].entry = clusters[known].entry ?? candidate.entry
        continue
      }
      clusters.append(
        Cluster(label: candidate.label, name: name(candidate), parts: parts, entry: candidate.entry))
      cluster[index] = clusters.count - 1
      byKey[key] = clusters.count - 1
      // The family name is the person's own; the given name is, where only one in the article has it.
      if let lastPart, byKey[lastPart] == nil { byKey[lastPart] = clusters.count - 1 }
      if candidate.label == .person, parts.count > 1 {
        let given = self.key([parts[0]], .person)
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
    var numbers: [Int: Int] = [:]
    return candidates.enumerated().map { index, candidate in
      let number = numbers[cluster[index]] ?? numbers.count + 1
      numbers[cluster[index]] = number
      let known = clusters[cluster[index]]
      return Entity(
        id: index + 1, span: span(candidate), label: candidate.label, name: known.entry?.name ?? known.name,
        cluster: number, kbID: known.entry?.id,
        confidence: candidate.confidence,
        by: Provenance(stage: EntityTagger.description.signature, rule: candidate.rule))
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
  private func key(_ parts: [UInt64], _ candidate: NameCandidate) -> UInt64 {
    guard let id = candidate.entry?.id else { return key(parts, candidate.label) }
    return Fingerprint.joined(Fingerprint.of(candidate.label.rawValue), Fingerprint.of(id))
  }

  private func key(_ parts: [UInt64], _ label: EntityLabel) -> UInt64 {
    parts.reduce(Fingerprint.of(label.rawValue)) { Fingerprint.joined($0, $1) }
  }
}
