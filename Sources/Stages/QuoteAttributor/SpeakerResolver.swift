import Isnad
import IsnadArabic

/// Resolves speakers within the document: short names, descriptions, pronouns, omitted subjects.
struct SpeakerResolver {
  let speech: SpeechTokens
  let text: SourceText
  /// Somebody who has spoken before.
  struct Known {
    let name: String
    let entity: Int?
    let head: UInt64?
    let isAnonymous: Bool
    let mention: Range<Int>?
  }

  init(_ speech: SpeechTokens, text: SourceText) {
    self.speech = speech
    self.text = text
  }

  /// The last places of a definite phrase's noun before it, with or without article, the nearest
  /// first: a few within some thousand tokens are enough.
  func places(of phrase: Range<Int>) -> [Int] {
    guard let head = head(phrase) else { return [] }
    let definite = speech.tokens[phrase.lowerBound].fingerprint
    var found: [Int] = []
    var index = phrase.lowerBound - 1
    while index >= max(0, phrase.lowerBound - 4000), found.count < 16 {
      let word = speech.tokens[index].fingerprint
      if word == head || word == definite { found.append(index) }
      index -= 1
    }
    return found
  }

  private static func stem(_ token: Token, _ tokens: Tokens) -> UInt64 {
    let forms = tokens.forms.span
    let hasArticle = Clitics.hasArticle(forms, token.form.start, token.form.end)
    return Fingerprint.of(forms, from: token.form.start + (hasArticle ? 4 : 0), to: token.form.end)
  }

  func quotes(from drafts: [DraftQuote]) -> [Quote] {
    var known: [Known] = []
    var last: Known?
    var quotes: [Quote] = []
    for draft in drafts {
      var quote = Quote(
        span: draft.span, kind: draft.kind, cue: draft.cue, speakerType: draft.speaker.type,
        confidence: draft.confidence,
        by: Provenance(stage: QuoteAttributor.signature, rule: draft.rule))
      quote.id = quotes.count + 1
      quote.polarity = draft.polarity
      quote.speaker = draft.speaker.span
      quote.via = draft.speaker.via
      let (resolved, type) = resolve(draft, known, last)
      quote.speakerType = type
      quote.speakerName = resolved?.name
      quote.speakerEntity = resolved?.entity
      quote.nestedIn =
        quotes.suffix(32).last { $0.span.contains(draft.span) && $0.span.contains(offset: draft.cueStart) }?
        .id
      if quote.nestedIn == nil, let resolved {
        last = resolved
        known.append(resolved)
      }
      quotes.append(quote)
    }
    return quotes
  }

  private func resolve(_ draft: DraftQuote, _ known: [Known], _ last: Known?) -> (Known?, Quote.SpeakerType) {
    guard let phrase = draft.speaker.tokens, let span = draft.speaker.span else {
      if draft.speaker.type == .impersonal { return (nil, .impersonal) }
      let isPronoun = draft.speaker.type == .pronoun
      let last = last ?? nearest(before: draft.cueStart)
      return last.map { ($0, isPronoun ? .pronoun : .implicit) } ?? (nil, isPronoun ? .pronoun : .impersonal)
    }
    let head = head(phrase)
    if let person = person(in: phrase) {
      return (
        Known(name: person.name, entity: person.id, head: head, isAnonymous: false, mention: phrase), .named
      )
    }
    if let name = appositionName(phrase) {
      return (Known(name: name, entity: nil, head: head, isAnonymous: false, mention: phrase), .named)
    }
    if let issuer = issuer(phrase) {
      // بيان الوزارة: of the ministry that was named before.
      let rest = phrase.lowerBound + 1..<phrase.upperBound
      if rest.count == 1, isDefiniteDescription(rest),
        let earlier = antecedent(of: rest, known, nil, before: draft.cueStart)
      {
        return (
          Known(name: earlier.name, entity: earlier.entity, head: head, isAnonymous: false, mention: phrase),
          .description
        )
      }
      return (
        Known(
          name: issuer, entity: entity(in: phrase, .organisation)?.id, head: head, isAnonymous: false,
          mention: phrase), .named
      )
    }
    let isDefinite = isDefiniteDescription(phrase)
    if let organisation = entity(in: phrase, .organisation),
      speech.entity(phrase.lowerBound)?.id == organisation.id || isDocument(phrase.lowerBound)
    {
      return (
        Known(
          name: organisation.name, entity: organisation.id, head: head, isAnonymous: false, mention: phrase),
        .named
      )
    }
    if isDefinite, let earlier = antecedent(of: phrase, known, last, before: draft.cueStart) {
      return (
        Known(
          name: earlier.name, entity: earlier.entity, head: head, isAnonymous: earlier.isAnonymous,
          mention: phrase), earlier.isAnonymous ? .anonymous : .description
      )
    }
    if let place = entity(in: phrase, .place), phrase.count == 1 {
      return (
        Known(name: place.name, entity: place.id, head: head, isAnonymous: false, mention: phrase), .named
      )
    }
    let isNamed = entity(in: phrase, .organisation) != nil || isDefinite
    return (
      Known(name: text[span], entity: nil, head: head, isAnonymous: !isNamed, mention: phrase),
      isNamed ? .named : .anonymous
    )
  }

