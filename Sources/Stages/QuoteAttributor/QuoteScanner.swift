import Isnad
import IsnadArabic

/// Goes through a document and drafts its quotations: cue, content, speaker.
struct QuoteScanner {
  let speech: SpeechTokens
  private let sentences: [Sentence]
  let contents: ContentFinder
  private let complements: ComplementFinder
  let speakers: SpeakerFinder

  init(_ speech: SpeechTokens, sentences: [Sentence]) {
    self.speech = speech
    self.sentences = sentences
    contents = ContentFinder(speech: speech)
    complements = ComplementFinder(speech: speech, contents: contents)
    speakers = SpeakerFinder(speech: speech)
  }

  /// - Throws: where the time for the document is over.
  func scan() throws -> [DraftQuote] {
    var drafts: [DraftQuote] = []
    for sentence in sentences {
      try WorkLimit.check()
      guard !sentence.tokens.isEmpty else { continue }
      if let headline = headline(sentence.tokens) { drafts.append(headline) }
      let range = afterDateline(sentence.tokens)
      var relay: TextSpan?
      for index in range {
        guard let word = speech.cue(index), !speech.hasEntity(index), !isInsideDirect(index, drafts) else {
          continue
        }
        let draft =
          word.form == .particle
          ? particle(index, word, range, drafts) : verb(index, word, range, drafts)
        if draft == nil, word.form == .particle { relay = relay ?? frontedRelay(index, range) }
        guard var draft, !repeats(draft, drafts) else { continue }
        // بحسب ما نقلته الوكالة، فقد شدد الملك على: the agency relays, the king speaks.
        if word.form != .particle, let via = relay {
          draft.speaker.via = draft.speaker.via ?? via
          relay = nil
        }
        drafts.append(draft)
      }
    }
    return afterMarks(nested(drafts))
  }

  /// The sentence without an opening such as `المنامة، البحرين (CNN) --`.
  private func afterDateline(_ range: Range<Int>) -> Range<Int> {
    guard speech.tokens[range.lowerBound].flags.contains(.lineBefore) else { return range }
    let limit = min(range.upperBound, range.lowerBound + 14)
    guard let close = (range.lowerBound..<limit).first(where: { speech.isMark($0, ")") }) else {
      return range
    }
    var start = close + 1
    while start < limit, speech.isDash(start) || speech.isColon(start) { start += 1 }
    return start > close + 1 && start < range.upperBound ? start..<range.upperBound : range
  }

  /// Inside somebody's own words a cue is his.
  private func isInsideDirect(_ index: Int, _ drafts: [DraftQuote]) -> Bool {
    drafts.suffix(4).contains { $0.kind == .direct && $0.span.contains(speech.tokens[index].span) }
  }

  // MARK: Verbs

  private func verb(
    _ index: Int, _ word: SpeechWord, _ sentence: Range<Int>, _ drafts: [DraftQuote]
  ) -> DraftQuote? {
    guard !isBackground(index, word), !isNegated(index, word) else { return nil }
    guard let content = content(index, word, sentence), !content.tokens.isEmpty else { return nil }
    let speaker = speakers.speaker(
      of: index, word: word, introducer: content.introducer, sentenceStart: sentence.lowerBound,
      earlier: drafts)
    return draft(index, word, content, speaker)
  }

  /// A clause or words in marks, unless a complement of the verb comes before them (أعلنت مقتل رجل
  /// بعد أن هاجم …).
  private func content(_ index: Int, _ word: SpeechWord, _ sentence: Range<Int>) -> QuoteContent? {
    let clause = contents.content(after: index, word: word)
    if let clause, clause.introducer == index + 1 { return clause }
    let complement = complements.complement(
      of: index, word: word, hasSubjectBefore: speakers.fronted(index, sentence.lowerBound) != nil,
      hasClause: clause != nil)
    guard let complement else { return clause }
    return clause.map { $0.introducer < complement.tokens.lowerBound ? $0 : complement } ?? complement
  }

  private func draft(_ cue: Int, _ word: SpeechWord, _ content: QuoteContent, _ speaker: SpeakerMention)
    -> DraftQuote
  {
    DraftQuote(
      span: TextSpan(
        speech.tokens.span(of: content.tokens.lowerBound, strippingForm: content.stripped).start,
        speech.tokens[content.tokens.upperBound - 1].end),
      kind: content.isDirect ? .direct : kind(content.tokens), polarity: word.denies ? .denied : .asserted,
      cue: speech.tokens[cue].span, speaker: speaker, word: word,
      introducer: content.introducer, rule: .cue(word.form, content.introduction))
  }

  /// Some of it in marks makes it mixed; marks around a name or a term do not.
  func kind(_ range: Range<Int>) -> Quote.Kind {
    var quoted = 0
    var index = range.lowerBound
    while index < range.upperBound {
      if let close = speech.marks.close(of: index), close < range.upperBound {
        let length = close - index - 1
        if length >= 4 || index == range.lowerBound && length >= 2 { quoted += length }
        index = close
      }
      index += 1
    }
    return quoted > 0 ? .mixed : .indirect
  }

  /// يذكر أن، يشار إلى أن: nobody says it.
  private func isBackground(_ index: Int, _ word: SpeechWord) -> Bool {
    // يمكن القول إن: the writer means so.
    if word.form == .nominal { return index > 0 && speech.has(index - 1, .modalVerb) }
    guard word.form == .present else { return false }
    if speech.has(index, .impersonalVerb) { return true }
    // كما يتوقع أن: whoever does is not named. Of 14 in annotated articles none is a quotation.
    if word.manner == .believes, word.expects, speech.isComplementiser(index + 1), !word.isFeminine,
      !word.isPlural,
      index == 0 || !speech.hasEntity(index - 1)
    {
      return true
    }
    // ما يشير إلى أن: a fact does, and nobody speaks; ما يقول إنه is somebody's.
    if index > 0, !word.governs.isEmpty, speech.has(index - 1, .whatHeSaid),
      speech.isComplementiser(index + 1) || speech.isComplementiser(index + 2)
    {
      return true
    }
    // الأرقام تشير إلى: nobody's figures.
    return index > 0 && speech.has(index - 1, speech.lexicon.nobodysFigures)
  }

  /// لم يؤكد, لا يعتقد: he says nothing, or the opposite.
  private func isNegated(_ index: Int, _ word: SpeechWord) -> Bool {
    index > 0 && speech.tokens[index - 1].kind == .word && speech.has(index - 1, .negation)
  }

  /// One content has one cue: of stacked cues (وتابع قائلا) the inner one.
  private func repeats(_ draft: DraftQuote, _ drafts: [DraftQuote]) -> Bool {
    drafts.suffix(6).contains {
      $0.span == draft.span && $0.cueStart != draft.cueStart && draft.word?.form == .particle
    }
  }
}
