import Isnad
import IsnadArabic

/// On whose word a number stands.
struct FoundSource {
  var name: String?
  var entity: Int?
  var quote: Int?
  var polarity = Quote.Polarity.asserted
}

/// Finds the source of a number: the speaker of the innermost quote around it, else who is named in its sentence.
struct SourceFinder {
  private let text: FigureText
  private let words: SourceWords
  private var grammar: FigureWords { text.words }
  /// Quotes in order of their beginnings, with how far any before reaches.
  private let reach: [Int]

  private static let farthest = 60

  init(_ text: FigureText, _ words: SourceWords) {
    self.text = text
    self.words = words
    var reach: [Int] = []
    for quote in text.quotes { reach.append(max(quote.span.end, reach.last ?? 0)) }
    self.reach = reach
  }

  func source(of number: FigureNumber) -> FoundSource {
    let quote = behind(number) ?? innermost(around: number.mention.span)
    var found = FoundSource()
    if let quote {
      found.quote = quote.id
      found.polarity = quote.polarity
    }
    // حسب إحصاءات الوزارة within what somebody says: the nearer source.
    if let named = particle(number, in: quote) {
      (found.name, found.entity) = (named.name, named.entity)
      return found
    }
    if let quote {
      (found.name, found.entity) = speaker(of: quote, number)
      if found.name != nil || quote.speakerType == .impersonal { return found }
    }
    // What a sentence goes on to say behind a quote is its speaker's, where nobody else is named.
    let named =
      reporter(number, in: quote) ?? reporterBehind(number)
      ?? speakerBefore(number.mention.span.start, in: sentence(number))
    if let named { (found.name, found.entity) = (named.name, named.entity) }
    return found
  }

  // MARK: Quotes

  private func innermost(around span: TextSpan) -> Quote? {
    var (low, high) = (0, text.quotes.count)
    while low < high {
      let middle = (low + high) / 2
      if text.quotes[middle].span.start <= span.start { low = middle + 1 } else { high = middle }
    }
    // Backwards from the last quote that begins before: the first that reaches over the number is the innermost.
    var index = low - 1
    var seen = 0
    while index >= 0, reach[index] >= span.end, seen < Self.farthest {
      if text.quotes[index].span.end >= span.end { return text.quotes[index] }
      index -= 1
      seen += 1
    }
    return nil
  }

  /// What is said of the number itself, behind it: 34 يقول الجيش إنهم لقوا حتفهم.
  private func behind(_ number: FigureNumber) -> Quote? {
    let next = number.tokens.upperBound
    guard next < text.tokens.count, text.has(next, words.verbs) || text.has(next + 1, words.verbs),
      !text.isComma(next)
    else { return nil }
    var (low, high) = (0, text.quotes.count)
    while low < high {
      let middle = (low + high) / 2
      if text.quotes[middle].span.start < number.mention.span.end { low = middle + 1 } else { high = middle }
    }
    guard low < text.quotes.count, let cue = text.quotes[low].cue, cue.start >= number.mention.span.end,
      cue.start < text.tokens[min(next + 2, text.tokens.count - 1)].end
    else { return nil }
    let first = text.tokens.index(endingAfter: text.quotes[low].span.start)
    // إنهم, of whom it is said.
    return text.has(first - 1, words.ofWhom) ? text.quotes[low] : nil
  }

  private func speaker(of quote: Quote, _ number: FigureNumber) -> (String?, Int?) {
    if isByline(quote) { return (nil, nil) }
    if let speaker = quote.speaker {
      // What is said is not who says it: no speaker has a number in it, or begins with a preposition.
      let first = text.tokens.index(endingAfter: speaker.start)
      // هذه الهيئة: whom it means.
      if text.has(first, grammar.these), isSource(first + 1) {
        let named = phrase(from: first + 1, first + 1..<min(text.tokens.count, first + 8))
        return (named.name, named.entity)
      }
      if text.has(first, words.ends) || text.has(first, words.prepositions) || hasNumber(speaker) {
        return (nil, nil)
      }
    }
    if let speaker = quote.speaker, let found = known(speaker, isResolved: quote.speakerEntity != nil) {
      return (text.entities[found].name, text.entities[found].id)
    }
    return (quote.speakerName, quote.speakerEntity)
  }

