import Isnad
import IsnadArabic

/// Ties mentions of one entity together and gives each the fullest form of its name.
struct EntityClusters {
  private let words: NameWords
  private let gazetteer: PlaceGazetteer
  private let text: SourceText

  init(_ words: NameWords, _ gazetteer: PlaceGazetteer, text: SourceText) {
    self.words = words
    self.gazetteer = gazetteer
    self.text = text
  }

  func entities(from candidates: [NameCandidate]) -> [Entity] {
    guard !candidates.isEmpty else { return [] }
    let forms = NameForms(candidates, words)
    var sets = ClusterSets(forms.all)
    let runOns = PersonLinks(
      forms.all, words, isRelative: { isBehindKinship(candidates[forms.all[$0].first]) }
    ).link(&sets)
    PhraseLinks(.organisation, forms.all, words).link(&sets)
    PhraseLinks(.other, forms.all, words).link(&sets)
    PlaceLinks(forms.all, candidates, words, gazetteer).link(&sets)
    Appositions(forms, candidates, words).link(&sets)
    words.vocabulary.abbreviations.link(forms.all, &sets)
    return number(candidates, forms, runOns, &sets)
  }

  private func isBehindKinship(_ candidate: NameCandidate) -> Bool {
    let before = candidate.tokens.lowerBound - 1
    return before >= 0 && candidate.stripped == 0 && words.vocabulary.kinship.contains(words.tokens[before])
  }

  /// Numbers clusters by their first mention.
  private func number(
    _ candidates: [NameCandidate], _ forms: NameForms, _ runOns: Set<Int>, _ sets: inout ClusterSets
  ) -> [Entity] {
    let roots = forms.all.indices.map { sets.root($0) }
    var best = [Int?](repeating: nil, count: roots.count)
    var entries = [ListedName?](repeating: nil, count: roots.count)
    func fullness(_ form: Int) -> Fullness {
      Fullness(forms.all[form], words.vocabulary, isRunOn: runOns.contains(form))
    }
    for (form, root) in roots.enumerated() {
      entries[root] = entries[root] ?? forms.all[form].entry
      if best[root].map({ fullness($0) < fullness(form) }) ?? true { best[root] = form }
    }
    let names = roots.indices.map { root -> String in
      guard roots[root] == root else { return "" }
      return entries[root]?.name ?? best[root].map { name(candidates[forms.all[$0].source], forms) } ?? ""
    }
    var numbers = [Int](repeating: 0, count: roots.count)
    var count = 0
    return candidates.enumerated().map { index, candidate in
      let root = roots[forms.ofCandidate[index]]
      if numbers[root] == 0 {
        count += 1
        numbers[root] = count
      }
      return Entity(
        id: index + 1, span: span(candidate), label: candidate.label, name: names[root],
        cluster: numbers[root], kbID: entries[root]?.id, confidence: candidate.confidence,
        by: Provenance(stage: EntityTagger.signature, rule: candidate.rule))
    }
  }

  private func span(_ candidate: NameCandidate) -> TextSpan {
    TextSpan(
      words.tokens.span(of: candidate.tokens.lowerBound, strippingForm: candidate.stripped).start,
      words.tokens[candidate.tokens.upperBound - 1].end)
  }

  /// The name as it is written, with the alef that لل has swallowed (للأمم names الأمم), without the marks of a hashtag
  /// and on one line.
  private func name(_ candidate: NameCandidate, _ forms: NameForms) -> String {
    let written = text[span(candidate)]
    let name = NameText.plain(written)
    return forms.swallowsAlef(candidate) ? "ا" + name : name
  }
}

/// How much of a name a form says: the fullest one names the cluster.
private struct Fullness: Comparable {
  private let parts: Int
  private let words: Int
  private let count: Int

  init(_ form: NameForm, _ vocabulary: NameVocabulary, isRunOn: Bool) {
    if isRunOn {
      (parts, words) = (-1, 0)
    } else if form.label == .person, !form.isLatin {
      parts = PersonName(form.words, vocabulary).parts.count
      // With بن is fuller than without.
      words = form.words.contains(where: vocabulary.isFiliation) ? 1 : 0
    } else {
      parts = form.weight(vocabulary)
      words = 0
    }
    count = form.count
  }

  /// Of equally full ones the more frequent; the first where they are equal.
  static func < (one: Fullness, other: Fullness) -> Bool {
    (one.parts, one.words, one.count) < (other.parts, other.words, other.count)
  }
}
