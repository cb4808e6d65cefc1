import Isnad
import IsnadArabic

/// Content that is no clause of its own: the verbal noun that a verb of saying governs (أفادت بمقتل
/// ستة), the predicate of وصف, the thing that somebody denies.
struct ComplementFinder {
  /// Tokens from the verb to its complement, at the most.
  private static let reach = 18

  /// Tokens from the start of what somebody asks for to his own words in it, at the most.
  private static let nearMarks = 10

  let speech: SpeechTokens
  let contents: ContentFinder

  /// The complement of a verb or participle; nil where it has none.
  func complement(
    of cue: Int, word: SpeechWord, hasSubjectBefore: Bool, hasClause: Bool
  ) -> QuoteContent? {
    guard word.form != .nominal, word.form != .particle, word.manner != .conveys else { return nil }
    // ما يؤكد تراجع …: a fact confirms it, nobody says it.
    if word.form == .present, cue > 0, speech.has(cue - 1, .whatHeSaid) { return nil }
    let limit = min(speech.limit(of: cue), cue + 1 + Self.reach)
    if word.manner == .describes, let predicate = predicate(cue, limit) { return predicate }
    if let object = object(cue, word, hasSubjectBefore, hasClause) { return object }
    for index in cue + 1..<max(cue + 1, limit) {
      guard speech.tokens[index].isWord else {
        if speech.isComma(index) || speech.tokens[index].kind == .number { continue }
        break
      }
      if speech.isComplementiser(index) || speech.isCue(index) { break }
      // أكد علي: the name is no على.
      if speech.isPerson(index) { continue }
      if let found = governed(index, word, cue) { return found }
    }
    return nil
  }

  /// أفادت ب|مقتل, أشار إلى |استمرار: what a preposition of the verb's own introduces.
  private func governed(_ index: Int, _ word: SpeechWord, _ cue: Int) -> QuoteContent? {
    let form = speech.tokens[index].form
    let forms = speech.tokens.forms
    var start = index
    var stripped = 0
    if word.governs.contains(.beh), forms[form.start] == 0xD8, forms[form.start + 1] == 0xA8,
      !speech.hasEntity(index), form.length >= 8
    {
      stripped = 2
    } else if word.governs.contains(.to) && speech.has(index, .to)
      || word.governs.contains(.on) && speech.has(index, .on)
      || word.governs.contains(.about) && speech.has(index, .about)
    {
      start = index + 1
    } else {
      return nil
    }
    guard start < speech.limit(of: cue), speech.tokens[start].isWord else { return nil }
    let from = speech.tokens[start].form.start + stripped
    // Who asks or threatens says something only where his own words are in it.
    if word.needsMarks { return asked(from: start, stripped, index, cue) }
    guard speech.verbalNouns.contains(forms, from: from, to: speech.tokens[start].form.end) else {
      return nil
    }
    return nominal(from: start, stripped, introducer: index, cue)
  }

  /// دعا إلى |الدخول في "حوار وطني شامل"
  private func asked(from start: Int, _ stripped: Int, _ introducer: Int, _ cue: Int) -> QuoteContent? {
    guard let content = nominal(from: start, stripped, introducer: introducer, cue) else {
      return nil
    }
    let hasWords = content.tokens.contains { (open: Int) -> Bool in
      guard let close = speech.marks.close(of: open), close < content.tokens.upperBound else { return false }
      return open - start <= Self.nearMarks && close - open > 3 && !speech.hasEntity(open + 1)
    }
    return hasWords ? content : nil
  }

  /// أعلنت الشرطة |مقتل رجل: the object itself, behind the subject or right behind the verb.
  private func object(
    _ cue: Int, _ word: SpeechWord, _ hasSubjectBefore: Bool, _ hasClause: Bool
  ) -> QuoteContent? {
    guard word.denies || word.governs.contains(.object) else { return nil }
    let limit = speech.limit(of: cue)
    var start = cue + 1
    while start < limit, speech.has(start, speech.lexicon.resumptives) { start += 1 }
    if !hasSubjectBefore, word.form != .participle, !isVerbalNoun(start) {
      guard let subject = SpeakerPhrase(speech).subject(from: start, limit: limit) else { return nil }
      start = subject.upperBound
    }
    start = SpeakerPhrase(speech).pastAddressee(start, limit: limit)
    start = pastOccasion(start, limit: limit)
    guard start < limit, speech.tokens[start].isWord, !speech.isPhraseEnd(start),
      word.denies && !hasClause || isVerbalNoun(start)
    else { return nil }
    return nominal(from: start, 0, introducer: start, cue)
  }

  /// وصف القرار بأنه |خطوة خطيرة, وصفه ب"|شحنات مريبة"
  private func predicate(_ cue: Int, _ limit: Int) -> QuoteContent? {
    for index in cue + 1..<max(cue + 1, limit) {
      let form = speech.tokens[index].form
      let beginsWithBeh =
        form.length >= 2 && speech.tokens.forms[form.start] == 0xD8
        && speech.tokens.forms[form.start + 1] == 0xA8
      if beginsWithBeh, speech.isComplementiser(index) {
        guard var content = contents.clause(from: index + 1, introducer: index, cue: cue) else {
          return nil
        }
        content.introduction = content.isDirect ? .marks : .predicate
        return content
      }
      if beginsWithBeh, form.length == 2, index + 1 < speech.limit(of: cue),
        let close = speech.marks.close(of: index + 1),
        close > index + 2
      {
        return QuoteContent(
          tokens: contents.trimmed(index + 2..<close), introducer: index, isDirect: true, introduction: .marks
        )
      }
      if speech.isFullStop(index) || speech.isColon(index) { return nil }
    }
    return nil
  }

  /// في وقت سابق, في بيان لها: to the verbal noun behind it, where one follows soon.
  private func pastOccasion(_ start: Int, limit: Int) -> Int {
    guard start + 1 < limit, speech.has(start, .inside),
      speech.has(start + 1, speech.lexicon.occasions)
    else {
      return start
    }
    return (start + 2..<min(limit, start + 6)).first(where: isVerbalNoun) ?? start
  }

  private func isVerbalNoun(_ index: Int) -> Bool {
    guard index < speech.count, speech.tokens[index].isWord, !speech.hasEntity(index) else { return false }
    let form = speech.tokens[index].form
    return speech.verbalNouns.contains(speech.tokens.forms, from: form.start, to: form.end)
  }

  private func nominal(from start: Int, _ stripped: Int, introducer: Int, _ cue: Int)
    -> QuoteContent?
  {
    guard var content = contents.clause(from: start, introducer: introducer, cue: cue) else {
      return nil
    }
    content.introduction = .nominal
    content.stripped = stripped
    return content
  }
}
