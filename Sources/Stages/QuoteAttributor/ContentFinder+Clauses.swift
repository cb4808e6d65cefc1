import IsnadArabic

/// Clauses of reported speech, and where they end.
extension ContentFinder {
  /// A clause from a token to where it ends.
  func clause(from start: Int, introducer: Int, cue: Int) -> QuoteContent? {
    let limit = speech.limit(of: cue)
    guard start < limit else { return nil }
    if let close = speech.marks.close(of: start), endsClause(close + 1, limit: limit) {
      return marked(start, close, introducer: introducer)
    }
    var end = clauseEnd(from: start, limit: limit)
    // ما قالت إنها منشآت، ردا على …; الذي ينفي التهم، …: behind the comma the sentence goes on without him.
    if isInRelativeClause(cue), let comma = (start..<end).first(where: { speech.isComma($0) }) { end = comma }
    let range = trimmed(start..<end)
    guard !range.isEmpty else { return nil }
    return QuoteContent(tokens: range, introducer: introducer, isDirect: false, introduction: .clause)
  }

  /// ما قالت إنها منشآت, الذي ينفي التهم: saying is no more than an aside here.
  private func isInRelativeClause(_ cue: Int) -> Bool {
    cue > 0
      && (speech.has(cue - 1, .what)
        || speech.cue(cue)?.denies == true
          && speech.lexicon.relatives.contains(speech.tokens[cue - 1].fingerprint))
  }

  private func endsClause(_ index: Int, limit: Int) -> Bool {
    guard index < limit else { return true }
    return speech.isFullStop(index) || speech.isComma(index) || speech.isCue(index)
  }

  /// Where a clause that begins at a token ends: at the full stop, or before the next attribution.
  func clauseEnd(from start: Int, limit: Int) -> Int {
    let limit = min(limit, start + Self.maxContent)
    var index = start
    while index < limit {
      if let close = speech.marks.close(of: index) {
        // A full stop inside the closing mark ends the clause where a new sentence follows.
        if close < limit, speech.isFullStop(close - 1), close + 1 < limit,
          speech.tokens[close + 1].kind == .word, close - index > 3
        {
          return close + 1
        }
        index = min(close + 1, limit)
        continue
      }
      if isStop(index) { return index }
      if index > start, isNextAttribution(index, limit: limit) { return index }
      index += 1
    }
    return limit
  }

  func isStop(_ index: Int) -> Bool {
    guard speech.isFullStop(index) else { return false }
    guard index + 1 < speech.count else { return true }
    let next = speech.tokens[index + 1]
    // (...) and 3.5 and د. are no ends.
    if speech.isFullStop(index - 1) || speech.isFullStop(index + 1) {
      return !speech.isMark(index + 1, ")") && !speech.isFullStop(index + 1) && !insideBrackets(index)
    }
    if index > 0, speech.tokens[index - 1].isWord {
      let before = speech.tokens[index - 1].form.length
      if before <= 2 { return false }
      // سي.إن.إن
      if before <= 6, next.isWord, next.form.length <= 6, !next.flags.contains(.spaceBefore) { return false }
    }
    return next.flags.contains(.spaceBefore) || next.kind != .number
  }

  private func insideBrackets(_ index: Int) -> Bool {
    var at = index
    while at > 0, index - at < 6, speech.isFullStop(at) { at -= 1 }
    return speech.isMark(at, "(")
  }

  /// Whether another attribution begins: `، مشيرا إلى`, `وأضاف أن`, `، بحسب`, `، لكنه`.
  func isNextAttribution(_ index: Int, limit: Int) -> Bool {
    let isAfterComma = speech.isComma(index - 1)
    if let word = speech.cue(index) {
      switch word.form {
      case .participle: return isAfterComma || speech.stripped[index] > 0 || leadsOn(index, limit: limit)
      case .particle: if isAttributing(index) { return true }
      case .past, .present:
        if speech.stripped[index] > 0 {
          if isAfterComma, word.form == .past { return true }
          return leadsOn(index, limit: limit) && (isAfterComma || !word.isWeak)
        }
        return isAfterComma && leadsOn(index, limit: limit) && !word.isWeak
      case .nominal: return false
      }
    }
    guard speech.tokens[index].kind == .word else { return false }
    // "…" في إشارة إلى …: a mark that closes parts as a comma does.
    if speech.marks.open(of: index - 1) != nil {
      return speech.has(index, .butHe) || isNarrator(index, limit: limit)
    }
    guard isAfterComma else { return false }
    // لكنه لم يؤكد: back to the narrator; behind a semicolon he goes on himself.
    if speech.has(index, .butHe) { return !speech.isMark(index - 1, "؛") }
    if isParticiple(index) || isNarrator(index, limit: limit) { return true }
    // لكن واشنطن قالت إن …: somebody else goes on.
    if speech.has(index, .but) {
      return (index + 1..<max(index + 1, min(limit, index + 6))).contains {
        speech.cue($0)?.form == .past && leadsOn($0, limit: limit)
      }
    }
    // على حد تعبيره: who speaks is said a second time.
    if speech.has(index, .on), index + 1 < limit, speech.has(index + 1, .limit) {
      return true
    }
    // وذلك في تعليق على …: the occasion is the narrator's.
    if speech.has(index, .andThat), index + 1 < limit,
      speech.has(index + 1, .occasionedBy)
        || speech.has(index + 1, .inside) && speech.has(index + 2, speech.lexicon.occasions)
    {
      return true
    }
    if speech.has(index, .andButHe) { return index + 1 < limit && speech.isCue(index + 1) }
    // إذ قال في المؤتمر، كما أشار إلى …
    if speech.has(index, .thenSaid), index + 1 < limit, let word = speech.cue(index + 1), word.form == .past,
      !word.isWeak
    {
      return true
    }
    // كما أضاف، وكذلك قال
    if speech.has(index, .likewise) {
      return index + 1 < limit && speech.cue(index + 1)?.form == .past && leadsOn(index + 1, limit: limit)
    }
    return false
  }

  /// Behind a comma: what the speaker does beside speaking, مثمنا جهود الوزارة. Of 104 words behind a comma of annotated
  /// contents that look like مـ…ا, 99 stood where the content ended, and the others are known as none.
  private func isParticiple(_ index: Int) -> Bool {
    if speech.has(index, .speakerParticiple) { return true }
    let form = speech.tokens[index].form
    return form.length >= 10 && speech.letter(index) == 0xD985 && speech.tokens.ends(index, "ا")
      && !speech.tokens.ends(index, "ها") && !speech.hasEntity(index) && !speech.has(index, .noParticiple)
  }

  /// Behind a comma: دون أن يوضح, في إشارة إلى, في تصريحات لصحيفة.
  private func isNarrator(_ index: Int, limit: Int) -> Bool {
    if speech.has(index, .narratorTurn) { return true }
    guard index + 1 < limit else { return false }
    if speech.has(index, .from) { return speech.has(index + 1, .narratorTurn) }
    return speech.has(index, .inside) && speech.has(index + 1, .narratorOccasion)
  }

  /// A complementiser, a colon or marks follow soon.
  func leadsOn(_ index: Int, limit: Int) -> Bool {
    var at = index + 1
    while at < min(limit, index + 9) {
      if speech.isComplementiser(at) || speech.isColon(at) || speech.marks.close(of: at) != nil {
        return true
      }
      if speech.isFullStop(at) || speech.isComma(at) && at == index + 1 { return false }
      at += 1
    }
    return false
  }
}
