import Isnad
import IsnadArabic

/// Makes the figures of a document, sentence by sentence.
struct FigureScanner {
  private let text: FigureText
  private let events: EventFinder
  private let sources: SourceFinder
  private let places: PlaceFinder
  private let subjects: SubjectFinder
  private var words: FigureWords { text.words }

  init(_ text: FigureText, _ sources: SourceWords) {
    self.text = text
    events = EventFinder(text)
    self.sources = SourceFinder(text, sources)
    places = PlaceFinder(text, sources)
    subjects = SubjectFinder(text)
  }

  func scan() -> [Figure] {
    var figures: [Figure] = []
    figures.reserveCapacity(text.numbers.count)
    var said = SaidEvents()
    // The number of the last figure: numbers that are none stand between.
    var previous: Int?
    var start = 0
    var date = 0
    while start < text.numbers.count {
      var end = start + 1
      while end < text.numbers.count, text.numbers[end].sentence == text.numbers[start].sentence { end += 1 }
      let sentence = text.sentences[text.numbers[start].sentence].tokens
      while date < text.dates.count, text.dates[date].tokens.lowerBound < sentence.lowerBound { date += 1 }
      var lastDate = date
      while lastDate < text.dates.count, text.dates[lastDate].tokens.lowerBound < sentence.upperBound {
        lastDate += 1
      }
      scan(start..<end, sentence, text.dates[date..<lastDate], &said, &previous, &figures)
      start = end
      date = lastDate
    }
    return figures
  }

  /// How many numbers of a sentence stand in each other's way at most, on either side: a table has thousands.
  private static let neighbours = 8

  private func scan(
    _ numbers: Range<Int>, _ sentence: Range<Int>, _ dates: ArraySlice<FigureNumber>,
    _ said: inout SaidEvents,
    _ previous: inout Int?,
    _ figures: inout [Figure]
  ) {
    let triggers = text.triggers(in: sentence)
    let first = figures.count
    let scene = EventScene(triggers)
    for index in numbers {
      let number = text.numbers[index]
      if names(number) { continue }
      let near =
        max(
          numbers.lowerBound, index - Self.neighbours)..<min(numbers.upperBound, index + Self.neighbours + 1)
      let others = near.filter { $0 != index }.map { text.numbers[$0].tokens }
      let before = previous.flatMap { numbers.contains($0) ? $0 : nil }
      var found = events.event(of: number, triggers, others: others, scene)
      lazy var counted = events.counted(number, events.near(number, triggers))
      var partOf: Int?
      if let whole = whole(of: number, before: previous, figures) {
        partOf = whole.id
        let isNear = found.map { $0.cost < ($0.isBehind ? 6.5 : 4.5) } ?? false
        if !isNear, let event = whole.event, event.takes(number.mention, counted) {
          found = FoundEvent(event: event, trigger: tokens(whole.trigger), rule: .part, cost: 4)
        }
      }
      // مقابل is a price only where it does not set two numbers side by side.
      let isJoint = found?.trigger.map { $0.count == 1 && text.has($0.lowerBound, words.joints) } ?? false
      if found.map({ $0.cost > 4 || isJoint }) ?? true, let before,
        let event = coordinated(number, text.numbers[before], figures.last),
        event.takes(number.mention, counted)
      {
        found = FoundEvent(event: event, trigger: tokens(figures.last?.trigger), rule: .coordination, cost: 4)
      }
      if let before, let last = figures.last, let event = last.event,
        isSame(number, as: text.numbers[before]) || isRate(number, of: text.numbers[before], event)
      {
        found = FoundEvent(event: event, trigger: tokens(last.trigger), rule: .coordination, cost: 3)
      }
      if found == nil, isLevel(number, triggers) || isBesideName(number) {
        found = FoundEvent(event: .price, trigger: nil, rule: .level, cost: 6)
      }
      if found == nil, let event = said.event(of: number.mention) {
        found = FoundEvent(event: event, trigger: nil, rule: .repetition, cost: 5)
      }
      // A year, the number of a round: what counts by itself has a word for what it counts, or leans on another.
      if found == nil, partOf == nil, number.mention.kind == .cardinal, !isEnclosed(number),
        !isSpelledOut(number)
      {
        continue
      }
      if found == nil, !isOfSomethingElse(number), let event = Figure.Event(unitOf: number.mention) {
        found = FoundEvent(event: event, trigger: nil, rule: .unit, cost: 6)
      }
      var figure = figure(
        number, found, others: others, sentence, dates, after: before == nil ? nil : figures.last)
      figure.id = figures.count + 1
      figure.partOf = partOf
      said.note(figure, number.mention)
      figures.append(figure)
      previous = index
    }
    sharePlaces(of: first..<figures.count, &figures)
  }

