import Isnad
import IsnadArabic

/// What somebody said, as a range of tokens, and how it is introduced.
struct QuoteContent {
  /// The tokens of the content, marks around a direct quotation left out.
  var tokens: Range<Int>
  /// Where the words between cue and content end: at the complementiser, the colon or the mark.
  var introducer: Int
  var isDirect: Bool
  var rule: String
  /// Bytes of the first token's form that stay outside: the ب of بمقتل.
  var stripped = 0
}

/// Finds the content that belongs to a cue, and where it ends.
struct ContentFinder {
  /// Words between a cue and its content, at the most.
  private static let reach = 34
  /// The same for a verb that reports only now and then.
  private static let weakReach = 18
  /// Tokens of a content, at the most: what somebody says in one go, and what keeps a text of nothing
  /// but cues linear.
  private static let maxContent = 600

  let speech: SpeechTokens

  /// The content to the right of a cue: after أن, after a colon, or in marks.
  func content(after cue: Int, word: SpeechWord, sentenceEnd: Int, lineEnd: Int) -> QuoteContent? {
    var index = cue + 1
    let limit = min(lineEnd, cue + 1 + Self.reach)
    var parenthesis = 0
    while index < limit {
      if speech.isComplementiser(index) {
        if word.needsMarks || word.isWeak && index - cue > Self.weakReach { return nil }
        // An أن of the subjunctive is what somebody wants, not what he says.
        guard word.denies || !isSubjunctive(index) else { return nil }
        return clause(from: index + 1, introducer: index, cue: cue, lineEnd)
      }
      if speech.isMark(index, ":") { return afterColon(index, cue: cue, sentenceEnd, lineEnd) }
      if let close = speech.marks.close(of: index) {
        if isSpeech(index, close, cue: cue, word) {
          return marked(index, close, introducer: index, cue: cue, lineEnd)
        }
        index = close + 1
        continue
      }
      if speech.isMark(index, "(") { parenthesis += 1 }
      if speech.isMark(index, ")") { parenthesis -= 1 }
      if index >= sentenceEnd || speech.isMark(index, ".") || speech.isMark(index, "؛") { return nil }
      // The next cue has the content; a participle goes on from this one's subject.
      if let next = speech.cue(index), index > cue + 1 || next.form != .nominal, next.form != .particle {
        return nil
      }
      if speech.cue(index)?.form == .nominal { return nil }
      index += 1
    }
    return nil
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
    if word.lemma == "نقل", close + 1 < speech.count, speech.tokens.matches(close + 1, "عن") { return false }
    // `"اللواء التاسع حرس حدود" أن`: the complementiser behind the marks brings the content.
    if close + 1 < speech.count,
      speech.isComplementiser(close + 1) || speech.isComma(close + 1) && speech.isComplementiser(close + 2)
    {
      return false
    }
    return words >= (word.isWeak ? 4 : 3)
  }

  private func afterColon(_ colon: Int, cue: Int, _ sentenceEnd: Int, _ lineEnd: Int) -> QuoteContent? {
    var start = colon + 1
    guard start < lineEnd else { return nil }
    if let close = speech.marks.close(of: start) {
      return marked(start, close, introducer: colon, cue: cue, lineEnd)
    }
    if speech.isComplementiser(start) { start += 1 }
    guard start < lineEnd else { return nil }
    var content = clause(from: start, introducer: colon, cue: cue, lineEnd)
    content?.rule = "colon"
    if let range = content?.tokens, range.contains(where: isFirstPerson) { content?.isDirect = true }
    return content
  }

  /// نحن، سنواصل، إننا …: somebody speaks of himself.
  private func isFirstPerson(_ index: Int) -> Bool {
    speech.tokens[index].kind == .word && speech.has(index, Self.firstPerson)
  }

  private static let firstPerson = WordSet("نحن إننا إنني إني أنا لدينا لنا علينا فنحن ونحن")

  /// A quotation in marks; where text goes on behind them, marks and text are one mixed quotation.
  private func marked(_ open: Int, _ close: Int, introducer: Int, cue: Int, _ lineEnd: Int) -> QuoteContent? {
    guard close > open + 1 else { return nil }
    return QuoteContent(
      tokens: trimmed(open + 1..<close), introducer: introducer, isDirect: true, rule: "marks")
  }

  /// A clause from a token to where it ends.
  func clause(from start: Int, introducer: Int, cue: Int, _ lineEnd: Int) -> QuoteContent? {
    guard start < lineEnd else { return nil }
    if let close = speech.marks.close(of: start), endsClause(close + 1, lineEnd) {
      return marked(start, close, introducer: introducer, cue: cue, lineEnd)
    }
    var end = clauseEnd(from: start, lineEnd)
    // ما قالت إنها منشآت، ردا على …; الذي ينفي التهم، …: behind the comma the sentence goes on without him.
    if isInRelativeClause(cue), let comma = (start..<end).first(where: { speech.isComma($0) }) { end = comma }
    let range = trimmed(start..<end)
    guard !range.isEmpty else { return nil }
    return QuoteContent(tokens: range, introducer: introducer, isDirect: false, rule: "clause")
  }

  /// ما قالت إنها منشآت, الذي ينفي التهم: saying is no more than an aside here.
  private func isInRelativeClause(_ cue: Int) -> Bool {
    cue > 0
      && (speech.tokens.matches(cue - 1, "ما")
        || speech.cue(cue)?.denies == true
          && SpeakerPhrase.relatives.contains(speech.tokens[cue - 1].fingerprint))
  }

