import IsnadArabic

/// Words by which a sentence names the source of what it says, where no quote does.
struct SourceWords: Sendable {
  /// وفق, بحسب: a source stands behind them.
  let particles: WordSet
  /// على ما أعلنت, كما قالت, وفق ما ذكرت.
  let relatives: WordSet
  /// لِ, إلى, عن between a particle and the source.
  let links: WordSet
  let verbs: WordSet
  /// أحصى, سجل, توقع: verbs whose subject is the source only where it is somebody who counts.
  let counting: WordSet
  /// وصف, حدد: verbs whose subject vouches without أن as well.
  let stances: WordSet
  /// مشيرا, موضحا: their subject is the speaker before.
  let participles: WordSet
  let ofWhom: WordSet
  let complementisers: WordSet
  /// أن, عن: what was said begins.
  let openings: WordSet
  let sources: WordSet
  /// دراسة, استطلاع: for these who has made them stands.
  let documents: WordSet
  /// بحسب وصف المدعي: what somebody said, before who it is.
  let tellings: WordSet
  let prepositions: WordSet
  /// Where the words of a source end.
  let ends: WordSet
  /// وزير, المتحدث: who they are is said by a name behind them.
  let measures: WordSet

  init(_ language: Language) {
    particles = language.words(.sourceParticle)
    relatives = language.words(.sourceRelative)
    links = language.words(.sourceLink)
    verbs = language.words(.sourceVerb)
    counting = language.words(.countingVerb)
    stances = language.words(.stanceVerb)
    participles = language.words(.sourceParticiple)
    ofWhom = language.words(.sourceOfWhom)
    complementisers = language.words(.sourceComplementiser)
    openings = language.words(.sourceOpening)
    sources = language.words(.sourceNoun)
    documents = language.words(.sourceDocument)
    tellings = language.words(.tellingNoun)
    prepositions = language.words(.sourcePreposition)
    ends = language.words(.sourceEnd)
    measures = language.words(.sourceMeasure)
  }
}
