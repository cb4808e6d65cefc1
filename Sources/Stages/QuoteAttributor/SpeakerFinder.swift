import Isnad
import IsnadArabic

/// Who speaks, as far as the words around the cue tell.
struct SpeakerMention {
  var span: TextSpan?
  var tokens: Range<Int>?
  var type: Quote.SpeakerType
  var via: TextSpan?
}

/// Finds the speaker of a verb or participle: after it, before it, or omitted.
struct SpeakerFinder {
  /// How far back a subject is looked for, in tokens.
  private static let reach = 80

  let speech: SpeechTokens

  func speaker(
    of cue: Int, word: SpeechWord, introducer: Int, sentenceStart: Int, earlier: [DraftQuote]
  ) -> SpeakerMention {
    if let relay = relay(cue, word, introducer, sentenceStart) { return relay }
    switch word.form {
    case .participle: return beforeParticiple(cue, sentenceStart, earlier)
    case .nominal: return ofNominal(cue, sentenceStart, earlier)
    default: break
    }
    if word.isPassive { return SpeakerMention(span: nil, tokens: nil, type: .impersonal, via: nil) }
    // جاء في البيان أن: the paper speaks.
    if word.manner == .comes {
      if speech.has(cue + 1, .inside),
        let phrase = SpeakerPhrase(speech).phrase(from: cue + 2, limit: introducer)
      {
        return mention(phrase)
      }
      if speech.has(cue + 1, speech.lexicon.resumptives), let before = before(cue, sentenceStart) {
        return before
      }
    }
    // يُعتقد أن: whoever believes it is not said.
    if word.manner == .believes, word.form == .present, introducer == cue + 1 {
      return SpeakerMention(span: nil, tokens: nil, type: .impersonal, via: nil)
    }
    var next = cue + 1
    while next < introducer, speech.has(next, speech.lexicon.resumptives) { next += 1 }
    let phrases = SpeakerPhrase(speech)
    // أعلنت أمس الشرطة، قال لعكاظ مدير المستشفى: a time or whom it was told may come first.
    while next < introducer, phrases.isTime(next), speech.tokens[next].isWord { next += 1 }
    let past = phrases.pastAddressee(next, limit: introducer)
    if past < introducer { next = past }
    // Where the verb takes an object, the subject ends before it: وصف البيان | خطوة الحكومة.
    let phrase =
      word.denies || word.manner == .describes
      ? phrases.subject(from: next, limit: introducer) : phrases.phrase(from: next, limit: introducer)
    if let phrase, isSubject(phrase) { return mention(phrase) }
    // ما وصفه ب: who speaks already describes it.
    if word.manner == .describes, cue > sentenceStart, speech.has(cue - 1, .what) {
      return SpeakerMention(span: nil, tokens: nil, type: .implicit, via: nil)
    }
    if word.form == .present, let report = report(before: cue, sentenceStart) { return report }
    if let before = before(cue, sentenceStart) { return before }
    if let answered = asFor(cue, sentenceStart) { return answered }
    // وأصدرت الشركة بيانا، وأكدت أن: the verb goes on from the subject of its sentence.
    if speech.stripped[cue] > 0, cue > sentenceStart + 2,
      !earlier.suffix(16).contains(where: {
        $0.depth == 0 && $0.cueStart >= speech.tokens[sentenceStart].start
      }),
      let subject = subject(from: sentenceStart, before: cue)
    {
      return subject
    }
    return SpeakerMention(span: nil, tokens: nil, type: .implicit, via: nil)
  }

  func mention(_ phrase: Range<Int>, stripped: Int = 0) -> SpeakerMention {
    let start = speech.tokens.span(of: phrase.lowerBound, strippingForm: stripped).start
    let span = TextSpan(start, speech.tokens[phrase.upperBound - 1].end)
    return SpeakerMention(span: span, tokens: phrase, type: .named, via: nil)
  }

  private func isSubject(_ phrase: Range<Int>) -> Bool {
    // ذلك، هذا and the like say nobody.
    guard phrase.count == 1 else { return true }
    return !speech.has(phrase.lowerBound, .nobody) && !speech.has(phrase.lowerBound, .ownWords)
  }

  // MARK: Before the cue

  /// The subject that stands before a verb, if one does.
  func fronted(_ cue: Int, _ sentenceStart: Int) -> SpeakerMention? { before(cue, sentenceStart) }

