import Isnad
import IsnadArabic

/// What tells for and against a candidate.
struct SpeakerFacts {
  let scene: SpeakerScene
  let voices: Voices
  let cast: SpeakerCast
  private let speech: SpeechTokens
  private let mostOverlap: Int

  init(scene: SpeakerScene, voices: Voices, cast: SpeakerCast) {
    self.scene = scene
    self.voices = voices
    self.cast = cast
    speech = scene.speech
    mostOverlap = scene.mostOverlap
  }

  /// A row for each candidate.
  func fill(_ facts: inout FactTable<SpeakerFact>, _ candidates: [SpeakerChoice.Candidate]) {
    scene.share(&facts)
    facts.share(.voices, min(voices.all.count, 6))
    if let noun = scene.nouns.first { facts.share(.nounSpoke, voices.said(noun)) }
    for candidate in candidates { add(candidate, to: &facts) }
  }

  private func add(_ candidate: SpeakerChoice.Candidate, to facts: inout FactTable<SpeakerFact>) {
    facts.addRow()
    switch candidate {
    case .words(let part):
      facts.set(.kind, part == scene.phrase ? 0 : 1)
      words(part, &facts)
    case .member(let number):
      facts.set(.kind, 2)
      member(number, &facts)
      if let voice = voices.place(ofMember: number) { spoken(voice, &facts) } else { facts.set(.spoke, 0) }
    case .voice(let voice):
      facts.set(.kind, 3)
      spoken(voice, &facts)
    case .nobody:
      facts.set(.kind, 4)
    }
  }

  private func words(_ part: Range<Int>, _ facts: inout FactTable<SpeakerFact>) {
    let end = part.upperBound
    facts.set(.length, part.count)
    facts.set(.left, (scene.phrase?.count ?? 0) - part.count)
    facts.set(.cutAtComma, speech.isComma(end))
    facts.set(.cutAtRelative, speech.has(end, speech.lexicon.relatives))
    facts.set(.cutAtAdverb, speech.isPhraseEnd(end))
    facts.set(.hasEntity, part.contains { speech.hasEntity($0) })
    facts.set(
      .endsAtThat,
      speech.isComplementiser(end)
        ? 3 : speech.isColon(end) ? 2 : end < speech.count && !speech.tokens[end].isWord ? 1 : 0)
    facts.set(.hasPerson, part.contains { speech.isPerson($0) })
    facts.set(.clitics, speech.tokens.certainClitics(part.lowerBound) > 0)
    facts.set(.looksLikeVerb, speech.letter(part.lowerBound) == 0xD98A)
    facts.set(.lastIsDefinite, speech.tokens.hasArticle(end - 1))
  }

  private func spoken(_ place: Int, _ facts: inout FactTable<SpeakerFact>) {
    let voice = voices.all[place]
    facts.set(.spoke, min(voice.count, 5))
    facts.set(.recent, voices.others(since: place))
    facts.set(.cueDistance, scene.cue - voice.lastCue)
    facts.set(.sameSentence, voice.lastCue >= scene.sentence)
    facts.set(.sameLine, voice.lastCue >= scene.line)
    facts.set(.isAnonymous, voice.isAnonymous)
    if let word = scene.draft.word, word.form == .past || word.form == .present {
      let same = word.isFeminine ? voice.feminine : voice.masculine
      let other = word.isFeminine ? voice.masculine : voice.feminine
      facts.set(.agrees, same > 0 && other == 0 ? 2 : same == 0 && other > 0 ? 0 : 1)
    }
    if let noun = scene.nouns.first { facts.set(.nounOfVoice, voice.nouns.contains(noun)) }
  }