  private func endsClause(_ index: Int, _ lineEnd: Int) -> Bool {
    guard index < lineEnd else { return true }
    return speech.isMark(index, ".") || speech.isComma(index) || speech.isCue(index)
  }

  /// Where a clause that begins at a token ends: at the full stop, or before the next attribution.
  func clauseEnd(from start: Int, _ lineEnd: Int) -> Int {
    let lineEnd = min(lineEnd, start + Self.maxContent)
    var index = start
    while index < lineEnd {
      if let close = speech.marks.close(of: index) {
        // A full stop inside the closing mark ends the clause where a new sentence follows.
        if close < lineEnd, speech.isMark(close - 1, "."), close + 1 < lineEnd,
          speech.tokens[close + 1].kind == .word, close - index > 3
        {
          return close + 1
        }
        index = min(close + 1, lineEnd)
        continue
      }
      if isStop(index) { return index }
      if index > start, isNextAttribution(index, start, lineEnd) { return index }
      index += 1
    }
    return lineEnd
  }

  private func isStop(_ index: Int) -> Bool {
    guard speech.isMark(index, ".") else { return false }
    guard index + 1 < speech.count else { return true }
    let next = speech.tokens[index + 1]
    // (...) and 3.5 and د. are no ends.
    if speech.isMark(index - 1, ".") || speech.isMark(index + 1, ".") {
      return !speech.isMark(index + 1, ")") && !speech.isMark(index + 1, ".") && !insideBrackets(index)
    }
    if index > 0, speech.tokens[index - 1].isWord, speech.tokens[index - 1].form.length <= 2 { return false }
    return next.flags.contains(.spaceBefore) || next.kind != .number
  }

  private func insideBrackets(_ index: Int) -> Bool {
    var at = index
    while at > 0, index - at < 6, speech.isMark(at, ".") { at -= 1 }
    return speech.isMark(at, "(")
  }

  /// Whether another attribution begins: `، مشيرا إلى`, `وأضاف أن`, `، بحسب`, `، لكنه`.
  private func isNextAttribution(_ index: Int, _ start: Int, _ lineEnd: Int) -> Bool {
    let isAfterComma = speech.isComma(index - 1)
    if let word = speech.cue(index) {
      switch word.form {
      case .participle: return isAfterComma || speech.stripped[index] > 0 || leadsOn(index, lineEnd)
      case .particle: return isAttributing(index)
      case .past, .present:
        if speech.stripped[index] > 0 {
          return leadsOn(index, lineEnd) && !word.isWeak || leadsOn(index, lineEnd) && isAfterComma
        }
        return isAfterComma && leadsOn(index, lineEnd) && !word.isWeak
      case .nominal: return false
      }
    }
    guard isAfterComma, speech.tokens[index].kind == .word else { return false }
    // لكنه لم يؤكد: back to the narrator.
    if speech.has(index, Self.butHe) { return true }
    // لكن واشنطن قالت إن …: somebody else goes on.
    if speech.has(index, Self.but) {
      return (index + 1..<max(index + 1, min(lineEnd, index + 6))).contains {
        speech.cue($0)?.form == .past && leadsOn($0, lineEnd)
      }
    }
    // على حد تعبيره: who speaks is said a second time.
    if speech.tokens.matches(index, "علي"), index + 1 < lineEnd, speech.tokens.matches(index + 1, "حد") {
      return true
    }
    // وذلك في تعليق على …: the occasion is the narrator's.
    if speech.tokens.matches(index, "وذلك"), index + 1 < lineEnd,
      speech.has(index + 1, Self.occasioned)
        || speech.tokens.matches(index + 1, "في") && speech.has(index + 2, speech.lexicon.occasions)
    {
      return true
    }
    if speech.has(index, Self.andButHe) { return index + 1 < lineEnd && speech.isCue(index + 1) }
    // كما أضاف، وكذلك قال
    if speech.has(index, Self.likewise) {
      return index + 1 < lineEnd && speech.cue(index + 1)?.form == .past && leadsOn(index + 1, lineEnd)
    }
    return false
  }

  private static let butHe = WordSet("لكنه لكنها لكنهم")
  private static let andButHe = WordSet("ولكنه ولكنها")
  private static let but = WordSet("لكن ولكن")
  private static let occasioned = WordSet("خلال ردا تعليقا عقب بعد احتجاجا")
  private static let likewise = WordSet("كما فيما بينما وقد حيث")

  /// A complementiser, a colon or marks follow soon.
  func leadsOn(_ index: Int, _ lineEnd: Int) -> Bool {
    var at = index + 1
    while at < min(lineEnd, index + 9) {
      if speech.isComplementiser(at) || speech.isMark(at, ":") || speech.marks.close(of: at) != nil {
        return true
      }
      if speech.isMark(at, ".") || speech.isComma(at) && at == index + 1 { return false }
      at += 1
    }
    return false
  }

  /// Whether a particle names somebody, not a rule or a number.
  func isAttributing(_ particle: Int) -> Bool {
    let phrases = SpeakerPhrase(speech)
    return phrases.source(afterParticle: particle) != nil
  }

  /// Without commas, full stops and و at the edges; ؟ and ! stay.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, speech.isComma(start) || speech.isMark(start, ":") || speech.isMark(start, "-") {
      start += 1
    }
    while end > start {
      let last = end - 1
      if speech.isComma(last) || speech.isMark(last, ".") || speech.isMark(last, "-")
        || speech.isMark(last, "…") || speech.isMark(last, "–")
      {
        end -= 1
      } else {
        break
      }
    }
    return start..<end
  }
}