  /// A fronted subject (لكن مساعد الطيار قال), the subject of كان … قد قال, or a pronoun (لكنه قال).
  private func before(_ cue: Int, _ sentenceStart: Int) -> SpeakerMention? {
    guard speech.stripped[cue] == 0, cue > sentenceStart else { return nil }
    var end = cue
    if speech.has(end - 1, .beforeVerb) { end -= 1 }
    guard end > sentenceStart else { return nil }
    if speech.has(end - 1, .pronounSubject) {
      return SpeakerMention(span: nil, tokens: nil, type: .pronoun, via: nil)
    }
    var start = clauseStart(end, sentenceStart)
    while start < end,
      speech.has(start, speech.lexicon.conjunctions) || speech.isComma(start)
        || speech.isComplementiser(start)
    { start += 1 }
    guard start < end, end - start <= 18 else { return nil }
    guard let phrase = SpeakerPhrase(speech).phrase(from: start, limit: end) else {
      return lastEntity(start, end)
    }
    // A phrase that opens with a verb (وأصدرت ماركل بيانا أكدت فيه) has its name inside.
    let first = phrase.lowerBound
    let opensWithNoun =
      speech.hasEntity(first) || speech.has(first, speech.lexicon.sourceHeads) || hasArticle(first)
    if !opensWithNoun, let inside = lastEntity(start, end) { return inside }
    // The phrase must reach the cue, or be followed by a place or time only.
    if phrase.upperBound == end || !hasVerb(phrase.upperBound, end) { return mention(phrase) }
    return lastEntity(start, end)
  }

  /// أما الوزير سامي نعيم فقال, أما نعيم فقد قال: ف answers أما.
  private func asFor(_ cue: Int, _ sentenceStart: Int) -> SpeakerMention? {
    let answer = cue > 0 && speech.has(cue - 1, .already) ? cue - 1 : cue
    guard speech.letter(answer) == 0xD981,
      let head = (max(sentenceStart, answer - 18)..<answer).last(where: { speech.has($0, .asFor) }),
      let phrase = SpeakerPhrase(speech).phrase(from: head + 1, limit: answer), isSubject(phrase)
    else { return nil }
    return mention(phrase)
  }

  /// تقارير إعلامية تفيد ب: the verb describes the nameless source before it.
  private func report(before cue: Int, _ sentenceStart: Int) -> SpeakerMention? {
    guard speech.stripped[cue] == 0 else { return nil }
    let near = max(sentenceStart, cue - 4)..<cue
    guard
      let head = near.last(where: { speech.has($0, speech.lexicon.sourceHeads) && !speech.hasEntity($0) }),
      !hasArticle(head), (head..<cue).allSatisfy({ speech.tokens[$0].isWord }),
      let phrase = SpeakerPhrase(speech).phrase(from: head, limit: cue), phrase.upperBound == cue
    else { return nil }
    return mention(phrase)
  }

  private func hasArticle(_ index: Int) -> Bool {
    speech.tokens.hasArticle(index)
  }

  private func clauseStart(_ end: Int, _ sentenceStart: Int) -> Int {
    let sentenceStart = max(sentenceStart, end - Self.reach)
    var at = end - 1
    while at > sentenceStart {
      // محطة "س" قد ذكرت: a name in marks stands within the clause.
      if let open = speech.marks.open(of: at), at - open <= 6, open > sentenceStart {
        at = open - 1
        continue
      }
      if speech.isColon(at) || speech.isMark(at, "؛") || speech.marks.open(of: at) != nil
        || speech.isMark(at, "(")
      {
        return at + 1
      }
      if speech.isComplementiser(at)
        || speech.cue(at).map({ $0.form == .past || $0.form == .participle }) == true && at < end - 1
      {
        return at + 1
      }
      if speech.has(at, .whereas) { return at + 1 }
      if speech.isComma(at), speech.has(at + 1, speech.lexicon.conjunctions) { return at + 1 }
      at -= 1
    }
    return sentenceStart
  }

  private func hasVerb(_ start: Int, _ end: Int) -> Bool { end - start > 8 }

  /// The last person or institution named in a stretch.
  private func lastEntity(_ start: Int, _ end: Int) -> SpeakerMention? {
    for index in (start..<end).reversed() {
      if isSpeaker(index), let entity = speech.entity(index) {
        return SpeakerMention(span: entity.span, tokens: index..<index + 1, type: .named, via: nil)
      }
    }
    return nil
  }

  private func isSpeaker(_ index: Int) -> Bool {
    speech.nameKind(index) == .person || speech.nameKind(index) == .organisation
  }

