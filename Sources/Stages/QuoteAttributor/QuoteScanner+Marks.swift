import Isnad
import IsnadArabic

/// Headlines with a colon, quotations whose cue comes after them, and quotations in quotations.
extension QuoteScanner {

  /// بوتين: بيع الغاز …, at the start of a line, or behind another colon (رابط الخبر: بوتين: …).
  func headline(_ range: Range<Int>) -> DraftQuote? {
    guard speech.tokens[range.lowerBound].flags.contains(.lineBefore) else { return nil }
    let colons = (range.lowerBound..<min(range.upperBound, range.lowerBound + 12)).filter {
      speech.isColon($0)
    }
    if colons.count > 1, colons[1] - colons[0] <= 5,
      let inner = headline(colons[0] + 1..<range.upperBound, colons[1])
    {
      return inner
    }
    guard let colon = colons.first, colon - range.lowerBound < 8 else { return nil }
    return headline(range, colon)
  }

  private func headline(_ range: Range<Int>, _ colon: Int) -> DraftQuote? {
    let limit = speech.limit(of: colon)
    guard colon > range.lowerBound, !speech.has(range.lowerBound, .linkWord),
      colon + 2 < limit,
      !(range.lowerBound..<colon).contains(where: { speech.isCue($0) || speech.isComma($0) }),
      !isByline(range.lowerBound..<colon)
    else { return nil }
    let hasPerson = (range.lowerBound..<colon).contains {
      speech.nameKind($0) == .person || speech.nameKind($0) == .organisation
    }
    guard hasPerson || speech.has(range.lowerBound, speech.lexicon.sourceHeads) else { return nil }
    var start = colon + 1
    var isDirect = false
    var end = contents.clauseEnd(from: start, limit: limit)
    if let close = speech.marks.close(of: start) {
      (start, end, isDirect) = (start + 1, close, true)
    }
    let tokens = contents.trimmed(start..<end)
    guard tokens.count >= 2 else { return nil }
    return DraftQuote(
      span: TextSpan(speech.tokens[tokens.lowerBound].start, speech.tokens[tokens.upperBound - 1].end),
      kind: isDirect ? .direct : kind(tokens), polarity: .asserted, cue: speech.tokens[colon].span,
      speaker: speakers.mention(range.lowerBound..<colon), word: nil, rule: .headline)
  }

  /// سامي نعيم - الوادي - صنعاء: who wrote the article, for whom and where.
  private func isByline(_ range: Range<Int>) -> Bool {
    range.dropFirst().contains { index in
      speech.isDash(index)
        && (!speech.hasEntity(index) || speech.tokens[index].flags.contains(.spaceBefore)
          || speech.tokens[index + 1].flags.contains(.spaceBefore))
    }
  }

  /// `"…"، يضيف البلاغ`: a quotation in marks whose cue comes after it.
  func afterMarks(_ drafts: [DraftQuote]) -> [DraftQuote] {
    let covered = covered(by: drafts)
    var drafts = drafts
    for open in 0..<speech.count {
      guard let close = speech.marks.close(of: open), close - open > 1 else { continue }
      // «نعم»، قال: few words are speech where they begin the sentence; elsewhere they are a name or a term.
      let begins = open == 0 || open == speech.sentenceStart(open) || !speech.tokens[open - 1].isWord
      guard close - open > 5 || begins && speech.isComma(close + 1) else { continue }
      guard !covered[open + 1], !covered[close - 1] else { continue }
      var cue = close + 1
      if speech.isComma(cue) { cue += 1 }
      guard cue < speech.count, let word = speech.cue(cue), word.form == .past || word.form == .present,
        !word.isWeak,
        !contents.leadsOn(cue, limit: speech.lineEnd(after: cue))
      else { continue }
      let phrase = SpeakerPhrase(speech).phrase(from: cue + 1, limit: speech.lineEnd(after: cue))
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
          rule: .cueAfterMarks))
    }
    return drafts.sorted { ($0.span.start, $0.cueStart) < ($1.span.start, $1.cueStart) }
  }

  /// Notes which quotations stand in others.
  func nested(_ drafts: [DraftQuote]) -> [DraftQuote] {
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