  /// مقتل 5 وإصابة 20 في حلب: where the second is said to be, the first is as well.
  private func sharePlaces(of range: Range<Int>, _ figures: inout [Figure]) {
    for index in range.dropLast().reversed() where figures[index].place == nil && figures[index].event != nil
    {
      let next = figures[index + 1]
      guard let place = next.place, place.start > next.span.start else { continue }
      let tokens =
        text.tokens.index(
          endingAfter: figures[index].span.end)..<text.tokens.index(endingAfter: next.span.start)
      guard tokens.count <= 5, !tokens.contains(where: { text.isComma($0) }) else { continue }
      (figures[index].place, figures[index].placeEntity, figures[index].placeScope) = (
        place, next.placeEntity, .sentence
      )
      (figures[index].inferredPlace, figures[index].inferredPlaceEntity) = (nil, nil)
    }
  }

  /// الربع الأخير من القرن: a fraction with an article is a part of what is no whole of anybody's.
  private func isOfSomethingElse(_ number: FigureNumber) -> Bool {
    number.mention.kind == .fraction && text.tokens.hasArticle(number.tokens.upperBound - 1)
  }

  /// Whether a number by itself names something and counts nothing: رقم 5, the 35 of a plane, the mark of a list.
  private func names(_ number: FigureNumber) -> Bool {
    let first = number.tokens.lowerBound
    let next = number.tokens.upperBound
    if number.mention.kind == .fraction { return isNamedPart(number) || isSchoolYear(number) }
    guard FigureKind(number.mention) == .bare else { return false }
    if text.has(first - 1, words.naming)
      || text.isMark(first - 1, "\"", "«", "(") && text.has(first - 2, words.naming)
    {
      return true
    }
    if text.entity(first) != nil { return true }
    if first > 0, text.tokens[first - 1].flags.contains(.latin) || text.has(first - 1, .ef) {
      return true
    }
    return isChained(next, next + 1) || isChained(first - 1, first - 2) || isListMark(next, of: number)
  }

  /// الثلث الأخير, هذا الربع: which part is meant is said, and not how much.
  private func isNamedPart(_ number: FigureNumber) -> Bool {
    let last = number.tokens.upperBound - 1
    guard text.tokens.hasArticle(last) else { return false }
    return last + 1 < text.tokens.count && text.tokens.hasArticle(last + 1)
      || text.has(last - 1, words.these)
  }

  /// 2014/2015: no part of anything.
  private func isSchoolYear(_ number: FigureNumber) -> Bool {
    let first = text.tokens[number.tokens.lowerBound]
    return first.kind == .number && first.end - first.start >= 4
  }

  /// (29) مخالفة: brackets part a number from what it counts.
  private func isEnclosed(_ number: FigureNumber) -> Bool {
    let next = number.tokens.upperBound
    return text.isMark(next, ")", "\"", "»") && next + 1 < text.tokens.count
      && text.tokens[next + 1].kind == .word
  }

  /// اثنان من العاملين, 50 مليونا: no year and no round is written in words. من behind digits counts as well.
  private func isSpelledOut(_ number: FigureNumber) -> Bool {
    number.tokens.contains { text.tokens[$0].kind == .word } || text.has(number.tokens.upperBound, .from)
  }

  /// 2-6, 438,5, 2/2: a mark and a number beyond it, without a space.
  private func isChained(_ mark: Int, _ other: Int) -> Bool {
    guard text.isMark(mark, "-", ",", ".", ":", "/", "+", "–"), other >= 0, other < text.tokens.count,
      text.tokens[other].kind == .number
    else { return false }
    let (low, high) = (min(mark, other), max(mark, other))
    return text.tokens[low].end == text.tokens[high].start
  }

  /// 1-, 2., 3) before the words of a list: at the head of a line or behind a stop.
  private func isListMark(_ mark: Int, of number: FigureNumber) -> Bool {
    let first = number.tokens.lowerBound
    guard text.isMark(mark, "-", ".", ")", "–"), mark + 1 < text.tokens.count,
      text.tokens[mark + 1].kind == .word
    else { return false }
    return first == 0 || text.tokens[first].flags.contains(.lineBefore)
      || text.isMark(first - 1, ".", ":", "؛")
  }

  /// Money to which something rose or fell: a price, if nothing else is said of it.
  private func isLevel(_ number: FigureNumber, _ triggers: [EventTrigger]) -> Bool {
    guard FigureKind(number.mention) == .money else { return false }
    let first = number.tokens.lowerBound
    guard text.has(first - 1, words.levels) || text.has(first - 2, words.levels) else { return false }
    return events.near(number, triggers).contains {
      $0.word.governs(.change) && $0.tokens.upperBound <= first && $0.tokens.lowerBound > first - 24
    }
  }