  /// A participle speaks for the subject of its sentence: that of the last cue, or the first name.
  private func beforeParticiple(_ cue: Int, _ sentenceStart: Int, _ earlier: [DraftQuote]) -> SpeakerMention {
    let start = speech.tokens[sentenceStart].start
    if let last = earlier.suffix(16).last(where: { $0.cueStart >= start && $0.depth == 0 }) {
      return last.speaker
    }
    // علق كلوب على …، قائلا: the subject of the last verb of saying.
    if let verb = (max(sentenceStart, cue - Self.reach)..<cue).last(where: {
      speech.cue($0).map { $0.form == .past || $0.form == .present } ?? false
    }),
      let phrase = SpeakerPhrase(speech).phrase(from: verb + 1, limit: cue), isSubject(phrase),
      speech.tokens[phrase.lowerBound].isWord
    {
      return mention(phrase)
    }
    return subject(from: sentenceStart, before: cue)
      ?? SpeakerMention(span: nil, tokens: nil, type: .implicit, via: nil)
  }

  /// The subject of a sentence: the phrase after its first verb, or before it; else the first name.
  private func subject(from sentenceStart: Int, before cue: Int) -> SpeakerMention? {
    var sentenceStart = sentenceStart
    // من جهة أخرى، and what else stands before the verb with a comma.
    if speech.isPhraseEnd(sentenceStart) || speech.has(sentenceStart, .openingOfSide),
      let comma = (sentenceStart..<min(cue, sentenceStart + 7)).first(where: { speech.isComma($0) })
    {
      sentenceStart = comma + 1
    }
    guard sentenceStart < cue else { return nil }
    // The sentence's verb stands first in Arabic, its subject next; else the subject is fronted.
    for first in [sentenceStart + 1, sentenceStart, sentenceStart + 2] where first < cue {
      if speech.tokens[first].kind == .word, !speech.isPhraseEnd(first),
        let phrase = SpeakerPhrase(speech).phrase(from: first, limit: cue),
        phrase.contains(where: {
          isSpeaker($0)
        })
      {
        return mention(phrase)
      }
    }
    for index in sentenceStart..<min(cue, sentenceStart + Self.reach) {
      if isSpeaker(index), let entity = speech.entity(index) {
        return SpeakerMention(span: entity.span, tokens: index..<index + 1, type: .named, via: nil)
      }
    }
    return nil
  }

  /// قوله، بالقول: the subject of the verb before it.
  private func ofNominal(_ cue: Int, _ sentenceStart: Int, _ earlier: [DraftQuote]) -> SpeakerMention {
    var at = cue - 1
    while at >= sentenceStart, cue - at < 24 {
      if speech.isFullStop(at) { break }
      if let word = speech.cue(at), word.form == .past || word.form == .present {
        if let phrase = SpeakerPhrase(speech).phrase(from: at + 1, limit: cue), isSubject(phrase) {
          return mention(phrase)
        }
        return SpeakerMention(span: nil, tokens: nil, type: .implicit, via: nil)
      }
      at -= 1
    }
    if let phrase = SpeakerPhrase(speech).phrase(from: min(sentenceStart + 1, cue), limit: cue) {
      return mention(phrase)
    }
    return beforeParticiple(cue, sentenceStart, earlier)
  }

  // MARK: Relays

  /// نقلت A عن B (قوله) أن, نسبت A إلى B القول: B speaks, A relays.
  private func relay(_ cue: Int, _ word: SpeechWord, _ introducer: Int, _ sentenceStart: Int)
    -> SpeakerMention?
  {
    let verb: Int
    if word.manner == .conveys
      || (cue + 1..<max(cue + 1, introducer)).contains(where: { speech.has($0, .quotedFrom) })
    {
      verb = cue
    } else if word.form == .nominal {
      guard
        let found = (max(sentenceStart, cue - 24)..<cue).last(where: { speech.cue($0)?.manner == .conveys })
      else { return nil }
      verb = found
    } else {
      return nil
    }
    let limit = word.form == .nominal ? cue : introducer
    let preposition: WordClass = speech.cue(verb)?.governs.contains(.to) == true ? .to : .about
    guard let about = (verb + 1..<max(verb + 1, limit)).first(where: { speech.has($0, preposition) }),
      let source = SpeakerPhrase(speech).phrase(from: about + 1, limit: limit)
    else { return nil }
    var result = mention(source)
    if let relayer = SpeakerPhrase(speech).phrase(from: verb + 1, limit: about) {
      result.via = mention(relayer).span
    }
    return result
  }
}
