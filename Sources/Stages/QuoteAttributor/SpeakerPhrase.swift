import Isnad
import IsnadArabic

/// Finds the noun phrase of a speaker and where it ends.
struct SpeakerPhrase {
  private static let maxTokens = 22

  let speech: SpeechTokens

  init(_ speech: SpeechTokens) { self.speech = speech }

  /// The phrase from a token on, before `limit`; nil where none starts there.
  func phrase(from start: Int, limit: Int) -> Range<Int>? {
    guard start < limit, startsPhrase(start) else { return nil }
    var end = start
    var hasRelative = false
    while end < limit, end - start < Self.maxTokens {
      if let close = speech.marks.close(of: end) {
        // A name in marks belongs to the phrase: شبكة "سكاي اليرت".
        guard end > start || speech.hasEntity(end + 1), close - end <= 6, close < limit else { break }
        end = close + 1
        continue
      }
      if speech.isMark(end, "("), let close = bracketEnd(end, limit) {
        end = close + 1
        continue
      }
      if speech.isComma(end) {
        guard let next = apposition(after: end, start: start, limit) else { break }
        end = next
        continue
      }
      if end > start, isAbbreviationPoint(end) {
        end += 1
        continue
      }
      guard speech.tokens[end].kind == .word || speech.tokens[end].kind == .number || speech.isMark(end, "\"")
      else { break }
      if end > start, endsPhrase(end, start: start, limit, hasRelative) { break }
      if speech.has(end, .relative) {
        // A relative clause that defines stays; one about this speaking does not.
        guard end > start else { break }
        hasRelative = true
      }
      end += 1
    }
    end = trimmedEnd(start, end)
    return end > start ? start..<end : nil
  }

  /// A subject whose object follows at once: it ends where an indefinite noun comes after a definite
  /// one (نفت المديرية العامة | منع …), or after a name.
  func subject(from start: Int, limit: Int) -> Range<Int>? {
    guard let phrase = phrase(from: start, limit: limit) else { return nil }
    func isDefinite(_ index: Int) -> Bool {
      speech.tokens.hasArticle(index) || speech.tokens.certainClitics(index) > 0
    }
    // تنفي الدوحة الاتهامات: what one denies, definite or not.
    if let object = phrase.dropFirst().first(where: { speech.has($0, speech.lexicon.deniedThings) }) {
      return phrase.lowerBound..<object
    }
    for index in phrase.dropFirst()
    where speech.tokens[index].isWord && !speech.hasEntity(index) && !isDefinite(index) {
      let before = speech.tokens[index - 1]
      if before.isWord, isDefinite(index - 1) || speech.hasEntity(index - 1),
        !speech.isPhraseEnd(index - 1)
      {
        return phrase.lowerBound..<index
      }
    }
    return phrase
  }

  private func trimmedEnd(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start,
      speech.isComma(end - 1)
        || speech.isPhraseEnd(end - 1) && !speech.hasEntity(end - 1)
    { end -= 1 }
    return end
  }

  private func startsPhrase(_ index: Int) -> Bool {
    if speech.marks.close(of: index) != nil { return true }
    guard speech.tokens[index].kind == .word else { return false }
    if speech.hasEntity(index) { return true }
    if speech.has(index, .from) || speech.has(index, .more) || speech.has(index, .negation) { return false }
    return !speech.isPhraseEnd(index) && !speech.isComplementiser(index) && !opensTopic(index)
      && !speech.has(index, .pronounSubject) && !speech.isCue(index) && !isAddressee(index)
      && !isManner(index)
  }

  /// وعن الخطة قال, وخلال اللقاء أكد: a preposition behind و begins no speaker.
  private func opensTopic(_ index: Int) -> Bool {
    let tokens = speech.tokens
    guard tokens[index].form.length >= 6, tokens.beginsWithConjunction(index) else { return false }
    return speech.lexicon.phraseEnds.contains(tokens.fingerprint(of: index, strippingForm: 2))
  }

  /// قال مبتسما: an indefinite accusative behind the verb says how, and is no subject. والدها and مصادرنا are none.
  private func isManner(_ index: Int) -> Bool {
    let tokens = speech.tokens
    return tokens[index].form.length >= 8 && tokens.ends(index, "ا") && !tokens.hasArticle(index)
      && !tokens.ends(index, "ها") && !tokens.ends(index, "نا") && !tokens.ends(index, "هما")
      && speech.isCue(max(0, index - 1))
  }

  /// لوكالة فرانس برس، للصحفيين: whom it was told.
  private func isAddressee(_ index: Int) -> Bool {
    if speech.has(index, .toldWriter), !speech.hasEntity(index) { return true }
    let form = speech.tokens[index].form
    let forms = speech.tokens.forms
    guard form.length >= 2, forms[form.start] == 0xD9, forms[form.start + 1] == 0x84 else { return false }
    // لـ«الشرق الأوسط», لـCNN
    if form.length == 2 {
      return index + 1 < speech.count
        && (speech.marks.close(of: index + 1) != nil || speech.tokens[index + 1].flags.contains(.latin))
    }
    if matches(index, 2, speech.lexicon.media) { return true }
    // لمجلس الأمن: a name behind ل.
    if let entity = speech.entity(index), speech.isCue(max(0, index - 1)) {
      return entity.span.start > speech.tokens[index].start
    }
    // وقال لخطيب ابنته: ل right behind the verb, unless the word or name begins with it.
    return form.length >= 8 && speech.isCue(max(0, index - 1)) && !speech.hasEntity(index)
      && !speech.has(index, .radicalLam)
  }