  /// Before anybody has spoken, an omitted subject is the person named last.
  private func nearest(before offset: Int) -> Known? {
    let limit = speech.tokens.index(endingAfter: offset)
    for index in (max(0, limit - 120)..<limit).reversed() {
      if let entity = speech.entity(index), entity.label == .person {
        return Known(name: entity.name, entity: entity.id, head: nil, isAnonymous: false, mention: nil)
      }
    }
    return nil
  }

  private func entity(in phrase: Range<Int>, _ label: EntityLabel) -> Entity? {
    phrase.lazy.compactMap { speech.entity($0) }.first { $0.label == label }
  }

  /// The person that a phrase names; not one that only owns something in it, as in مسؤول رفيع في
  /// إدارة بايدن.
  private func person(in phrase: Range<Int>) -> Entity? {
    var hasPreposition = false
    for index in phrase {
      if let entity = speech.entity(index), entity.label == .person {
        guard hasPreposition, index > phrase.lowerBound, !speech.hasEntity(index - 1),
          speech.tokens[index - 1].isWord
        else { return entity }
        return speech.tokens.hasArticle(index - 1) ? entity : nil
      }
      if speech.has(index, Self.possessing) { hasPreposition = true }
    }
    return nil
  }

  private static let possessing = WordSet("في من لدى داخل")

  /// بيان، حصيلة، تقرير: a document speaks for whoever issued it.
  private func isDocument(_ index: Int) -> Bool {
    let phrases = SpeakerPhrase(speech)
    return [speech.lexicon.documents, speech.lexicon.figures].contains {
      phrases.matches(index, 0, $0) || phrases.matches(index, 2, $0)
    }
  }

  /// The unknown name in apposition: of مدير الشركة، سوكريت فيجاياكار the part behind the comma.
  private func appositionName(_ phrase: Range<Int>) -> String? {
    guard let comma = phrase.last(where: { speech.isComma($0) }), comma + 1 < phrase.upperBound,
      SpeakerPhrase(speech).isBareName(comma + 1, phrase.upperBound)
    else { return nil }
    return text[TextSpan(speech.tokens[comma + 1].start, speech.tokens[phrase.upperBound - 1].end)]
  }

  /// Who issued a document: القيادة المشتركة of بيان للقيادة المشتركة. Nil where the phrase is none
  /// or says no more.
  private func issuer(_ phrase: Range<Int>) -> String? {
    guard isDocument(phrase.lowerBound), phrase.count > 1 else { return nil }
    let next = phrase.lowerBound + 1
    let token = speech.tokens[next]
    let forms = speech.tokens.forms
    let isDouble =
      forms[token.form.start] == 0xD9 && token.form.length >= 8 && forms[token.form.start + 1] == 0x84
      && forms[token.form.start + 2] == 0xD9 && forms[token.form.start + 3] == 0x84
    guard
      isDouble || speech.tokens.hasArticle(next) || speech.hasEntity(next)
    else { return nil }
    if let entity = speech.entity(next), entity.label == .organisation { return entity.name }
    let start = isDouble ? speech.tokens.span(of: next, strippingForm: 2).start : token.start
    let rest = text[TextSpan(start, speech.tokens[phrase.upperBound - 1].end)]
    return isDouble ? "ا" + rest : rest
  }

  /// The stem of the first noun, without its article: مسؤول of المسؤول.
  func head(_ phrase: Range<Int>) -> UInt64? {
    let token = speech.tokens[phrase.lowerBound]
    return token.kind == .word ? Self.stem(token, speech.tokens) : nil
  }

  private func isDefiniteDescription(_ phrase: Range<Int>) -> Bool {
    speech.tokens.hasArticle(phrase.lowerBound)
  }
}
