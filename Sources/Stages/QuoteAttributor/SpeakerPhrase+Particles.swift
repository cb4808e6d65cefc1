import IsnadArabic

/// Sources that a particle names: بحسب، وفقا لـ، نقلا عن.
extension SpeakerPhrase {

  /// The source after بحسب، وفقا لـ …, and where its cue ends; nil where it is none.
  func source(afterParticle particle: Int) -> (
    phrase: Range<Int>, cueEnd: Int, stripped: Int, via: Range<Int>?
  )? {
    let limit = min(speech.lineEnd(after: particle), particle + 26)
    var at = particle + 1
    guard at < limit, let word = speech.cue(particle) else { return nil }
    var cueEnd = at
    var stripped = 0
    // بحسب ما أفادت به، وفقا لما نقلته، حسبما قال
    var hasVerb = word.manner == .particleVerb
    // …، كما قال الوزير: what the verb says stands before it.
    if word.manner == .particleAs {
      guard particle > 0, !speech.tokens[particle - 1].isWord, let verb = speech.cue(at),
        !verb.isWeak || verb.opensClause,
        verb.form == .past || verb.form == .present, !ContentFinder(speech: speech).leadsOn(at, limit: limit)
      else { return nil }
      hasVerb = true
    }
    if speech.has(at, .whatOfParticle) {
      at += 1
      hasVerb = true
    }
    if hasVerb {
      guard at < limit, speech.tokens[at].kind == .word else { return nil }
      // The verb of the particle, known as a cue or not: ذكرته، كشفه، جاء في.
      at += 1
      if at < limit, speech.has(at, .resumptiveOfParticle) { at += 1 }
      cueEnd = at
      // حسبما أعلن الثلاثاء مدرب المنتخب
      while at < limit, isTime(at) { at += 1 }
      guard let phrase = phrase(from: at, limit: limit) else { return nil }
      // بحسب ما نقلت الصحيفة عن متحدث: who was asked speaks.
      if phrase.upperBound + 1 < limit, speech.has(phrase.upperBound, .about),
        let asked = self.phrase(from: phrase.upperBound + 1, limit: limit)
      {
        return (asked, cueEnd, 0, phrase)
      }
      return (phrase, cueEnd, 0, nil)
    }
    if word.manner == .particleFrom {
      guard speech.has(at, .about) else { return nil }
      at += 1
      cueEnd = at
    } else if word.manner == .particleTo {
      let form = speech.tokens[at].form
      guard speech.tokens.forms[form.start] == 0xD9, speech.tokens.forms[form.start + 1] == 0x84 else {
        return nil
      }
      if form.length == 2 {
        at += 1
      } else {
        stripped = 2
      }
    }
    // بحسب «رويترز»
    if let close = speech.marks.close(of: at), close > at + 1, close - at <= 5,
      !isMeasure(at + 1, 0)
    {
      return (at + 1..<close, close + 1, stripped, nil)
    }
    guard at < limit, !isMeasure(at, stripped),
      let phrase = phrase(from: at, limit: limit) ?? forcedPhrase(at, limit)
    else { return nil }
    guard isSource(phrase, stripped) else { return nil }
    return (phrase, cueEnd, stripped, nil)
  }

  /// The same for a particle that begins a sentence, where فإن or فقد answers it: وبحسب بعض سكان الجبل، فإن …
  func source(beforeAnswerTo particle: Int) -> (phrase: Range<Int>, stripped: Int, answer: Int)? {
    guard let word = speech.cue(particle), word.manner != .particleAs, word.manner != .particleFrom else {
      return nil
    }
    let limit = min(speech.limit(of: particle), particle + 30)
    let first = particle + 1
    guard first < limit, speech.tokens[first].kind == .word else { return nil }
    let stripped = word.manner == .particleTo ? 2 : 0
    guard !isMeasure(first, stripped) else { return nil }
    for index in first + 1..<max(first + 1, limit) {
      if speech.isFullStop(index) || speech.isColon(index) { return nil }
      guard speech.isAnswer(index) else { continue }
      let end = (first + 1..<index).first { speech.isComma($0) || speech.has($0, speech.lexicon.relatives) }
      return (first..<(end ?? index), stripped, index)
    }
    return nil
  }

  /// A phrase whose first word carries the ل of وفقا ل.
  private func forcedPhrase(_ start: Int, _ limit: Int) -> Range<Int>? {
    guard start < limit, speech.tokens[start].kind == .word else { return nil }
    guard let rest = phrase(from: start + 1, limit: limit) else { return start..<start + 1 }
    return start..<rest.upperBound
  }

  private func isMeasure(_ index: Int, _ stripped: Int) -> Bool {
    matches(index, stripped, speech.lexicon.notSources)
  }

  /// Whether a word, with its ل off, is in a set: للقانون is القانون.
  func matches(_ index: Int, _ stripped: Int, _ set: WordSet) -> Bool {
    if stripped == 0 { return set.contains(speech.tokens[index].fingerprint) }
    var found = false
    speech.tokens.readings(index) { reading in
      found = reading.stripped == stripped && set.contains(reading.fingerprint)
      return found
    }
    return found
  }

  /// A source is somebody: a name, or a noun that speaks.
  private func isSource(_ phrase: Range<Int>, _ stripped: Int) -> Bool {
    let first = phrase.lowerBound
    if let kind = speech.nameKind(first), kind != .group { return kind != .place }
    if matches(first, stripped, speech.lexicon.sourceHeads) || speech.has(first, .ownWords) { return true }
    // بحسب تقديرات الأمم المتحدة: figures are a source where somebody's name stands with them.
    let hasFigures = matches(first, stripped, speech.lexicon.figures)
    return phrase.contains {
      speech.isPerson($0) || hasFigures && speech.nameKind($0) == .organisation
    }
  }
}
