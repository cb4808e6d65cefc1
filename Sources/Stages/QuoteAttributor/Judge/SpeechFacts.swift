import Isnad
import IsnadArabic

/// What tells for and against words being somebody's.
struct SpeechFacts {
  let speech: SpeechTokens
  let drafts: [DraftQuote]

  /// A row for each draft.
  var table: FactTable<SpeechFact> {
    var facts = FactTable<SpeechFact>()
    facts.share(.quotes, min(drafts.count, 20))
    for number in drafts.indices { add(number, to: &facts) }
    return facts
  }

  private func add(_ number: Int, to facts: inout FactTable<SpeechFact>) {
    let draft = drafts[number]
    let cue = speech.tokens.index(endingAfter: draft.cueStart)
    let start = speech.tokens.index(endingAfter: draft.span.start)
    let end = min(speech.count, speech.tokens.index(endingAfter: draft.span.end - 1) + 1)
    facts.addRow()
    self.cue(cue, draft, &facts)
    content(start..<max(start, end), cue, draft, &facts)
    speaker(cue, draft, &facts)
    around(number, draft, cue, &facts)
  }

  private func cue(_ cue: Int, _ draft: DraftQuote, _ facts: inout FactTable<SpeechFact>) {
    facts.set(.form, draft.word.map(\.formNumber) ?? 9)
    facts.set(.lemma, draft.word?.number ?? -1)
    facts.set(.origin, draft.rule.origin)
    facts.set(.weak, draft.word?.isWeak == true)
    facts.set(.denies, draft.word?.denies == true)
    facts.set(.needsMarks, draft.word?.needsMarks == true)
    facts.set(.opensClause, draft.word?.opensClause == true)
    facts.set(.feminine, draft.word?.isFeminine == true)
    facts.set(.plural, draft.word?.isPlural == true)
    facts.set(.conjunction, speech.stripped[cue] > 0)
    let sentence = speech.sentenceStart(cue)
    facts.set(.fromSentence, min(cue - sentence, 60))
    facts.set(.before, cue > sentence ? kind(cue - 1) : 0)
    facts.set(.beforeWord, word(cue - 1))
    facts.set(.cueEntity, speech.hasEntity(cue + 1) ? kind(cue + 1) : 0)
    facts.set(.inHeadline, cue < speech.lineEnd(after: 0))
  }

  private func content(
    _ content: Range<Int>, _ cue: Int, _ draft: DraftQuote, _ facts: inout FactTable<SpeechFact>
  ) {
    if let introducer = draft.introducer {
      facts.set(.gap, introducer - cue)
      facts.set(.thatLength, speech.tokens[introducer].form.length)
      facts.set(.thatLetter, Int(speech.letter(introducer) & 0xFF))
    }
    facts.set(.length, content.count)
    facts.set(.kind, draft.kind == .direct ? 0 : draft.kind == .mixed ? 1 : 2)
    let first = content.lowerBound
    facts.set(
      .startsInMarks, speech.marks.close(of: first) != nil || speech.marks.close(of: first - 1) != nil)
    var (marks, marked, commas, names, numbers, cues) = (0, 0, 0, 0, 0, 0)
    var asks = false
    for index in content.prefix(Self.most) {
      if let close = speech.marks.close(of: index) {
        marks += 1
        marked += min(close, content.upperBound) - index
      }
      if speech.isComma(index) { commas += 1 }
      if speech.hasEntity(index), index == first || !speech.hasEntity(index - 1) { names += 1 }
      if speech.tokens[index].kind == .number { numbers += 1 }
      if speech.isCue(index) { cues += 1 }
      if speech.isQuestionMark(index) { asks = true }
    }
    facts.set(.marks, min(marks, 6))
    facts.set(.markedShare, marked * 8 / max(1, content.count))
    facts.set(.commas, min(commas, 8))
    facts.set(.names, min(names, 8))
    facts.set(.numbers, min(numbers, 5))
    facts.set(.cues, min(cues, 5))
    facts.set(.first, kind(first))
    facts.set(.second, kind(first + 1))
    facts.set(.firstDefinite, first < speech.count && speech.tokens.hasArticle(first))
    facts.set(.asks, asks)
    facts.set(.after, kind(content.upperBound))
    facts.set(.afterNext, kind(content.upperBound + 1))
    facts.set(.toLineEnd, min(60, speech.lineEnd(after: max(0, content.upperBound - 1)) - content.upperBound))
  }

