import Isnad
import IsnadArabic

/// Resolves speakers within the document: short names, descriptions, pronouns, omitted subjects.
struct SpeakerResolver {
  /// The least score of what is taken for speech. F1 of outlets left out is the same from -0.2 to 0, and what is left out here
  /// nobody sees again.
  private static let least: Float = -0.2
  /// The lead of a speaker whom the words themselves name.
  private static let sure: Float = 3

  let speech: SpeechTokens
  let choice: SpeakerChoice
  let model: QuoteModel

  init(_ speech: SpeechTokens, text: SourceText, _ model: QuoteModel) {
    self.speech = speech
    self.model = model
    choice = SpeakerChoice(speech, text: text)
  }

  /// For each draft what tells that it is speech.
  func scores(_ facts: FactTable<SpeechFact>) -> [Float] { model.speech.scores(facts) }

  /// Whether a score is that of speech.
  static func isSpeech(_ score: Float) -> Bool { score > least }

  /// Who speaks, by the forest and what is certain without it, and by how much it leads.
  func speaker(_ scene: SpeakerScene, _ voices: Voices, _ facts: inout FactTable<SpeakerFact>) -> (
    candidate: SpeakerChoice.Candidate, lead: Float
  ) {
    var best = choice.best(scene, voices, by: model.speaker, &facts)
    if scene.saysLastSpeaker, let last = voices.last { best = (last, Self.sure) }
    if scene.isNameless, let phrase = scene.phrase {
      best = (words(of: phrase, best.candidate), Self.sure)
    }
    best.candidate = issuer(best.candidate, scene)
    return best
  }

  func quotes(from drafts: [DraftQuote]) -> [Quote] {
    var voices = Voices()
    var quotes: [Quote] = []
    var facts = FactTable<SpeakerFact>()
    let scores = scores(SpeechFacts(speech: speech, drafts: drafts).table)
    for (draft, score) in zip(drafts, scores) where Self.isSpeech(score) {
      var quote = Quote(
        span: draft.span, kind: draft.kind, cue: draft.cue, speakerType: draft.speaker.type,
        confidence: 0,
        by: Provenance(stage: QuoteAttributor.signature, rule: draft.rule.name))
      quote.id = quotes.count + 1
      quote.polarity = draft.polarity
      quote.via = draft.speaker.via
      quote.nestedIn =
        quotes.suffix(32).last { $0.span.contains(draft.span) && $0.span.contains(offset: draft.cueStart) }?
        .id
      var lead: Float = 0
      if draft.speaker.type != .impersonal {
        let scene = choice.scene(draft)
        let best = speaker(scene, voices, &facts)
        lead = best.lead
        set(best.candidate, scene, voices, &quote)
        if quote.nestedIn == nil { note(best.candidate, scene, &voices) }
      }
      quote.confidence = model.confidence(speech: score, lead: lead)
      quotes.append(quote)
    }
    return quotes
  }

  /// A paper speaks for the institution that it names: بيان لوزارة العدل.
  private func issuer(_ candidate: SpeakerChoice.Candidate, _ scene: SpeakerScene) -> SpeakerChoice.Candidate
  {
    guard case .words(let part) = candidate, scene.isDocument,
      let member = part.dropFirst().prefix(4).lazy.compactMap({ choice.cast.member($0) }).first(where: {
        choice.cast.members[$0].kind == .organisation
      })
    else { return candidate }
    return .member(member)
  }

  /// Notes whose turn a quotation is.
  func note(_ candidate: SpeakerChoice.Candidate, _ scene: SpeakerScene, _ voices: inout Voices) {
    guard let name = choice.name(candidate, scene, voices) else { return }
    var member: Int?
    if case .member(let number) = candidate { member = number }
    var isAnonymous = false
    if case .words(let part) = candidate { isAnonymous = type(ofWords: part) == .anonymous }
    if case .voice(let voice) = candidate { isAnonymous = voices.all[voice].isAnonymous }
    let nouns = (scene.phrase ?? 0..<0).prefix(10).filter {
      speech.tokens[$0].isWord && !speech.hasEntity($0)
    }
    voices.speak(
      name, member: member, isAnonymous: isAnonymous, cue: scene.cue, word: scene.draft.word,
      nouns: nouns.map { speech.stem($0) })
  }

  /// The phrase, or what was chosen where that is words of it.
  private func words(of phrase: Range<Int>, _ chosen: SpeakerChoice.Candidate) -> SpeakerChoice.Candidate {
    if case .words = chosen { chosen } else { .words(phrase) }
  }

  private func set(
    _ candidate: SpeakerChoice.Candidate, _ scene: SpeakerScene, _ voices: Voices, _ quote: inout Quote
  ) {
    let isOmitted: Quote.SpeakerType = scene.draft.speaker.type == .pronoun ? .pronoun : .implicit
    quote.speaker = scene.draft.speaker.span
    quote.speakerName = choice.name(candidate, scene, voices)
    switch candidate {
    case .words(let part):
      quote.speaker = choice.span(part, scene)
      quote.speakerType = type(ofWords: part)
      quote.speakerEntity = part.first { speech.hasEntity($0) && !speech.isGroup($0) }.flatMap {
        speech.entity($0)?.id
      }
    case .member(let number):
      if let phrase = scene.phrase, let mention = choice.cast.mention(number, in: phrase) {
        quote.speakerEntity = speech.entity(mention.lowerBound)?.id
        quote.speakerType = .named
      } else {
        quote.speakerEntity = speech.entities[choice.cast.members[number].entity].id
        quote.speakerType = describe(scene, &quote) ? .description : isOmitted
      }
    case .voice(let voice):
      let isDescribed = describe(scene, &quote)
      quote.speakerType = !isDescribed ? isOmitted : voices.all[voice].isAnonymous ? .anonymous : .description
    case .nobody:
      quote.speaker = nil
      quote.speakerType = .impersonal
    }
  }

  /// Whether the words beside the cue stand for the speaker who was chosen: if they don't, they are something else.
  private func describe(_ scene: SpeakerScene, _ quote: inout Quote) -> Bool {
    guard let phrase = scene.phrase else { return false }
    let first = phrase.lowerBound
    let canDescribe =
      speech.tokens.hasArticle(first) || speech.has(first, speech.lexicon.sourceHeads)
      || !speech.flags(first).isDisjoint(with: [.title, .organisationHead])
      || scene.isDocument
    if !canDescribe { quote.speaker = nil }
    return canDescribe
  }

  /// Somebody without a name, or named by his words.
  private func type(ofWords part: Range<Int>) -> Quote.SpeakerType {
    let isNamed = part.contains { index in
      guard let kind = speech.nameKind(index), kind != .group else { return false }
      return kind != .place || part.count == 1
    }
    return isNamed || speech.tokens.hasArticle(part.lowerBound) ? .named : .anonymous
  }
}
