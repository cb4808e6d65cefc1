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
  case length, left, cutAtComma, cutAtRelative, cutAtAdverb, hasEntity, hasPerson, endsAtThat, clitics,
    looksLikeVerb
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
