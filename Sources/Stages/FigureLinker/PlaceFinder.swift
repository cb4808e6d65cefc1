import Isnad
import IsnadArabic

/// Where a figure is, as its text says.
struct FoundPlace {
  let span: TextSpan
  let entity: Int?
  let scope: Figure.PlaceScope
}

/// Finds the place of a number: the nearest one that its sentence says, a name or a description such as المملكة.
struct PlaceFinder {
  /// A place that is said: a name, or a description of one.
  private struct Candidate {
    let tokens: Range<Int>
    let span: TextSpan
    /// An index; nil for a description.
    let entity: Int?
  }

  private let text: FigureText
  private var words: FigureWords { text.words }
  /// The names of places, in order.
  private let names: [Int]

  private static let reach = 24
  /// The cost from which on a place is not said of a number; of one without an event half of it.
  private static let limit = 14.0

  /// What a word of speech between a number and a place costs.
  private static let ofSpeech = 8.0
  private let speech: SourceWords

  init(_ text: FigureText, _ speech: SourceWords) {
    (self.text, self.speech) = (text, speech)
    names = text.entities.indices.filter {
      text.entities[$0].label == .place && !text.entityTokens[$0].isEmpty
    }
  }

  func place(of number: FigureNumber, others: [Range<Int>], sentence: Range<Int>, hasEvent: Bool)
    -> FoundPlace?
  {
    let from = max(sentence.lowerBound, number.tokens.lowerBound - 2 * Self.reach)
    let to = min(sentence.upperBound, number.tokens.upperBound + Self.reach)
    var best: (place: Candidate, cost: Double)?
    func weigh(_ candidate: Candidate) {
      guard
        let cost = cost(
          candidate.tokens, number, others, limit: hasEvent ? Self.limit : Self.limit / 2),
        cost < best?.cost ?? .infinity
      else { return }
      best = (candidate, cost)
    }
    var index = first(endingAfter: from)
    while index < names.count, text.entityTokens[names[index]].lowerBound < to {
      let entity = names[index]
      weigh(Candidate(tokens: text.entityTokens[entity], span: text.entities[entity].span, entity: entity))
      index += 1
    }
    for token in from..<to
    where text.entity(token) == nil && isDescription(token) && distance(of: token..<token + 1) == 0 {
      let stripped = text.tokens.certainClitics(token)
      weigh(
        Candidate(
          tokens: token..<token + 1, span: text.tokens.span(of: token, strippingForm: stripped),
          entity: named(by: token, stripped)))
    }
    return best.map { found(narrowest($0.place, before: number), $0.cost < 8 ? .clause : .sentence) }
  }

  /// حي السلام شرق حلب: before the number the last place may be the one in which the place before it lies.
  private func narrowest(_ place: Candidate, before number: FigureNumber) -> Candidate {
    guard place.tokens.upperBound <= number.tokens.lowerBound else { return place }
    var place = place
    var index = first(endingAfter: place.tokens.lowerBound) - 1
    let last = index - Self.mostNested
    while index >= 0, index > last {
      let tokens = text.entityTokens[names[index]]
      let gap = place.tokens.lowerBound - tokens.upperBound
      guard (0...2).contains(gap), isIn(place.tokens.lowerBound, gap),
        !(tokens.upperBound..<place.tokens.lowerBound).contains(where: {
          text.isComma($0) || text.tokens.beginsWithConjunction($0)
        })
      else { break }
      place = Candidate(tokens: tokens, span: text.entities[names[index]].span, entity: names[index])
      index -= 1
    }
    return place
  }

  /// Whether what stands so many words before a place is in it: سراقب شرق إدلب, الميناء بعدن.
  private func isIn(_ place: Int, _ gap: Int) -> Bool {
    hasBeh(place) || gap > 0 && text.has(place - 1, words.inWords)
  }

  /// Places that lie in one another.
  private static let mostNested = 3

  /// The last place that was said before a number in its paragraph.
  func inferred(before number: FigureNumber) -> FoundPlace? {
    var paragraph = number.tokens.lowerBound
    let first = max(0, number.tokens.lowerBound - 8 * Self.reach)
    while paragraph > first, !text.tokens[paragraph].flags.contains(.paragraphBefore) { paragraph -= 1 }
    var index = self.first(endingAfter: number.tokens.lowerBound) - 1
    while index >= 0, text.entityTokens[names[index]].lowerBound >= paragraph {
      let tokens = text.entityTokens[names[index]]
      if distance(of: tokens) == 0 {
        return found(
          Candidate(tokens: tokens, span: text.entities[names[index]].span, entity: names[index]), .sentence)
      }
      index -= 1
    }
    return nil
  }