  private func member(_ number: Int, _ facts: inout FactTable<SpeakerFact>) {
    let member = cast.members[number]
    let name = cast.first(number)
    facts.set(.label, member.isPerson ? 0 : member.kind == .organisation ? 1 : member.isPlace ? 2 : 3)
    facts.set(.mentions, min(member.mentions.count, 12))
    facts.set(.order, min(number, 40))
    facts.set(.headline, member.isInHeadline)
    facts.set(.inContent, cast.mention(number, in: scene.content) != nil)
    inside(number, &facts)
    nearby(number, name, &facts)
    described(number, name, &facts)
    facts.set(.nameLength, name.count)
    let flags = speech.tokens[name.lowerBound].flags
    facts.set(
      .letter,
      flags.contains(.endsInMarbuta)
        ? 1 : flags.contains(.endsInMaqsura) ? 2 : speech.tokens.ends(name.lowerBound, "ا") ? 3 : 0)
    facts.set(.femaleTitle, member.hasFemaleTitle)
    facts.set(.hasTitle, member.hasTitle)
  }

  /// Where the name stands in the words beside the cue.
  private func inside(_ number: Int, _ facts: inout FactTable<SpeakerFact>) {
    guard let phrase = scene.phrase, let mention = cast.mention(number, in: phrase) else {
      facts.set(.isInside, false)
      return
    }
    facts.set(.isInside, true)
    facts.set(.fromStart, mention.lowerBound - phrase.lowerBound)
    facts.set(.fromEnd, phrase.upperBound - mention.upperBound)
    let lead = phrase.lowerBound..<max(phrase.lowerBound, mention.lowerBound)
    let before = lead.last ?? -1
    facts.set(.afterAdverb, speech.isPhraseEnd(before))
    facts.set(.afterComma, speech.isComma(before))
    facts.set(.afterDefinite, before >= 0 && speech.tokens.hasArticle(before))
    facts.set(.behindComma, lead.contains { speech.isComma($0) })
    facts.set(.behindAdverb, lead.contains { speech.isPhraseEnd($0) })
    facts.set(.behindPerson, lead.contains { speech.isPerson($0) })
  }

  /// Where the name stands before the cue.
  private func nearby(_ number: Int, _ name: Range<Int>, _ facts: inout FactTable<SpeakerFact>) {
    guard let mention = cast.last(number, before: scene.cue) else {
      facts.set(.distance, 2000)
      facts.set(.ahead, name.lowerBound - scene.cue)
      return
    }
    facts.set(.distance, scene.cue - mention.upperBound)
    facts.set(.sentence, mention.lowerBound < scene.sentence)
    facts.set(.line, mention.lowerBound < scene.line)
    facts.set(.subject, mention.lowerBound - speech.sentenceStart(mention.lowerBound))
    let before = mention.lowerBound - 1
    facts.set(.afterCue, before >= 0 && speech.isCue(before))
    facts.set(.afterPreposition, speech.isPhraseEnd(before))
    facts.set(.attached, speech.tokens.certainClitics(mention.lowerBound) > 0)
    facts.set(.commaFollows, speech.isComma(mention.upperBound))
    facts.set(.between, scene.nearest.first { $0.member == number }?.between ?? 8)
    facts.set(.earlier, name.lowerBound < scene.sentence)
  }

  /// Whether the words beside the cue stand beside the name elsewhere.
  private func described(_ number: Int, _ name: Range<Int>, _ facts: inout FactTable<SpeakerFact>) {
    guard let noun = scene.nouns.first else { return }
    let found = scene.descriptions.first { $0.member == number }
    facts.set(.nounBefore, min(found?.before ?? 0, 3))
    facts.set(.nounBehind, min(found?.behind ?? 0, 3))
    facts.set(.overlap, found?.overlap ?? 0)
    facts.set(.overlapsMost, (found?.overlap ?? 0) == mostOverlap)
    facts.set(.conflicts, min(found?.conflicts ?? 0, 3))
    facts.set(.overlapShare, (found?.overlap ?? 0) * 4 / max(1, scene.nouns.count))
    facts.set(.nounRank, found?.rank ?? 99)
    facts.set(
      .nounInName,
      speech.stem(name.lowerBound) == noun ? 2 : name.contains { speech.stem($0) == noun } ? 1 : 0)
  }
}