  /// Whom words for a document or an organisation mean.
  private func known(_ speaker: TextSpan, isResolved: Bool) -> Int? {
    let first = text.tokens.index(endingAfter: speaker.start)
    guard first < text.tokens.count else { return nil }
    let last = text.tokens.index(endingAfter: speaker.end - 1)
    if last > first { return issuer(in: first..<min(last + 1, first + 14)) }
    return !isResolved && text.entity(first) == nil && isSource(first) ? antecedent(of: first) : nil
  }

  private func hasNumber(_ span: TextSpan) -> Bool {
    var (low, high) = (0, text.numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if text.numbers[middle].mention.span.end <= span.start { low = middle + 1 } else { high = middle }
    }
    return low < text.numbers.count && text.numbers[low].mention.span.start < span.end
      && text.numbers[low].mention.kind != .cardinal
  }

  /// An author and an outlet before a colon, with a dash between them, say nothing: وليد حسن - الأفق: …
  private func isByline(_ quote: Quote) -> Bool {
    guard let cue = quote.cue, cue.length == 1, let speaker = quote.speaker, speaker.end <= cue.start else {
      return false
    }
    var index = text.tokens.index(endingAfter: max(0, speaker.start))
    while index < text.tokens.count, text.tokens[index].start < cue.start {
      if text.isMark(index, "-", "–", "—") { return true }
      if text.tokens[index].kind == .symbol { return true }
      index += 1
    }
    return false
  }

  // MARK: The sentence

  private typealias Named = (name: String, entity: Int?)

  private func sentence(_ number: FigureNumber) -> Range<Int> { text.sentences[number.sentence].tokens }

  /// وفق, بحسب behind the number, or before it at the head of the sentence or of the clause.
  private func particle(_ number: FigureNumber, in quote: Quote?) -> Named? {
    let sentence = sentence(number)
    var index = number.tokens.upperBound
    while index < min(sentence.upperBound, number.tokens.upperBound + 14) {
      // Right behind the number it is the number's own, wherever the quote may end.
      if text.tokens[index].start >= quote?.span.end ?? .max, index > number.tokens.upperBound { break }
      if text.has(index, words.particles), !isCue(index, quote),
        let named = named(behindParticle: index, sentence)
      {
        return named
      }
      if text.has(index, words.verbs) || text.isMark(index, ".", "؛") { break }
      index += 1
    }
    index = number.tokens.lowerBound - 1
    while index >= max(sentence.lowerBound, number.tokens.lowerBound - 26) {
      if text.tokens[index].start < quote?.span.start ?? 0 { break }
      if text.has(index, words.particles), !isCue(index, quote) {
        let isHead =
          index == sentence.lowerBound || text.isComma(index - 1) || text.isMark(index - 1, "\"", "“", "«")
        if isHead, let named = named(behindParticle: index, sentence) { return named }
      }
      index -= 1
    }
    return nil
  }

  private func isCue(_ index: Int, _ quote: Quote?) -> Bool {
    quote?.cue.map { $0.start < text.tokens[index].end && text.tokens[index].start < $0.end } ?? false
  }

  private func named(behindParticle index: Int, _ sentence: Range<Int>) -> Named? {
    var next = index + 1
    if text.has(next, words.links) { next += 1 }
    if text.has(next, words.relatives) {
      next += 1
      if text.has(next, words.verbs) { next += 1 }
      if next < sentence.upperBound, text.has(next, .byIt) || text.has(next, .aboutIt) {
        next += 1
      }
    }
    return named(from: next, sentence)
  }