  /// The token after an addressee with its name; the same token where none stands.
  func pastAddressee(_ index: Int, limit: Int) -> Int {
    guard index < limit, speech.tokens[index].kind == .word, isAddressee(index) else { return index }
    var end = index + 1
    if end < limit, let close = speech.marks.close(of: end), close < limit { return close + 1 }
    while end < limit, speech.hasEntity(end) { end += 1 }
    return end
  }

  private func endsPhrase(_ index: Int, start: Int, _ limit: Int, _ hasRelative: Bool) -> Bool {
    if speech.isComplementiser(index)
      || speech.cue(index).map({ $0.form != .nominal }) == true && !hasRelative
    {
      return true
    }
    if isAddressee(index) && !hasRelative { return true }
    guard speech.isPhraseEnd(index) else {
      return !hasRelative && !speech.hasEntity(index) && isIndefiniteAfterName(index, start)
    }
    if hasRelative { return speech.isPhraseEnd(index) && isTime(index) }
    guard speech.has(index, .beforePlace), index + 1 < limit else {
      return true
    }
    if speech.has(index + 1, speech.lexicon.occasions) || isTime(index + 1) { return true }
    if speech.has(index, .on) || speech.has(index, .to) { return true }
    // سفير … في الولايات المتحدة الأمير خالد: the name comes after the place.
    if nameFollows(index + 1, limit) { return false }
    // A person says something in a place; an institution or a nameless source is of a place.
    let hasName = (start..<index).contains { speech.isPerson($0) }
    return hasName
  }

  private func nameFollows(_ index: Int, _ limit: Int) -> Bool {
    var at = index
    while at < min(limit, index + 7), !speech.isComma(at), !speech.isComplementiser(at) {
      if speech.isPerson(at) { return true }
      at += 1
    }
    return false
  }

  func isTime(_ index: Int) -> Bool { speech.has(index, .timeOfSpeech) }

  /// طلب after مسؤول رفيع: an indefinite verb-like word after a complete name ends it.
  private func isIndefiniteAfterName(_ index: Int, _ start: Int) -> Bool {
    guard index > start, speech.isPerson(index - 1) else {
      return speech.has(index, .detachedAdverb)
    }
    let token = speech.tokens[index]
    return !speech.tokens.hasArticle(index) || speech.has(token.fingerprint, .detachedAdverb)
  }

  /// The token after a comma where an apposition follows: a title, a role, or the name itself.
  private func apposition(after comma: Int, start: Int, _ limit: Int) -> Int? {
    let next = comma + 1
    guard next < limit, speech.tokens[next].kind == .word, !speech.isPhraseEnd(next),
      !speech.isCue(next), !speech.has(next, .from),
      !speech.isComplementiser(next), comma - start < 14
    else { return nil }
    // Behind the apposition the sentence goes on to its complementiser or another comma.
    let hasNameBefore = (start..<comma).contains { speech.isPerson($0) }
    let startsWithName = speech.isPerson(next) || !hasNameBefore && nameFollows(next, limit)
    let token = speech.tokens[next]
    let isAttached =
      speech.tokens.beginsWithConjunction(next) && !speech.hasEntity(next)
      && !speech.has(token.fingerprint, .radicalWaw)
    guard !isAttached,
      hasNameBefore != startsWithName || startsWithName || !hasNameBefore && isBareName(next, limit)
    else { return nil }
    return next
  }

  /// One to four words without article between two commas, or before the complementiser: a name that
  /// no list knows.
  func isBareName(_ start: Int, _ limit: Int) -> Bool {
    var at = start
    while at < limit, at - start <= 4, speech.tokens[at].kind == .word, !speech.isComplementiser(at),
      !speech.isPhraseEnd(at)
    {
      if at == start && speech.tokens.hasArticle(at) || speech.isCue(at) {
        return false
      }
      at += 1
    }
    let isEnd =
      at >= limit || speech.isComma(at) || speech.isComplementiser(at) || speech.isColon(at)
      || speech.marks.close(of: at) != nil
    return isEnd && (2...4).contains(at - start)
  }

  /// د. محمد: the point of a title of one letter, with a word of the same line behind it.
  private func isAbbreviationPoint(_ index: Int) -> Bool {
    let tokens = speech.tokens
    return speech.isFullStop(index) && tokens[index - 1].isWord && tokens[index - 1].form.length == 2
      && index + 1 < speech.count && tokens[index + 1].isWord
      && !tokens[index + 1].flags.contains(.lineBefore)
  }

  private func bracketEnd(_ open: Int, _ limit: Int) -> Int? {
    var at = open + 1
    while at < min(limit, open + 8) {
      if speech.isMark(at, ")") { return at }
      at += 1
    }
    return nil
  }
}