  /// Tokens of a content that are looked at.
  private static let most = 300

  private func speaker(_ cue: Int, _ draft: DraftQuote, _ facts: inout FactTable<SpeechFact>) {
    let type = draft.speaker.type
    facts.set(.speaker, type == .implicit ? 0 : type == .pronoun ? 1 : type == .impersonal ? 2 : 3)
    guard let phrase = draft.speaker.tokens else { return }
    let first = phrase.lowerBound
    let flags = speech.flags(first)
    facts.set(.state, kind(first))
    facts.set(.words, phrase.count)
    facts.set(.speakerGap, first - cue)
    facts.set(.speakerIsTitle, flags.contains(.title))
    facts.set(.speakerIsInstitution, flags.contains(.organisationHead))
    facts.set(.speakerIsSource, speech.lexicon.sourceHeads.contains(speech.stem(first)))
    facts.set(.hasPerson, phrase.contains { speech.isPerson($0) })
    facts.set(.speakerPlace, phrase.contains { speech.nameKind($0) == .place })
  }

  private func around(_ number: Int, _ draft: DraftQuote, _ cue: Int, _ facts: inout FactTable<SpeechFact>) {
    facts.set(.depth, min(draft.depth, 4))
    let near = drafts[max(0, number - 8)..<min(drafts.count, number + 9)]
    let sentence = speech.tokens[speech.sentenceStart(cue)].start
    facts.set(.inSentence, near.count { $0.cueStart >= sentence && $0.cueStart < draft.cueStart })
    facts.set(.sameEnd, near.count { $0.span.end == draft.span.end } - 1)
    facts.set(.sameCue, near.count { $0.cueStart == draft.cueStart } - 1)
  }

  /// What a token is.
  private func kind(_ index: Int) -> Int {
    guard index >= 0, index < speech.count else { return 0 }
    let token = speech.tokens[index]
    switch token.kind {
    case .number: return 1
    case .url: return 2
    case .symbol: return 3
    case .punctuation:
      if speech.isComma(index) { return 4 }
      if speech.isFullStop(index) { return 5 }
      if speech.isColon(index) { return 6 }
      return speech.marks.partner[index] >= 0 ? 7 : 8
    case .word: break
    }
    switch speech.nameKind(index) {
    case .person: return 9
    case .organisation: return 10
    case .place: return 11
    case .other, .group: return 12
    case nil: break
    }
    if let word = speech.cue(index) { return 13 + word.formNumber }
    if speech.isComplementiser(index) { return 18 }
    if speech.has(index, speech.lexicon.relatives) { return 19 }
    if speech.has(index, speech.lexicon.conjunctions) { return 20 }
    if speech.isPhraseEnd(index) { return 21 }
    if speech.tokens.hasArticle(index) { return 22 }
    switch speech.letter(index) {
    case 0xD98A: return 23
    case 0xD8AA: return 24
    case 0xD988: return 25
    case 0xD986: return 26
    default: return 27
    }
  }

  /// Words before a cue that tell much, by their number.
  private func word(_ index: Int) -> Int {
    guard index >= 0 else { return -1 }
    let fingerprint = speech.tokens[index].fingerprint
    return Self.telling.firstIndex { $0.contains(fingerprint) } ?? -1
  }

  private static let telling = [
    WordSet("ما"), WordSet("التي الذي الذين"), WordSet("قد فقد"), WordSet("أن إن"), WordSet("حيث"),
    WordSet("كما"),
    WordSet("كان كانت وكان وكانت"), WordSet("هو هي وهو وهي"), WordSet("من"), WordSet("و"), WordSet("لا لم"),
  ]
}