  /// سالم العلي (20 مليون يورو): what somebody costs.
  private func isBesideName(_ number: FigureNumber) -> Bool {
    let first = number.tokens.lowerBound
    guard FigureKind(number.mention) == .money, text.isMark(first - 1, "("),
      let entity = text.entity(first - 2)
    else { return false }
    return [.person, .organisation].contains(text.entities[entity].label)
  }

  private func tokens(_ span: TextSpan?) -> Range<Int>? {
    guard let span else { return nil }
    let first = text.tokens.index(endingAfter: span.start)
    var end = first
    while end < text.tokens.count, text.tokens[end].start < span.end { end += 1 }
    return first < end ? first..<end : nil
  }

  private func figure(
    _ number: FigureNumber, _ found: FoundEvent?, others: [Range<Int>], _ sentence: Range<Int>,
    _ dates: ArraySlice<FigureNumber>, after last: Figure?
  ) -> Figure {
    let rule = found.map { $0.event == nil ? FigureRule.none : $0.rule } ?? .none
    var figure = Figure(of: number.mention, confidence: rule.confidence, by: rule.provenance)
    figure.event = found?.event
    if figure.event != nil { figure.trigger = found?.trigger.map { text.span($0) } }
    figure.subject = subjects.subject(
      of: number, trigger: found?.trigger, rule: rule, limit: sentence.upperBound)
    if number.mention.kind == .dual {
      // ولايتي تكساس وأوكلاهوما: they are the place, and not in it.
    } else if let place = places.place(
      of: number, others: others, sentence: sentence, hasEvent: figure.event != nil)
    {
      (figure.place, figure.placeEntity, figure.placeScope) = (place.span, place.entity, place.scope)
    } else if let last, last.place != nil, isBeside(number, last) {
      (figure.place, figure.placeEntity, figure.placeScope) = (last.place, last.placeEntity, .sentence)
    } else if figure.event != nil, let place = places.inferred(before: number) {
      (figure.inferredPlace, figure.inferredPlaceEntity) = (place.span, place.entity)
    }
    if let date = nearest(dates, to: number) {
      (figure.time, figure.timeNumber) = (date.mention.span, date.mention.id)
    }
    let source = sources.source(of: number)
    (figure.sourceName, figure.sourceEntity) = (source.name, source.entity)
    (figure.quote, figure.polarity) = (source.quote, source.polarity)
    return figure
  }

  /// A figure of an event right behind another of its sentence is in the same place, if it is said nowhere else.
  private func isBeside(_ number: FigureNumber, _ last: Figure) -> Bool {
    let end = text.tokens.index(endingAfter: last.span.end)
    return end <= number.tokens.lowerBound && number.tokens.lowerBound - end <= 7
  }