  private func first(endingAfter token: Int) -> Int {
    var (low, high) = (0, names.count)
    while low < high {
      let middle = (low + high) / 2
      if text.entityTokens[names[middle]].upperBound <= token { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// المملكة, بالمدينة: a place that was named before or need not be.
  private func isDescription(_ index: Int) -> Bool {
    // القطاع الخاص, المدينة المنورة: another thing, or a name.
    if index + 1 < text.tokens.count, text.tokens.hasArticle(index + 1) { return false }
    if text.tokens[index].flags.contains(.article) { return text.has(index, words.descriptions) }
    var found = false
    text.tokens.readings(index) { reading in
      found = reading.stripped > 0 && words.descriptions.contains(reading.fingerprint)
      return found
    }
    return found
  }

  /// The last name before a description that begins with its noun: القناة, of قناة السويس.
  private func named(by token: Int, _ stripped: Int) -> Int? {
    let form = text.tokens[token].form
    let forms = text.tokens.forms
    let noun = Fingerprint.of(forms.span, from: min(form.end, form.start + stripped + 4), to: form.end)
    var index = first(endingAfter: token) - 1
    var seen = 0
    while index >= 0, seen < Self.reach {
      let first = text.entityTokens[names[index]].lowerBound
      if text.tokens[first].fingerprint == noun || text.tokens[max(0, first - 1)].fingerprint == noun {
        return names[index]
      }
      index -= 1
      seen += 1
    }
    return nil
  }

  /// How surely something is in a place: 0 behind في or ب, more behind من or in a genitive, most where the name may
  /// as well be who does something.
  private func distance(of tokens: Range<Int>) -> Double {
    let before = tokens.lowerBound - 1
    if text.has(before, words.inWords) || text.has(before - 1, words.inWords) || hasBeh(tokens.lowerBound) {
      return 0
    }
    if text.has(before, words.fromWords) { return 3 }
    if before >= 0, text.tokens[before].kind == .word, text.entity(before) == nil,
      !text.tokens.hasArticle(before),
      !text.has(before, words.notHeads), !text.isVerb(before), text.tokens[before].form.length >= 6,
      !text.tokens[tokens.lowerBound].flags.contains(.lineBefore)
    {
      return text.has(before, words.actors) ? 9 : 4
    }
    return 9
  }

  /// Whether ب, or ب behind و, is written together with a name.
  private func hasBeh(_ index: Int) -> Bool {
    let token = text.tokens[index]
    let stripped =
      text.entity(index).map { text.entities[$0].span.start > token.start }
      ?? (text.tokens.certainClitics(index) > 0)
    guard stripped else { return false }
    let at = token.form.start + (text.tokens.beginsWithConjunction(index) ? 2 : 0)
    return at + 1 < text.tokens.forms.count && text.tokens.forms[at] == 0xD8
      && text.tokens.forms[at + 1] == 0xA8
  }

  private func cost(_ tokens: Range<Int>, _ number: FigureNumber, _ others: [Range<Int>], limit: Double)
    -> Double?
  {
    if tokens.overlaps(number.tokens) || text.has(tokens.lowerBound - 1, words.zones) { return nil }
    let isBehind = tokens.lowerBound >= number.tokens.upperBound
    let between =
      isBehind ? number.tokens.upperBound..<tokens.lowerBound : tokens.upperBound..<number.tokens.lowerBound
    var cost = Double(between.count) * (isBehind ? 0.8 : 0.5) + (isBehind ? 0 : 2.5) + distance(of: tokens)
    if others.contains(where: { between.overlaps($0) }) { cost += isBehind ? 12 : 4 }
    if isAmongWhich(tokens) { cost += Self.ofRank }
    for index in between {
      guard cost < limit else { return nil }
      if text.isComma(index) {
        cost += 1.5
        // ، وفي ولاية …: another clause begins.
        if isBehind, index + 1 < text.tokens.count, text.tokens.beginsWithConjunction(index + 1) { cost += 9 }
      }
      if text.has(index, words.clauseBreaks) { cost += 3 }
      // ، وأكدت الشرطة في حلب: who says something is somewhere else.
      if text.has(index, speech.verbs) || text.has(index, speech.particles) { cost += Self.ofSpeech }
      if text.isMark(index, ".", "؛", ":") { cost += 6 }
    }
    return cost < limit ? cost : nil
  }

  /// أكبر مصفاة نفط في آسيا: a place among whose things one is the greatest.
  private func isAmongWhich(_ tokens: Range<Int>) -> Bool {
    let first = tokens.lowerBound
    let preposition = text.has(first - 1, words.inWords) ? first - 1 : first - 2
    guard text.has(preposition, words.inWords) else { return false }
    return (1...Self.mostRanked).contains { text.has(preposition - 1 - $0, words.superlatives) }
  }

  /// Words between a superlative and في.
  private static let mostRanked = 2
  private static let ofRank = 14.0

  /// With the places that are named beside it: تكساس وأوكلاهوما.
  private func found(_ place: Candidate, _ scope: Figure.PlaceScope) -> FoundPlace {
    guard let entity = place.entity, text.entities[entity].span == place.span else {
      return FoundPlace(span: place.span, entity: place.entity.map { text.entities[$0].id }, scope: scope)
    }
    var (first, last) = (entity, entity)
    let entities = text.entities
    while last + 1 < entities.count, entities[last + 1].label == .place,
      isJoined(text.entityTokens[last], text.entityTokens[last + 1])
    {
      last += 1
    }
    while first > 0, entities[first - 1].label == .place,
      isJoined(text.entityTokens[first - 1], text.entityTokens[first])
    {
      first -= 1
    }
    return FoundPlace(
      span: TextSpan(entities[first].span.start, entities[last].span.end), entity: entities[first].id,
      scope: scope)
  }

  /// A comma and و, or و alone, is between them.
  private func isJoined(_ one: Range<Int>, _ two: Range<Int>) -> Bool {
    guard one.upperBound <= two.lowerBound, two.lowerBound - one.upperBound <= 1 else { return false }
    guard text.tokens.beginsWithConjunction(two.lowerBound), let entity = text.entity(two.lowerBound),
      text.entities[entity].span.start > text.tokens[two.lowerBound].start
    else { return false }
    return two.lowerBound == one.upperBound || text.isComma(one.upperBound)
  }
}