  /// A verb of saying before the number in its sentence, and who stands behind or before it.
  private func reporter(_ number: FigureNumber, in quote: Quote?) -> Named? {
    let sentence = sentence(number)
    var index = number.tokens.lowerBound - 1
    let first = max(sentence.lowerBound, number.tokens.lowerBound - Self.farthest)
    var hasLeft = false
    while index >= first {
      if text.isMark(index, ".", "؛") { return nil }
      if text.has(index, words.participles) {
        if let speaker = speakerBefore(text.tokens[index].start, in: sentence) { return speaker }
      }
      if text.isComma(index), index + 1 < sentence.upperBound, text.beginsClause(index + 1) {
        hasLeft = true
      }
      if text.has(index, words.stances), isHead(index, sentence),
        let named = named(from: index + 1, sentence, over: 1)
      {
        return named
      }
      if text.has(index, words.verbs) {
        // What is said without أن is a noun with its own, and ends where another clause begins.
        let opening = opening(from: index + 1, sentence)
        if hasLeft, opening == nil { return nil }
        if let named = named(from: index + 1, sentence), opening != nil || vouches(index) {
          if let opening, let person = person(in: index + 1..<opening) { return person }
          return named
        }
        if text.has(index, words.counting) { return nil }
        // SVO: السلطات أعلنت.
        if let named = named(endingAt: index, sentence) { return named }
        if text.has(index + 1, words.openings) { return speakerBefore(text.tokens[index].start, in: nil) }
        return nil
      }
      index -= 1
    }
    return nil
  }

  /// على ما أعلنت السلطات, behind the number.
  private func reporterBehind(_ number: FigureNumber) -> Named? {
    let sentence = sentence(number)
    var index = number.tokens.upperBound
    while index < min(sentence.upperBound, number.tokens.upperBound + 30) {
      if text.has(index, words.relatives), text.has(index + 1, words.verbs),
        let named = named(from: index + 2, sentence, over: 6)
      {
        return named
      }
      index += 1
    }
    return nil
  }

  /// Whether a clause begins with a word, or nearly so: من جهته حدد.
  private func isHead(_ index: Int, _ sentence: Range<Int>) -> Bool {
    index - sentence.lowerBound <= 2 || text.isComma(index - 1)
  }

  /// أعلنت السلطات مقتل خمسة: without أن somebody vouches whose noun says so, or a person. أعلنت فرنسا فرض عقوبات tells what
  /// is done, and so do verbs of counting.
  private func vouches(_ verb: Int) -> Bool {
    if text.has(verb, words.counting) { return false }
    if isSource(verb + 1) || isSource(verb + 2) { return true }
    guard let entity = text.entity(verb + 1) ?? text.entity(verb + 2) else { return true }
    return text.entities[entity].label == .person
  }

  /// The last quote's speaker before a place, in a sentence or not far before.
  private func speakerBefore(_ place: Int, in sentence: Range<Int>?) -> Named? {
    let first = sentence.map { text.tokens[$0.lowerBound].start } ?? max(0, place - 1200)
    var (low, high) = (0, text.quotes.count)
    while low < high {
      let middle = (low + high) / 2
      if text.quotes[middle].span.start < place { low = middle + 1 } else { high = middle }
    }
    if low > 0 {
      let quote = text.quotes[low - 1]
      guard quote.span.start >= first else { return nil }
      return quote.speakerName.map { ($0, quote.speakerEntity) }
    }
    return nil
  }

  /// A source that starts at a token: a name, or a noun for a source with what belongs to it.
  /// - Parameter over: how many words may be passed over, such as a day: أعلنت الجمعة السلطات.
  private func named(from start: Int, _ sentence: Range<Int>, over: Int = 2) -> Named? {
    var index = start
    var passed = 0
    while index < sentence.upperBound {
      if text.has(index, words.tellings) {
        index += 1
        continue
      }
      if isSource(index) { return phrase(from: index, sentence) }
      if let entity = text.entity(index) {
        let label = text.entities[entity].label
        if label == .person || label == .organisation || label == .place {
          return (text.entities[entity].name, text.entities[entity].id)
        }
      }
      guard passed < over, !text.has(index, words.openings), !text.has(index, words.measures),
        text.tokens[index].kind == .word
      else { return nil }
      passed += 1
      index += 1
    }
    return nil
  }