  private func nearest(_ dates: ArraySlice<FigureNumber>, to number: FigureNumber) -> FigureNumber? {
    var (low, high) = (dates.startIndex, dates.endIndex)
    while low < high {
      let middle = (low + high) / 2
      if dates[middle].tokens.lowerBound < number.tokens.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let beside = dates[max(dates.startIndex, low - 1)..<min(dates.endIndex, low + 1)]
    return beside.min { distance($0, number) < distance($1, number) }
  }

  private func distance(_ one: FigureNumber, _ two: FigureNumber) -> Int {
    one.tokens.lowerBound >= two.tokens.upperBound
      ? one.tokens.lowerBound - two.tokens.upperBound : two.tokens.lowerBound - one.tokens.upperBound
  }

  // MARK: Numbers that lean on others

  /// منهم before the number or behind it: the figure of which it is a part.
  private func whole(of number: FigureNumber, before: Int?, _ figures: [Figure]) -> Figure? {
    guard let before, let last = figures.last else { return nil }
    let previous = text.numbers[before]
    let gap = previous.tokens.upperBound..<max(previous.tokens.upperBound, number.tokens.lowerBound)
    guard gap.count < 24, number.sentence - previous.sentence <= 1 else { return nil }
    let first = number.tokens.lowerBound
    let isSaid =
      isBreakdown(gap, number.mention, previous.mention)
      || (max(gap.lowerBound, first - 3)..<first).contains { text.has($0, words.ofThem) }
      || (0..<2).contains { text.has(number.tokens.upperBound + $0, words.ofThem) }
    guard isSaid, FigureKind(number.mention) != .money,
      number.mention.kind != .percentage || last.event != nil
    else { return nil }
    // A part of a part is a part of the same whole where both say منهم: منهم 3 نساء و5 أطفال.
    return last
  }

  /// تسعة متهمين (خمسة رجال وأربع نساء): what stands in brackets behind a number of persons or things takes it apart.
  private func isBreakdown(_ gap: Range<Int>, _ part: NumberMention, _ whole: NumberMention) -> Bool {
    guard gap.count == 1, text.isMark(gap.lowerBound, "(", ":"), part.unit != nil,
      FigureKind(part) == .count, FigureKind(whole) == .count, let few = part.value, let all = whole.value
    else { return false }
    return few < all
  }

  /// و and a number right behind another one, or من … إلى …: of the same event.
  private func coordinated(_ number: FigureNumber, _ previous: FigureNumber, _ last: Figure?) -> Figure.Event?
  {
    guard let last, let event = last.event, Self.areAlike(number.mention, previous.mention) else {
      return nil
    }
    let first = number.tokens.lowerBound
    let gap = first - previous.tokens.upperBound
    guard gap >= 0, gap <= 9 else { return nil }
    let token = text.tokens[first]
    let isAnd =
      text.has(first - 1, .and)
      || token.start < number.mention.span.start && text.tokens.beginsWithConjunction(first)
    // Beside the measure of a change another amount is a measure only by و.
    if event == .growth || event == .decline { return isAnd ? event : nil }
    let isJoined =
      isAnd
      || text.has(first - 1, words.joints) || text.has(first - 2, words.joints)
      || text.has(first - 1, .until) && gap <= 6 && text.has(previous.tokens.lowerBound - 1, words.fromWords)
    return isJoined ? event : nil
  }

  /// An amount said once more in another currency or unit: 646 مليار ين (5 مليارات دولار), أي ما يعادل 5 مليارات دولار.
  private func isSame(_ number: FigureNumber, as previous: FigureNumber) -> Bool {
    let kind = FigureKind(number.mention)
    guard kind == FigureKind(previous.mention), kind == .money || number.mention.kind == .quantity else {
      return false
    }
    let (a, b) = (number.mention, previous.mention)
    guard kind == .money ? a.currency != b.currency : a.unit != b.unit else { return false }
    var gap = previous.tokens.upperBound..<max(previous.tokens.upperBound, number.tokens.lowerBound)
    guard gap.count <= Self.mostBetweenAmounts, !gap.isEmpty else { return false }
    let opens = text.isMark(gap.lowerBound, "(")
    if opens || text.isComma(gap.lowerBound) { gap = gap.lowerBound + 1..<gap.upperBound }
    if opens, gap.isEmpty { return true }
    return gap.contains { text.has($0, words.equivalents) }
      && !gap.contains { text.tokens[$0].kind == .punctuation || text.has($0, words.clauseBreaks) }
  }

  /// The same change in percent: ارتفع 14 سنتا، أو 0.2 في المئة; خسر 3 دولارات بنسبة 1 في المئة.
  private func isRate(_ number: FigureNumber, of previous: FigureNumber, _ event: Figure.Event) -> Bool {
    guard event == .growth || event == .decline, number.mention.kind == .percentage,
      previous.mention.kind != .percentage
    else { return false }
    let gap = previous.tokens.upperBound..<max(previous.tokens.upperBound, number.tokens.lowerBound)
    guard gap.count <= Self.mostBetweenAmounts, let mark = gap.first else { return false }
    if gap.count == 1, text.isMark(mark, "(") { return true }
    // Behind two tokens another clause may have begun.
    return gap.prefix(2).contains { text.has($0, words.equivalents) }
      || gap.count <= 2 && gap.contains { text.has($0, words.byMeasure) }
  }

  /// Tokens between an amount and the same in another currency.
  private static let mostBetweenAmounts = 5

  /// Of one kind and one unit, or one of them without: 28 شخصا و40.
  private static func areAlike(_ one: NumberMention, _ two: NumberMention) -> Bool {
    let (a, b) = (FigureKind(one), FigureKind(two))
    if a == .bare || b == .bare { return [.bare, .count].contains(a) && [.bare, .count].contains(b) }
    return a == b && (a != .money || one.currency == two.currency)
  }
}

/// The events of a document's numbers, for a number that is said again.
struct SaidEvents {
  private struct Key: Hashable {
    let value: ExactDecimal
    let unit: String?
  }
  private var events: [Key: Figure.Event] = [:]

  mutating func note(_ figure: Figure, _ number: NumberMention) {
    // What the nearest word said, not what was guessed.
    guard let event = figure.event, figure.by.rule != FigureRule.verb.rawValue,
      figure.by.rule != FigureRule.unit.rawValue,
      let key = Self.key(number), events[key] == nil
    else { return }
    events[key] = event
  }

  func event(of number: NumberMention) -> Figure.Event? { Self.key(number).flatMap { events[$0] } }

  /// Small numbers are said of many things.
  private static func key(_ number: NumberMention) -> Key? {
    guard FigureKind(number) != .bare, let value = number.value,
      !["0", "1", "2", "3", "10", "100", "1000"].contains(value.description)
    else { return nil }
    return Key(value: value, unit: number.currency ?? number.unit)
  }
}
