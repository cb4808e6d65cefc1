import Isnad
import IsnadArabic

/// What somebody said, as a range of tokens, and how it is introduced.
struct QuoteContent {
  /// The tokens of the content, marks around a direct quotation left out.
  var tokens: Range<Int>
  /// Where the words between cue and content end: at the complementiser, the colon or the mark.
  var introducer: Int
  var isDirect: Bool
  var introduction: QuoteRule.Introduction
  /// Bytes of the first token's form that stay outside: the ب of بمقتل.
  var stripped = 0
}

/// Finds the content that belongs to a cue, and where it ends.
struct ContentFinder {
  /// Words between a cue and its content, at the most.
  private static let reach = 48
  /// The same for a verb that reports only now and then.
  private static let weakReach = 18
  /// Tokens of a content, at the most: what somebody says in one go, and what keeps a text of nothing
  /// but cues linear.
  static let maxContent = 600

  let speech: SpeechTokens

  /// The content to the right of a cue: after أن, after a colon, or in marks.
  func content(after cue: Int, word: SpeechWord) -> QuoteContent? {
    var index = cue + 1
    let lineEnd = speech.limit(of: cue)
    let limit = min(lineEnd, cue + 1 + Self.reach)
    // Where brackets close that have opened; one that does not close soon holds nothing.
    var bracketEnd = index
    while index < limit {
      if speech.isMark(index, "("),
        let close = (index + 1..<min(limit, index + 10)).first(where: { speech.isMark($0, ")") })
      {
        bracketEnd = close
      }
      // The first letters of (إن.بي.سي) are no complementiser.
      if speech.isComplementiser(index), index >= bracketEnd, !isAdverbial(index) {
        if word.needsMarks && !word.takesClause || word.isWeak && index - cue > Self.weakReach { return nil }
        // An أن of the subjunctive is what somebody wants, not what he says.
        guard word.denies || word.expects || !isSubjunctive(index) else { return nil }
        return clause(from: index + 1, introducer: index, cue: cue)
      }
      // توقعت ألا تنتهي: the negation belongs to the content.
      if word.expects, index - cue < 4, speech.has(index, .except), index + 1 < lineEnd {
        return clause(from: index, introducer: index, cue: cue)
      }
      if speech.isColon(index) { return afterColon(index, cue: cue) }
      if let close = speech.marks.close(of: index) {
        if isSpeech(index, close, cue: cue, word), !hasClause(from: close + 1, limit: limit) {
          return marked(index, close, introducer: index)
        }
        index = close + 1
        continue
      }
      if !word.isWeak, opensForGood(index) {
        return marked(index, clauseEnd(from: index + 1, limit: lineEnd), introducer: index)
      }
      let isEnd =
        isStop(index) || speech.isMark(index, "؛") || speech.isMark(index, "؟") || speech.isMark(index, "!")
      if isEnd && index >= bracketEnd { return nil }
      // The next cue has the content; a participle goes on from this one's subject.
      if let next = speech.cue(index), index > cue + 1 || next.form != .nominal, next.form != .particle {
        return nil
      }
      if speech.cue(index)?.form == .nominal { return nil }
      index += 1
    }
    return nil
  }

  /// بعد أن, دون أن; and the إن of سي.إن.إن.
  private func isAdverbial(_ index: Int) -> Bool {
    speech.has(index - 1, .beforeThat)
      || speech.isFullStop(index - 1) && !speech.tokens[index].flags.contains(.spaceBefore)
  }

  /// Marks around a name in the subject: أضافت رئيسة جمعية «ماء للجميع في الجبل»، اليوم، أن …
  private func hasClause(from start: Int, limit: Int) -> Bool {
    var index = start
    while index < limit, !isStop(index), !speech.isCue(index), speech.marks.close(of: index) == nil {
      if speech.isComplementiser(index) {
        return speech.isComma(index - 1) || speech.has(index - 1, .to)
      }
      index += 1
    }
    return false
  }

  /// A mark that opens and never closes: what follows is speech up to the full stop.
  private func opensForGood(_ index: Int) -> Bool {
    guard speech.tokens[index].kind == .punctuation, speech.marks.partner[index] < 0,
      index + 2 < speech.count,
      let mark = QuotationMarks.mark(speech.tokens, index)
    else { return false }
    if case .close = mark { return false }
    return speech.tokens[index].flags.contains(.spaceBefore)
      && !speech.tokens[index + 1].flags.contains(.spaceBefore) && speech.tokens[index + 1].isWord
  }

