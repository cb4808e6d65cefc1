import Isnad
import IsnadArabic
import IsnadText

/// Attributions by a particle: بحسب، وفقا لـ، حسبما.
extension QuoteScanner {
  /// The source of a particle that opens a sentence whose own verb has a speaker.
  func frontedRelay(_ index: Int, _ sentence: Range<Int>) -> TextSpan? {
    guard index <= sentence.lowerBound + 1, let source = SpeakerPhrase(speech).source(afterParticle: index)
    else { return nil }
    return speakers.mention(source.phrase, stripped: source.stripped).span
  }

  func particle(_ index: Int, _ word: SpeechWord, _ sentence: Range<Int>, _ drafts: [DraftQuote])
    -> DraftQuote?
  {
    let isFirst = begins(index, sentence)
    let phrases = SpeakerPhrase(speech)
    var named = phrases.source(afterParticle: index)
    var contentStart = named?.phrase.upperBound
    if isFirst, let answered = phrases.source(beforeAnswerTo: index) {
      contentStart = answered.answer
      named = named ?? (answered.phrase, index + 1, answered.stripped, nil)
    }
    guard let source = named else { return nil }
    var speaker =
      source.phrase.count == 1 && speech.has(source.phrase.lowerBound, .ownWords)
      ? SpeakerMention(span: nil, tokens: nil, type: .pronoun, via: nil)
      : speakers.mention(source.phrase, stripped: source.stripped)
    speaker.via = source.via.flatMap { speakers.mention($0).span }
    let range: Range<Int>
    if isFirst {
      // وبحسب المصدر، فإن …
      var start = contentStart ?? source.phrase.upperBound
      while start < sentence.upperBound,
        speech.isComma(start) || speech.marks.open(of: start) != nil
          || speech.isComplementiser(start) && speech.tokens[start].form.length >= 6
          || speech.isColon(start)
      { start += 1 }
      // Who speaks stands in the clause: بحسب ما نقلته الوكالة، فقد شدد الملك على …
      while start + 1 < sentence.upperBound, speech.has(start, .already), speech.isCue(start + 1) {
        start += 1
      }
      let limit = speech.lineEnd(after: index)
      guard start + 1 < min(sentence.upperBound, limit), !speech.isCue(start),
        !speech.has(start, .relativeOpener),
        !speech.isCue(start + 1) || speech.hasEntity(start)
      else { return nil }
      range = contents.trimmed(start..<contents.clauseEnd(from: start, limit: limit))
    } else {
      // What has a speaker already is attributed a second time.
      let isSecond = drafts.suffix(4).contains {
        $0.span.end > speech.tokens[max(sentence.lowerBound, index - 3)].start
          && $0.span.end <= speech.tokens[index].start && $0.word?.form != .particle
      }
      if isSecond { return nil }
      var start = afterOpening(sentence.lowerBound, index)
      if let previous = previousAttribution(index, sentence) { start = previous }
      // كما أوقفت …، لكن الرياض …
      if start + 2 < index, speech.has(start, .but) || speech.has(start, .thenSaid) { start += 1 }
      // Farther back nobody's clause begins.
      guard index - start <= 300 else { return nil }
      // …، وذلك بحسب
      let end = speech.has(index - 1, .andThat) ? index - 1 : index
      range = contents.trimmed(start..<max(start, end))
    }
    guard range.count >= 2 else { return nil }
    var span = TextSpan(speech.tokens[range.lowerBound].start, speech.tokens[range.upperBound - 1].end)
    if !isFirst || speech.has(range.lowerBound, .already) {
      span.start = withoutConjunction(range.lowerBound)
    }
    let cue = TextSpan(speech.tokens[index].start, speech.tokens[max(index, source.cueEnd - 1)].end)
    return DraftQuote(
      span: span, kind: kind(range), polarity: .asserted, cue: cue, speaker: speaker, word: word,
      rule: .particle)
  }

  /// The particle opens its sentence: وبحسب, لكن بحسب.
  private func begins(_ index: Int, _ sentence: Range<Int>) -> Bool {
    index - sentence.lowerBound <= 6
      && (sentence.lowerBound..<index).allSatisfy {
        speech.isComma($0) || speech.tokens[$0].form.length <= 2 || speech.has($0, .but)
      }
  }

  /// Past يذكر أن, من جهة أخرى، and the like, which are the narrator's.
  private func afterOpening(_ start: Int, _ end: Int) -> Int {
    if speech.has(start, .aside),
      let that = (start..<min(end, start + 6)).first(where: { speech.isComplementiser($0) })
    {
      return that + 1
    }
    if speech.has(start, .sideHead),
      let comma = (start..<min(end, start + 5)).first(where: { speech.isComma($0) }), comma + 1 < end,
      !(start..<comma).contains(where: { speech.hasEntity($0) })
    {
      return speech.has(start + 1, .sideOfSentence) || speech.has(start, .sideAlone) ? comma + 1 : start
    }
    return start
  }

  /// Where the clause before a particle begins: after another attribution of the same sentence.
  private func previousAttribution(_ index: Int, _ sentence: Range<Int>) -> Int? {
    var at = index - 1
    while at > max(sentence.lowerBound, index - 120) {
      if speech.isMark(at, "؛") || speech.isColon(at) { return at + 1 }
      at -= 1
    }
    return nil
  }

  private func withoutConjunction(_ index: Int) -> Int {
    let token = speech.tokens[index]
    // ففي: the second ف is the preposition's.
    if speech.has(index, .andIn) {
      return speech.tokens.span(of: index, strippingForm: 2).start
    }
    // وقد, فقد
    let isAlready =
      token.form.length == 6 && speech.has(speech.tokens.fingerprint(of: index, strippingForm: 2), .already)
    guard !speech.hasEntity(index), token.kind == .word, token.form.length >= 8 || isAlready,
      speech.tokens.beginsWithConjunction(index),
      isAlready || !speech.has(token.fingerprint, .radicalConjunction)
    else { return speech.entity(index)?.span.start ?? token.start }
    return speech.tokens.span(of: index, strippingForm: 2).start
  }
}