  /// Where أن stands that belongs to a verb of saying.
  private func opening(from start: Int, _ sentence: Range<Int>) -> Int? {
    (start..<min(sentence.upperBound, start + 26)).first { text.has($0, words.complementisers) }
  }

  private func person(in range: Range<Int>) -> Named? {
    for index in range {
      if let entity = text.entity(index), text.entities[entity].label == .person {
        return (text.entities[entity].name, text.entities[entity].id)
      }
    }
    return nil
  }

  /// A noun for a source, also behind ل: لوزارة الصحة.
  private func isSource(_ index: Int) -> Bool {
    if text.has(index, words.sources) { return true }
    var found = false
    text.tokens.readings(index) { reading in
      found = words.sources.contains(reading.fingerprint)
      return found
    }
    return found
  }

  /// Whether a word that is no source begins with ف, whose second byte is given: فقد, فلإجراء.
  private func begins(_ index: Int, _ byte: UInt8) -> Bool {
    let start = text.tokens[index].form.start
    return text.tokens[index].form.length >= 8 && text.tokens.forms[start] == 0xD9
      && text.tokens.forms[start + 1] == byte && text.entity(index) == nil && !text.has(index, words.sources)
  }

  /// الهيئة خطوات: a word that can't belong to a noun with an article: it has none, is no name, and no و, ب, ك or ل is
  /// written before it.
  private func isIndefinite(_ index: Int) -> Bool {
    let token = text.tokens[index]
    guard token.kind == .word, text.entity(index) == nil, token.form.length >= 2 else { return false }
    let first = text.tokens.forms[token.form.start]
    let second = text.tokens.forms[token.form.start + 1]
    let isPrefixed = first == 0xD8 && second == 0xA8 || first == 0xD9 && [0x83, 0x84, 0x88].contains(second)
    return !isPrefixed && text.tokens.certainClitics(index) == 0 && !text.tokens.hasArticle(index)
  }

  private func named(endingAt verb: Int, _ sentence: Range<Int>) -> Named? {
    var index = verb - 1
    while index >= max(sentence.lowerBound, verb - 4) {
      if text.isComma(index) { return nil }
      if let entity = text.entity(index), [.person, .organisation].contains(text.entities[entity].label) {
        return (text.entities[entity].name, text.entities[entity].id)
      }
      if text.has(index, words.sources) { return phrase(from: index, sentence.lowerBound..<verb) }
      index -= 1
    }
    return nil
  }

  /// Who has made a document: تقرير حديث لمنظمة الصحة العالمية.
  private func issuer(in range: Range<Int>) -> Int? {
    guard let first = range.first else { return nil }
    if text.has(first, .documentNoun) {
      let found = range.dropFirst().lazy.compactMap { text.entity($0) }
        .first { text.entities[$0].label == .organisation }
      if let found { return found }
    } else if !isDocument(first) {
      return nil
    }
    // دراسة أجرتها جامعة الأفق: the words of a source may end before who has made it.
    for index in first + 1..<max(first + 1, min(text.tokens.count, first + Self.mostOfDocument)) {
      if text.tokens[index].kind != .word || text.tokens[index].flags.contains(.lineBefore)
        || text.has(index, words.complementisers) || text.has(index, words.verbs)
        || text.tokens.beginsWithConjunction(index) && text.entity(index) == nil
      {
        return nil
      }
      if let entity = text.entity(index) {
        return text.entities[entity].label == .organisation ? entity : nil
      }
    }
    return nil
  }

  /// Words of a document's name, with who has made it.
  private static let mostOfDocument = 7

  private func isDocument(_ index: Int) -> Bool {
    if text.has(index, words.documents) { return true }
    var found = false
    text.tokens.readings(index) { reading in
      found = words.documents.contains(reading.fingerprint)
      return found
    }
    return found
  }