  /// أن before a verb in the present without a subject of its own.
  private func isSubjunctive(_ index: Int) -> Bool {
    let form = speech.tokens[index].form
    guard form.length <= 6, index + 1 < speech.count, speech.tokens[index + 1].kind == .word else {
      return false
    }
    guard speech.tokens.ends(index, "ان") else { return false }
    let next = speech.tokens[index + 1].form
    let forms = speech.tokens.forms
    guard next.length >= 6, forms[next.start] == 0xD9, forms[next.start + 1] == 0x8A else { return false }
    return !speech.hasEntity(index + 1)
  }

  /// Marks around a name or a single term are no speech.
  private func isSpeech(_ open: Int, _ close: Int, cue: Int, _ word: SpeechWord) -> Bool {
    let words = close - open - 1
    guard words > 0, !speech.hasEntity(open + 1) || words > 5, !speech.tokens.matches(open + 1, "#") else {
      return false
    }
    // صحيفة "…" names a paper.
    if open > 0, words <= 4, speech.has(open - 1, speech.lexicon.media) { return false }
    // لشبكة "س" names, قال "نعم" speaks.
    let isRightAfter = open == cue + 1
    if words <= 2 { return isRightAfter && !word.isWeak }
    // نقلت "…" عن: who relays it.
    if word.manner == .conveys, close + 1 < speech.count, speech.has(close + 1, .about) { return false }
    // `"اللواء التاسع حرس حدود" أن`: the complementiser behind the marks brings the content.
    if close + 1 < speech.count,
      speech.isComplementiser(close + 1) || speech.isComma(close + 1) && speech.isComplementiser(close + 2)
    {
      return false
    }
    return words >= (word.isWeak ? 4 : 3)
  }

  private func afterColon(_ colon: Int, cue: Int) -> QuoteContent? {
    let limit = speech.limit(of: cue)
    var start = colon + 1
    guard start < limit else { return nil }
    // ((…)): the inner bracket is the mark.
    if speech.isMark(start, "("), speech.marks.close(of: start + 1) != nil { start += 1 }
    if let close = speech.marks.close(of: start) {
      return marked(start, close, introducer: colon)
    }
    // قال: (…)
    if speech.isMark(start, "("),
      // Farther than a content reaches, it is looked for in vain once for each cue.
      let close = (start + 3..<max(start + 3, min(limit, start + Self.maxContent))).first(where: {
        speech.isMark($0, ")")
      })
    {
      return marked(start, close, introducer: colon)
    }
    if speech.isComplementiser(start) { start += 1 }
    guard start < limit else { return nil }
    var content = clause(from: start, introducer: colon, cue: cue)
    content?.introduction = .colon
    if let range = content?.tokens, range.contains(where: isFirstPerson) { content?.isDirect = true }
    return content
  }

  /// نحن، سنواصل، إننا …: somebody speaks of himself.
  private func isFirstPerson(_ index: Int) -> Bool {
    speech.tokens[index].kind == .word && speech.has(index, .firstPerson)
  }

  /// A quotation in marks; where text goes on behind them, marks and text are one mixed quotation.
  func marked(_ open: Int, _ close: Int, introducer: Int) -> QuoteContent? {
    guard close > open + 1 else { return nil }
    return QuoteContent(
      tokens: trimmed(open + 1..<close), introducer: introducer, isDirect: true, introduction: .marks)
  }

  func isAttributing(_ particle: Int) -> Bool {
    let phrases = SpeakerPhrase(speech)
    return phrases.source(afterParticle: particle) != nil
  }

  /// Without commas, full stops and و at the edges; ؟ and ! stay.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, speech.isComma(start) || speech.isColon(start) || speech.isDash(start) { start += 1 }
    while end > start {
      let last = end - 1
      if speech.isComma(last) || speech.isFullStop(last) || speech.isDash(last) || speech.isMark(last, "…") {
        end -= 1
      } else {
        break
      }
    }
    return start..<end
  }
}
