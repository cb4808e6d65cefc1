import Isnad
import IsnadArabic

/// Goes through a document and drafts its quotations: cue, content, speaker.
struct QuoteScanner {
  private let speech: SpeechTokens
  private let sentences: [Sentence]
  private let contents: ContentFinder
  private let complements: ComplementFinder
  private let speakers: SpeakerFinder

  init(_ speech: SpeechTokens, sentences: [Sentence]) {
    self.speech = speech
    self.sentences = sentences
    contents = ContentFinder(speech: speech)
    complements = ComplementFinder(speech: speech, contents: contents)
    speakers = SpeakerFinder(speech: speech)
  }

  func scan() -> [DraftQuote] {
    var drafts: [DraftQuote] = []
    var lineEnd = 0
    for sentence in sentences {
      guard !sentence.tokens.isEmpty else { continue }
      if sentence.tokens.lowerBound >= lineEnd { lineEnd = speech.lineEnd(after: sentence.tokens.lowerBound) }
      if let headline = headline(sentence.tokens, lineEnd) { drafts.append(headline) }
      let range = afterDateline(sentence.tokens)
      var relay: TextSpan?
      for index in range {
        guard let word = speech.cue[index], speech.entity(index) == nil, !isInsideDirect(index, drafts) else {
          continue
        }
        let draft =
          word.form == .particle
          ? particle(index, word, range, drafts) : verb(index, word, range, lineEnd, drafts)
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
    while start < limit,
      speech.isMark(start, "-") || speech.isMark(start, "–") || speech.isMark(start, "—")
        || speech.isMark(start, ":")
    { start += 1 }
    return start > close + 1 && start < range.upperBound ? start..<range.upperBound : range
  }

  /// Inside somebody's own words a cue is his.
  private func isInsideDirect(_ index: Int, _ drafts: [DraftQuote]) -> Bool {
    drafts.suffix(4).contains { $0.kind == .direct && $0.span.contains(speech.tokens[index].span) }
  }

  // MARK: Verbs

  private func verb(
    _ index: Int, _ word: SpeechWord, _ sentence: Range<Int>, _ lineEnd: Int, _ drafts: [DraftQuote]
  ) -> DraftQuote? {
    guard !isBackground(index, word), !isNegated(index, word) else { return nil }
    guard let content = content(index, word, sentence, lineEnd), !content.tokens.isEmpty else { return nil }
    let speaker = speakers.speaker(
      of: index, word: word, introducer: content.introducer, sentenceStart: sentence.lowerBound,
      earlier: drafts)
    return draft(index, word, content, speaker)
  }

  /// A clause or words in marks, unless a complement of the verb comes before them (أعلنت مقتل رجل
  /// بعد أن هاجم …).
  private func content(_ index: Int, _ word: SpeechWord, _ sentence: Range<Int>, _ lineEnd: Int)
    -> QuoteContent?
  {
    let clause = contents.content(
      after: index, word: word, sentenceEnd: sentence.upperBound, lineEnd: lineEnd)
    if let clause, clause.introducer == index + 1 { return clause }
    let complement = complements.complement(
      of: index, word: word, hasSubjectBefore: speakers.fronted(index, sentence.lowerBound) != nil,
      hasClause: clause != nil, lineEnd)
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
      cue: speech.tokens[cue].span, speaker: speaker, word: word, rule: "\(content.rule)-\(word.form)",
      confidence: QuoteConfidence.share(rule: content.rule, isWeak: word.isWeak))
  }

  /// Some of it in marks makes it mixed; marks around a name or a term do not.
  private func kind(_ range: Range<Int>) -> Quote.Kind {
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
    guard word.form == .present else { return false }
    let form = speech.tokens.form(index)
    if ["يشار", "يذكر", "ويذكر", "ويشار"].contains(form) { return true }
    // الأرقام تشير إلى: nobody's figures.
    return index > 0 && speech.has(index - 1, \.nobodysFigures)
  }

  /// لم يؤكد, لا يعتقد: he says nothing, or the opposite.
  private func isNegated(_ index: Int, _ word: SpeechWord) -> Bool {
    guard index > 0, speech.tokens[index - 1].kind == .word else { return false }
    return ["لم", "لا", "لن", "ولم", "ولا", "عدم", "دون", "لما"].contains(speech.tokens.form(index - 1))
  }

  /// One content has one cue: of stacked cues (وتابع قائلا) the inner one.
  private func repeats(_ draft: DraftQuote, _ drafts: [DraftQuote]) -> Bool {
    drafts.suffix(6).contains {
      $0.span == draft.span && $0.cueStart != draft.cueStart && draft.word?.form == .particle
    }
  }

  // MARK: Particles

  /// The source of a particle that opens a sentence whose own verb has a speaker.
  private func frontedRelay(_ index: Int, _ sentence: Range<Int>) -> TextSpan? {
    guard index <= sentence.lowerBound + 1, let source = SpeakerPhrase(speech).source(afterParticle: index)
    else { return nil }
    return speakers.mention(source.phrase, stripped: source.stripped).span
  }

  private func particle(_ index: Int, _ word: SpeechWord, _ sentence: Range<Int>, _ drafts: [DraftQuote])
    -> DraftQuote?
  {
    guard let source = SpeakerPhrase(speech).source(afterParticle: index) else { return nil }
    let speaker = speakers.mention(source.phrase, stripped: source.stripped)
    let range: Range<Int>
    let isFirst =
      index - sentence.lowerBound <= 6
      && (sentence.lowerBound..<index).allSatisfy {
        speech.isComma($0) || speech.tokens[$0].form.length <= 2
      }
    if isFirst {
      // وبحسب المصدر، فإن …
      var start = source.phrase.upperBound
      while start < sentence.upperBound,
        speech.isComma(start) || speech.isComplementiser(start) && speech.tokens[start].form.length >= 6
          || speech.isMark(start, ":")
      { start += 1 }
      // Who speaks stands in the clause: بحسب ما نقلته الوكالة، فقد شدد الملك على …
      while start < sentence.upperBound,
        speech.tokens.matches(start, "فقد") || speech.tokens.matches(start, "قد")
      { start += 1 }
      guard start + 1 < sentence.upperBound, speech.cue[start] == nil,
        !Self.openers.contains(speech.tokens[start].fingerprint),
        speech.cue[start + 1] == nil || speech.entity(start) != nil
      else { return nil }
      range = contents.trimmed(start..<contents.clauseEnd(from: start, speech.lineEnd(after: index)))
    } else {
      // What has a speaker already is attributed a second time.
      let isSecond = drafts.suffix(4).contains {
        $0.span.end > speech.tokens[max(sentence.lowerBound, index - 3)].start
          && $0.span.end <= speech.tokens[index].start && $0.word?.form != .particle
      }
      if isSecond { return nil }
      var start = afterOpening(sentence.lowerBound, index)
      if let previous = previousAttribution(index, sentence) { start = previous }
      // Farther back nobody's clause begins.
      guard index - start <= 300 else { return nil }
      range = contents.trimmed(start..<index)
    }
    guard range.count >= 2 else { return nil }
    var span = TextSpan(speech.tokens[range.lowerBound].start, speech.tokens[range.upperBound - 1].end)
    if !isFirst { span.start = withoutConjunction(range.lowerBound) }
    let cue = TextSpan(speech.tokens[index].start, speech.tokens[max(index, source.cueEnd - 1)].end)
    return DraftQuote(
      span: span, kind: kind(range), polarity: .asserted, cue: cue, speaker: speaker, word: word,
      rule: "particle",
      confidence: QuoteConfidence.share(rule: "particle", isWeak: false))
  }

  /// Past يذكر أن, من جهة أخرى، and the like, which are the narrator's.
  private func afterOpening(_ start: Int, _ end: Int) -> Int {
    let form = speech.tokens.form(start)
    if ["يذكر", "ويذكر", "يشار", "ويشار", "جدير", "والجدير"].contains(form),
      let that = (start..<min(end, start + 6)).first(where: { speech.isComplementiser($0) })
    {
      return that + 1
    }
    if ["من", "في", "بالمقابل", "وفي", "ومن", "وبالمقابل", "علي"].contains(form),
      let comma = (start..<min(end, start + 5)).first(where: { speech.isComma($0) }), comma + 1 < end,
      !(start..<comma).contains(where: { speech.entity($0) != nil })
    {
      return ["جهه", "جانبه", "جهته", "ناحيه", "المقابل", "جهتها", "جانبها", "صعيد", "سياق", "الوقت"]
        .contains(speech.tokens.form(start + 1)) || form.hasSuffix("بالمقابل") ? comma + 1 : start
    }
    return start
  }

  /// Where the clause before a particle begins: after another attribution of the same sentence.
  private func previousAttribution(_ index: Int, _ sentence: Range<Int>) -> Int? {
    var at = index - 1
    while at > max(sentence.lowerBound, index - 120) {
      if speech.isMark(at, "؛") || speech.isMark(at, ":") { return at + 1 }
      at -= 1
    }
    return nil
  }

  private func withoutConjunction(_ index: Int) -> Int {
    let token = speech.tokens[index]
    // ففي: the second ف is the preposition's.
    if speech.tokens.matches(index, "ففي") || speech.tokens.matches(index, "وفي") {
      return speech.tokens.span(of: index, strippingForm: 2).start
    }
    guard speech.entity(index) == nil, token.kind == .word, token.form.length >= 8,
      Clitics.beginsWithConjunction(token, in: speech.tokens.forms.span),
      speech.entityAt[index] < 0, !Self.radical.contains(token.fingerprint)
    else { return speech.entity(index)?.span.start ?? token.start }
    return speech.tokens.span(of: index, strippingForm: 2).start
  }

  /// With these no clause begins.
  private static let openers = Set(["التي", "الذي", "الذين", "حيث"].map(Fingerprint.of))
  /// للمزيد: what is linked below an article is nobody's word.
  private static let links = Set(
    ["للمزيد", "اقرا", "شاهد", "ايضا", "فيديو", "بالصور", "بالفيديو", "تقرير", "خاص", "المصدر", "رابط"].map(
      Fingerprint.of))

  /// Frequent words whose first و or ف is their own.
  private static let radical = Set(
    [
      "وصل", "وصلت", "وقع", "وقعت", "وافق", "وافقت", "وجه", "وجهت", "واصل", "واصلت", "وزير", "وزاره", "وكاله",
      "واشنطن", "وفاه", "وضع", "وضعت", "وجد", "وسط", "واجه", "واجهت", "فرض", "فرضت", "فاز", "فازت", "فتح",
      "فتحت", "فقد", "فشل", "فشلت", "فريق", "فجر", "فلسطين", "فرنسا",
    ]
    .map(Fingerprint.of))

  // MARK: Headlines and loose marks

  /// بوتين: بيع الغاز …, at the start of a line, or behind another colon (رابط الخبر: بوتين: …).
  private func headline(_ range: Range<Int>, _ lineEnd: Int) -> DraftQuote? {
    guard speech.tokens[range.lowerBound].flags.contains(.lineBefore) else { return nil }
    let colons = (range.lowerBound..<min(range.upperBound, range.lowerBound + 12)).filter {
      speech.isMark($0, ":")
    }
    if colons.count > 1, colons[1] - colons[0] <= 5,
      let inner = headline(colons[0] + 1..<range.upperBound, colons[1], lineEnd)
    {
      return inner
    }
    guard let colon = colons.first, colon - range.lowerBound < 8 else { return nil }
    return headline(range, colon, lineEnd)
  }

  private func headline(_ range: Range<Int>, _ colon: Int, _ lineEnd: Int) -> DraftQuote? {
    guard colon > range.lowerBound, !Self.links.contains(speech.tokens[range.lowerBound].fingerprint),
      colon + 2 < lineEnd,
      !(range.lowerBound..<colon).contains(where: { speech.cue[$0] != nil || speech.isComma($0) })
    else { return nil }
    let hasPerson = (range.lowerBound..<colon).contains {
      speech.entity($0).map { $0.label == .person || $0.label == .organisation } ?? false
    }
    guard hasPerson || speech.has(range.lowerBound, \.sourceHeads) else { return nil }
    var start = colon + 1
    var isDirect = false
    var end = contents.clauseEnd(from: start, lineEnd)
    if let close = speech.marks.close(of: start) {
      (start, end, isDirect) = (start + 1, close, true)
    }
    let tokens = contents.trimmed(start..<end)
    guard tokens.count >= 2 else { return nil }
    return DraftQuote(
      span: TextSpan(speech.tokens[tokens.lowerBound].start, speech.tokens[tokens.upperBound - 1].end),
      kind: isDirect ? .direct : kind(tokens), polarity: .asserted, cue: speech.tokens[colon].span,
      speaker: speakers.mention(range.lowerBound..<colon), word: nil, rule: "headline",
      confidence: QuoteConfidence.share(rule: "headline", isWeak: false))
  }

  /// `"…"، يضيف البلاغ`: a quotation in marks whose cue comes after it.
  private func afterMarks(_ drafts: [DraftQuote]) -> [DraftQuote] {
    let covered = covered(by: drafts)
    var drafts = drafts
    for open in 0..<speech.count {
      guard let close = speech.marks.close(of: open), close - open > 5 else { continue }
      guard !covered[open + 1], !covered[close - 1] else { continue }
      var cue = close + 1
      if speech.isComma(cue) { cue += 1 }
      guard cue < speech.count, let word = speech.cue[cue], word.form == .past || word.form == .present,
        !word.isWeak,
        !contents.leadsOn(cue, speech.lineEnd(after: cue))
      else { continue }
      let limit = speech.lineEnd(after: cue)
      let phrase = SpeakerPhrase(speech).phrase(from: cue + 1, limit: limit)
      let speaker =
        phrase.map { speakers.mention($0) }
        ?? SpeakerMention(span: nil, tokens: nil, type: .implicit, via: nil)
      let tokens = contents.trimmed(open + 1..<close)
      guard !tokens.isEmpty else { continue }
      drafts.append(
        DraftQuote(
          span: TextSpan(speech.tokens[tokens.lowerBound].start, speech.tokens[tokens.upperBound - 1].end),
          kind: .direct,
          polarity: .asserted, cue: speech.tokens[cue].span, speaker: speaker, word: word,
          rule: "cue-after-marks",
          confidence: QuoteConfidence.share(rule: "cue-after-marks", isWeak: false)))
    }
    return drafts.sorted { ($0.span.start, $0.cueStart) < ($1.span.start, $1.cueStart) }
  }

  /// Notes which quotations stand in others.
  private func nested(_ drafts: [DraftQuote]) -> [DraftQuote] {
    var drafts = drafts.sorted { ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end) }
    var open: [TextSpan] = []
    for index in drafts.indices {
      open.removeAll { $0.end <= drafts[index].span.start }
      // Deeper than this nobody quotes; what is beyond comes from broken text.
      if open.count > 16 { open.removeFirst(open.count - 16) }
      drafts[index].depth = open.count {
        $0.contains(drafts[index].span) && $0.contains(offset: drafts[index].cueStart)
      }
      open.append(drafts[index].span)
    }
    return drafts
  }

  /// For every token whether a draft covers it.
  private func covered(by drafts: [DraftQuote]) -> [Bool] {
    var change = [Int](repeating: 0, count: speech.count + 1)
    for draft in drafts {
      change[speech.tokens.index(endingAfter: draft.span.start)] += 1
      change[min(speech.count, speech.tokens.index(endingAfter: draft.span.end - 1) + 1)] -= 1
    }
    var depth = 0
    return (0..<speech.count).map { index in
      depth += change[index]
      return depth > 0
    }
  }
}