  /// The last organisation before a noun that its name begins with: الهيئة, of هيئة حماية اللاجئين.
  private func antecedent(of index: Int) -> Int? {
    var stripped = text.tokens[index].flags.contains(.article) ? 4 : 0
    if stripped == 0 {
      text.tokens.readings(index) { reading in
        // للهيئة: the article has lost its alef behind ل.
        guard reading.stripped > 0, text.tokens.beginsWithLam(index, at: reading.stripped) else {
          return false
        }
        stripped = reading.stripped + 2
        return true
      }
    }
    let form = text.tokens[index].form
    guard stripped > 0, stripped + 4 < form.length else { return nil }
    let forms = text.tokens.forms
    let noun = Fingerprint.of(forms.span, from: form.start + stripped, to: form.end)
    var (low, high) = (0, text.entities.count)
    while low < high {
      let middle = (low + high) / 2
      if text.entityTokens[middle].lowerBound < index { low = middle + 1 } else { high = middle }
    }
    return (max(0, low - Self.farthest)..<low).reversed().first { entity in
      guard text.entities[entity].label == .organisation, let first = text.entityTokens[entity].first else {
        return false
      }
      // صحيفة «الأفق»: the noun may stand before the name, and a mark between.
      let before = text.isMark(first - 1, "\"", "«", "“") ? first - 2 : first - 1
      return text.tokens[first].fingerprint == noun
        || before >= 0 && text.tokens[before].fingerprint == noun
    }
  }

  /// The words of a source: the person whom they name, the organisation that they begin with, else as they are.
  private func phrase(from start: Int, _ sentence: Range<Int>) -> Named {
    var end = start
    var first: Int?
    while end < sentence.upperBound, end - start < 14 {
      if end > start,
        text.isComma(end) || text.has(end, words.ends) || text.tokens[end].kind == .number || text.isVerb(end)
          || begins(end, 0x81)
          || text.tokens.hasArticle(end - 1) && (text.isEventNoun(end) || isIndefinite(end))
      {
        break
      }
      if text.tokens[end].kind == .punctuation, !text.isMark(end, "\"", "«", "»", "“", "”") { break }
      if let entity = text.entity(end) {
        if text.entities[entity].label == .person {
          return (text.entities[entity].name, text.entities[entity].id)
        }
        if end == start, text.entities[entity].label == .organisation { first = entity }
        // A name is read to its end, over words such as في.
        end = max(end + 1, text.entityTokens[entity].upperBound)
        continue
      }
      end += 1
    }
    if let first, text.entityTokens[first].upperBound - start >= 2 {
      return (text.entities[first].name, text.entities[first].id)
    }
    if let found = issuer(in: start..<end) ?? (end == start + 1 ? antecedent(of: start) : nil) {
      return (text.entities[found].name, text.entities[found].id)
    }
    // A person's name behind a comma: محافظ المصرف، رشيد المعراج.
    if text.isComma(end), let entity = text.entity(end + 1), text.entities[entity].label == .person {
      return (text.entities[entity].name, text.entities[entity].id)
    }
    var stripped = 0
    if !text.has(start, words.sources) {
      text.tokens.readings(start) { reading in
        stripped = reading.stripped
        return words.sources.contains(reading.fingerprint)
      }
    }
    // للخبراء: the article has lost its alef behind ل.
    let isAssimilated = stripped >= 2 && text.tokens.beginsWithLam(start, at: stripped)
    let stop = max(start + 1, min(end, start + 6))
    return (
      (isAssimilated ? "ا" : "") + text.string(text.span(start..<stop, strippingForm: stripped)),
      first.map { text.entities[$0].id }
    )
  }
}

extension Tokens {
  /// Whether ل stands in a word's form behind so many bytes.
  fileprivate func beginsWithLam(_ index: Int, at bytes: Int) -> Bool {
    let start = items[index].form.start + bytes
    return start + 1 < items[index].form.end && forms[start] == 0xD9 && forms[start + 1] == 0x84
  }
}
