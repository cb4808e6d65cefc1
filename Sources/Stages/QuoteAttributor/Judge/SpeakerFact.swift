/// What is known of somebody who may have spoken a quotation, as numbers: the columns of the forest that chooses.
///
/// The cases' order is that of a model's columns, and a model names them: one that was learnt with others is refused.
enum SpeakerFact: Int, CaseIterable, Sendable {
  // The cue.
  case form, feminine, plural
  // The words beside it.
  case state, words, people, isTitle, isInstitution, isName, isDocument, isSource, isDefinite, isPlural
  case endsFeminine, gap, beforeThat, beforeComma, beforeMark, hasGroup, isSame, isOther
  case nounSpoke, nounStoodBefore, describes, mostOverlap
  // The candidate.
  case kind, voices
  // Of the words themselves, or the first part of them.
  case length, left, cutAtComma, cutAtRelative, cutAtAdverb, hasEntity, hasPerson, clitics, looksLikeVerb
  case lastIsDefinite
  // Of a name.
  case label, mentions, order, headline, isInside, fromStart, fromEnd, afterAdverb, afterComma
  case afterDefinite, behindComma, behindAdverb, behindPerson, distance, sentence, line, subject, afterCue
  case afterPreposition, attached, commaFollows, between, earlier, ahead, inContent
  case nounBefore, nounBehind, overlap, overlapShare, nounInName, nounRank, letter, femaleTitle, hasTitle
  case nameLength, overlapsMost, conflicts
  // Of somebody who has spoken.
  case spoke, recent, cueDistance, sameSentence, sameLine, agrees, isAnonymous, nounOfVoice
}

/// Facts by their number; what isn't known is missing.
struct Facts: Sendable {
  static let missing = Int16.min
  static let capacity = 96

  private(set) var values: InlineArray<96, Int16>

  init() { values = InlineArray(repeating: Self.missing) }

  @inline(__always)
  mutating func set(_ fact: SpeakerFact, _ value: Int) {
    values[fact.rawValue] = Int16(clamping: value)
  }

  @inline(__always)
  mutating func set(_ fact: SpeakerFact, _ value: Bool) { values[fact.rawValue] = value ? 1 : 0 }

  @inline(__always)
  subscript(column: Int) -> Int16 { values[column] }
}
