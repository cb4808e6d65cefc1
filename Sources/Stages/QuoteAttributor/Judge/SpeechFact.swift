/// What is known of words that may be somebody's, as numbers: the columns of the forest that tells whether they are.
enum SpeechFact: Int, CaseIterable, Sendable {
  // The cue.
  case form, lemma, origin, weak, denies, needsMarks, opensClause, feminine, plural, conjunction
  case fromSentence, before, beforeWord, cueEntity, inHeadline
  // What stands between it and the content.
  case gap, thatLength, thatLetter
  // The content.
  case length, kind, startsInMarks, marks, markedShare, commas, names, numbers, cues, first, second,
    firstDefinite, asks
  case after, afterNext, toLineEnd
  // Who is said to speak.
  case speaker, state, words, speakerGap, speakerIsTitle, speakerIsInstitution, speakerIsSource, hasPerson,
    speakerPlace
  // Quotations around it.
  case depth, inSentence, sameEnd, sameCue, quotes
}
