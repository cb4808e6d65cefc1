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
  private let phrases: SourcePhrase
  private var grammar: FigureWords { text.words }
  /// Quotes in order of their beginnings, with how far any before reaches.
  private let reach: [Int]

  private static let farthest = 60

  init(_ text: FigureText, _ words: SourceWords) {
    self.text = text
    self.words = words
    phrases = SourcePhrase(text: text, words: words)
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
      if text.has(first, grammar.these), phrases.isSource(first + 1) {
        let named = phrases.phrase(from: first + 1, first + 1..<min(text.tokens.count, first + 8))
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
    if last > first { return phrases.issuer(in: first..<min(last + 1, first + 14)) }
    return !isResolved && text.entity(first) == nil && phrases.isSource(first)
      ? phrases.antecedent(of: first) : nil
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

  private func sentence(_ number: FigureNumber) -> Range<Int> { text.sentences[number.sentence].tokens }

  /// وفق, بحسب behind the number, or before it at the head of the sentence or of the clause.
  private func particle(_ number: FigureNumber, in quote: Quote?) -> SourcePhrase.Named? {
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

  private func named(behindParticle index: Int, _ sentence: Range<Int>) -> SourcePhrase.Named? {
    var next = index + 1
    if text.has(next, words.links) { next += 1 }
    if text.has(next, words.relatives) {
      next += 1
      if text.has(next, words.verbs) { next += 1 }
      if next < sentence.upperBound, text.has(next, .byIt) || text.has(next, .aboutIt) {
        next += 1
      }
    }
    return phrases.named(from: next, sentence)
  }

  /// A verb of saying before the number in its sentence, and who stands behind or before it.
  private func reporter(_ number: FigureNumber, in quote: Quote?) -> SourcePhrase.Named? {
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
        let named = phrases.named(from: index + 1, sentence, over: 1)
      {
        return named
      }
      if text.has(index, words.verbs) {
        // What is said without أن is a noun with its own, and ends where another clause begins.
        let opening = phrases.opening(from: index + 1, sentence)
        if hasLeft, opening == nil { return nil }
        if let named = phrases.named(from: index + 1, sentence), opening != nil || vouches(index) {
          if let opening, let person = phrases.person(in: index + 1..<opening) { return person }
          return named
        }
        if text.has(index, words.counting) { return nil }
        // SVO: السلطات أعلنت.
        if let named = phrases.named(endingAt: index, sentence) { return named }
        if text.has(index + 1, words.openings) { return speakerBefore(text.tokens[index].start, in: nil) }
        return nil
      }
      index -= 1
    }
    return nil
  }

  /// على ما أعلنت السلطات, behind the number.
  private func reporterBehind(_ number: FigureNumber) -> SourcePhrase.Named? {
    let sentence = sentence(number)
    var index = number.tokens.upperBound
    while index < min(sentence.upperBound, number.tokens.upperBound + 30) {
      if text.has(index, words.relatives), text.has(index + 1, words.verbs),
        let named = phrases.named(from: index + 2, sentence, over: 6)
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
    if phrases.isSource(verb + 1) || phrases.isSource(verb + 2) { return true }
    guard let entity = text.entity(verb + 1) ?? text.entity(verb + 2) else { return true }
    return text.entities[entity].label == .person
  }

  /// The last quote's speaker before a place, in a sentence or not far before.
  private func speakerBefore(_ place: Int, in sentence: Range<Int>?) -> SourcePhrase.Named? {
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
}
