import Isnad
import IsnadArabic

/// What a number was found to be a number of, and by what.
struct FoundEvent {
  let event: Figure.Event?
  let trigger: Range<Int>?
  let rule: FigureRule
  /// The less, the nearer: words between the number and what governs it, and what stands in the way.
  let cost: Double
  /// What governs the number stands behind it.
  var isBehind = false
}

/// What a sentence is about, as far as its words tell.
struct EventScene {
  let hasDisease: Bool
  /// A match is played.
  let hasMatch: Bool

  init(_ triggers: [EventTrigger]) {
    hasDisease = triggers.contains { $0.word.governs(.disease) }
    hasMatch = triggers.contains { $0.word.governs(.scene) }
  }
}

/// Finds the words that govern a number.
struct EventFinder {
  private let text: FigureText
  private var words: FigureWords { text.words }

  /// How far a word may govern, in tokens, and from which cost on it does not.
  private static let reach = 40
  private static let limit = 10.0

  init(_ text: FigureText) { self.text = text }

  /// - Parameters:
  ///   - triggers: those of the number's sentence, in order.
  ///   - others: the token ranges of the sentence's other figures.
  func event(
    of number: FigureNumber, _ triggers: [EventTrigger], others: [Range<Int>], _ scene: EventScene
  ) -> FoundEvent? {
    let near = near(number, triggers)
    let counted = counted(number, near)
    var best: FoundEvent?
    for trigger in near {
      guard let found = reading(trigger, near, number, others, scene, counted),
        found.cost < best?.cost ?? Self.limit
      else { continue }
      best = found
    }
    return best
  }

  /// What a number counts, by the words of the table.
  func counted(_ number: FigureNumber, _ near: ArraySlice<EventTrigger>) -> Counted {
    var counted = Counted()
    for trigger in near where counts(trigger, number) {
      // A noun of its own, and what stands behind it is another: 20 عامل مصنع.
      if number.mention.unit != nil, trigger.tokens.lowerBound >= number.tokens.upperBound { continue }
      if trigger.word.governs(.thing) { counted.kind = .thing }
      if trigger.word.governs(.body) { counted.kind = .body }
      if trigger.word.governs(.counted) || trigger.word.governs(.object) {
        counted.event = counted.event ?? trigger.word.event
      }
    }
    return counted
  }

  /// The words that stand near enough to a number to govern it.
  func near(_ number: FigureNumber, _ triggers: [EventTrigger]) -> ArraySlice<EventTrigger> {
    let start = first(triggers, endingAfter: number.tokens.lowerBound - Self.reach)
    var end = start
    while end < triggers.count, triggers[end].tokens.lowerBound < number.tokens.upperBound + Self.reach {
      end += 1
    }
    return triggers[start..<end]
  }

  private func first(_ triggers: [EventTrigger], endingAfter token: Int) -> Int {
    var (low, high) = (0, triggers.count)
    while low < high {
      let middle = (low + high) / 2
      if triggers[middle].tokens.upperBound <= token { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A trigger as the counted noun: in the number's span or right behind it.
  private func counts(_ trigger: EventTrigger, _ number: FigureNumber) -> Bool {
    var end = number.tokens.upperBound
    if text.isMark(end, ")", "\"") { end += 1 }
    // مئات من الناس
    if text.has(end, .from) { end += 1 }
    guard trigger.tokens.upperBound > number.tokens.lowerBound, trigger.tokens.lowerBound <= end else {
      return false
    }
    return trigger.tokens.lowerBound < number.tokens.upperBound
      || !trigger.word.isPrefixed && !trigger.word.hasPreposition
  }

  private func reading(
    _ trigger: EventTrigger, _ near: ArraySlice<EventTrigger>, _ number: FigureNumber, _ others: [Range<Int>],
    _ scene: EventScene, _ counted: Counted
  ) -> FoundEvent? {
    var best: FoundEvent?
    for government in EventGovernment.allCases where trigger.word.governs(government) {
      guard let cost = cost(of: trigger, as: government, number, others, near) else { continue }
      var event = trigger.word.event
      if event == .injured && scene.hasDisease { event = .infected }
      // Of a disease, and not of hunger.
      if event == .infected, government == .verb, !scene.hasDisease { continue }
      if event == .goals, government == .counted, !scene.hasMatch { continue }
      // مؤشر 300: a number by itself measures a change only with ب.
      if government == .change, FigureKind(number.mention) == .bare, !isByMeasure(number) {
        continue
      }
      // A year is a year, whatever stands beside it.
      if government != .total, isYear(number.mention) { continue }
      // A number by itself may be anything: only what stands close to it governs it.
      if FigureKind(number.mention) == .bare, cost > (event == .participants ? 4 : 8) { continue }
      // Whoever takes part is said of many things.
      if event == .participants, government != .crowd, cost > (government == .total ? 6 : 4.5) { continue }
      if event == .infected, government == .verb, cost > 4 { continue }
      // A product is not what is produced or traded, unless it stands close by.
      if event == .production || event == .trade, FigureKind(number.mention) == .count,
        cost > (counted.isSomebody || government == .total ? 2.2 : 3)
      {
        continue
      }
      // Who is counted beside aid is not what is given.
      if event == .aid, government == .total, FigureKind(number.mention) == .count { continue }
      // مخالفتين لتشغيل حافلات: a thing behind a number with a noun of its own is not what it counts.
      if government == .counted, event?.isOfThings ?? false, number.mention.unit != nil,
        trigger.tokens.lowerBound >= number.tokens.upperBound
      {
        continue
      }
      // فقد is to lose as well.
      if event == .missing, FigureKind(number.mention) == .money { event = .loss }
      if event == .detained, captives(number) { event = .captive }
      if let change = change(event, government, number, trigger) { event = change }
      if let event, !event.takes(number.mention, counted) { continue }
      if cost < best?.cost ?? .infinity {
        best = FoundEvent(
          event: event, trigger: trigger.tokens, rule: FigureRule(government), cost: cost,
          isBehind: trigger.tokens.lowerBound >= number.tokens.upperBound)
      }
    }
    return best
  }

  /// خسر الذهب 2 في المئة: a loss or a profit in percent is a change.
  private func change(
    _ event: Figure.Event?, _ government: EventGovernment, _ number: FigureNumber, _ trigger: EventTrigger
  ) -> Figure.Event? {
    guard number.mention.kind == .percentage, government == .verb || government == .noun,
      trigger.tokens.upperBound <= number.tokens.lowerBound,
      measures(number, nearness: number.tokens.lowerBound - trigger.tokens.upperBound)
    else { return nil }
    switch event {
    case .loss, .missing: return .decline
    case .profit: return .growth
    default: return nil
    }
  }

  private func isYear(_ number: NumberMention) -> Bool {
    guard number.kind == .cardinal, let value = number.value, let year = Int(value.description) else {
      return false
    }
    return (1900...2100).contains(year)
  }

  /// The counted are hostages: held, not arrested.
  private func captives(_ number: FigureNumber) -> Bool {
    number.tokens.contains { text.has($0, words.hostages) }
      || text.has(number.tokens.upperBound, words.hostages)
  }

  // MARK: Distances

  private func cost(
    of trigger: EventTrigger, as government: EventGovernment, _ number: FigureNumber, _ others: [Range<Int>],
    _ near: ArraySlice<EventTrigger>
  ) -> Double? {
    let (start, end) = (trigger.tokens.lowerBound, trigger.tokens.upperBound)
    let isInside = start >= number.tokens.lowerBound && start < number.tokens.upperBound
    let before = end <= number.tokens.lowerBound ? end..<number.tokens.lowerBound : nil
    let behind = start >= number.tokens.upperBound ? number.tokens.upperBound..<start : nil
    switch government {
    case .noun:
      guard let before, before.count <= 8, !crosses(before, others) else { return nil }
      return Double(before.count) + obstacles(before) * 1.5 + Double(openers(before)) * 2
    case .near:
      if let before, before.count <= 1 { return 1 + Double(before.count) * 0.5 + obstacles(before) * 3 }
      guard let behind, behind.isEmpty, !trigger.word.isPrefixed else { return nil }
      return 2.8
    case .verb:
      if let before, before.count <= 24, !crosses(before, others) {
        let (close, far) = (min(before.count, Self.close), max(0, before.count - Self.close))
        return 0.8 + Double(close) * 0.55 + Double(far) * 0.25 + obstacles(before)
      }
      guard let behind, behind.count <= 9, !trigger.word.isPrefixed, !crosses(behind, others),
        !others.contains(where: { hasOwn($0, behind: end, near) })
      else {
        return nil
      }
      return 2.2 + Double(behind.count) * 0.8 + obstacles(behind) * 1.5
    case .total, .measure, .value:
      if government == .measure, !isMeasured(number.mention) { return nil }
      let cession = government == .value ? Self.cession : 0
      if let before, before.count <= 28 {
        let crossed = others.count { before.overlaps($0) }
        return 1.6 + Double(before.count) * 0.3 + obstacles(before) * 1.2 + Double(crossed) * 3 + cession
      }
      guard let behind, behind.count <= 1, !trigger.word.isPrefixed, !trigger.word.hasPreposition,
        !crosses(behind, others), !behind.contains(where: { text.has($0, words.prepositions) })
      else {
        return nil
      }
      // 100 مليون يورو قيمة العقد.
      if government == .value, behind.isEmpty { return 3 }
      return 4.5 + Double(behind.count) + obstacles(behind) * 3
    case .counted:
      if isInside { return 1.9 }
      guard let behind, behind.count <= 1, !trigger.word.isPrefixed, !trigger.word.hasPreposition,
        !behind.contains(where: { text.has($0, words.prepositions) && !text.has($0, .from) })
      else {
        return nil
      }
      return 2.4 + Double(behind.count) + obstacles(behind) * 4
    case .behind:
      guard let behind, behind.count <= 16, !crosses(behind, others) else { return nil }
      return 1.8 + Double(behind.count) * 0.3 + obstacles(behind)
    case .change:
      guard let before, before.count <= 24 else { return nil }
      guard measures(number, nearness: before.count) else { return nil }
      // قفز إلى المركز السابع، متقدما بنقطتين: behind what it came to and a comma another thing is measured.
      if before.contains(where: { text.has($0, words.levels) }), before.contains(where: { text.isComma($0) })
      {
        return nil
      }
      let crossed = others.count { before.overlaps($0) }
      let measured = isByMeasure(number) ? Self.measured : 0
      return 0.9 + Double(before.count) * 0.3 + obstacles(before) + Double(crossed) * 2 - measured
    case .comparison:
      // أكثر بـ25 في المئة: ب may stand by itself.
      guard let before, before.count <= 1, before.allSatisfy({ text.has($0, .letterBeh) }),
        isByMeasure(number)
      else { return nil }
      return 0.5
    case .crowd:
      guard number.mention.kind == .indefinite, counts(trigger, number),
        number.mention.value.map({ $0 < Self.most }) ?? true
      else { return nil }
      return 6
    case .object, .thing, .body, .disease, .scene: return nil
    }
  }

  /// Tokens behind a verb up to which each makes it much farther; what stands beyond is its adverbs.
  private static let close = 8
  /// How much farther than another word an amount's own word is: قرض بقيمة 5 ملايين is of the loan.
  private static let cession = 3.5

  /// How much nearer a change is whose number is marked as its measure, than what changes: رفع الناتج بثلاثة ملايين.
  private static let measured = 0.8
  /// A crowd that does something is smaller.
  private static let most: ExactDecimal = 1_000_000

  /// Metres, tons, degrees: no count.
  private func isMeasured(_ number: NumberMention) -> Bool {
    number.kind == .quantity
      || ![.count, .bare, .money, .share].contains(FigureKind(number)) && number.kind == .range
  }

  /// Words that open a clause of their own: الذي, أن.
  private func openers(_ range: Range<Int>) -> Int { range.count { text.has($0, words.openers) } }

  /// Another number right behind a verb, with no other word to govern it: قتلا وأصيب 12 leaves قتلا free.
  private func hasOwn(_ other: Range<Int>, behind end: Int, _ near: ArraySlice<EventTrigger>) -> Bool {
    guard other.lowerBound >= end, other.lowerBound <= end + 3 else { return false }
    // قتلوا وتعرضت 12: another clause.
    if (end..<other.lowerBound).contains(where: { text.beginsClause($0) }) { return false }
    return !near.contains { $0.tokens.lowerBound >= end && $0.tokens.upperBound <= other.lowerBound }
  }

  private func crosses(_ range: Range<Int>, _ others: [Range<Int>]) -> Bool {
    others.contains { range.overlaps($0) }
  }

  /// What parts a word from a number: the ends of clauses.
  private func obstacles(_ range: Range<Int>) -> Double {
    var sum = 0.0
    for index in range {
      let token = text.tokens[index]
      if token.kind == .punctuation {
        if text.isMark(index, "،", ",") {
          sum += 1.2
        } else if text.isMark(index, "؛", ";", ".", "…") {
          sum += 5
        }
        if text.isMark(index, ":") { sum += 0.5 }
      } else if text.has(index, words.clauseBreaks) {
        sum += 3
      }
      if token.flags.contains(.lineBefore) { sum += 4 }
    }
    return sum
  }

  /// Whether a number is the measure of a change: بنسبة 5, ب5, or right behind the word; not what it comes to (إلى).
  private func measures(_ number: FigureNumber, nearness: Int) -> Bool {
    let first = number.tokens.lowerBound
    if text.has(first - 1, words.toAndFrom) || text.has(first, words.toAndFrom) { return false }
    if number.mention.kind == .multiple { return true }
    let isCount = FigureKind(number.mention) == .count
    if nearness == 0 && !isCount { return true }
    // خفض سعر البرميل 10 دولارات: a measure by itself, if no verb stands between.
    if nearness <= Self.mostBeforeMeasure, !isCount, !text.has(first - 1, words.prepositions),
      !(first - nearness..<first).contains(where: {
        text.has($0, words.reaching) || FigureKind(number.mention) == .money && text.has($0, words.toAndFrom)
          || text.isComma($0) || text.has($0, words.openers) || text.has($0, words.levels)
      })
    {
      return true
    }
    return isByMeasure(number)
  }

  /// Words between a change and what measures it without ب.
  private static let mostBeforeMeasure = 14

  /// بنسبة 5, ب5.
  private func isByMeasure(_ number: FigureNumber) -> Bool {
    let first = number.tokens.lowerBound
    if text.has(first - 1, words.byMeasure) || text.has(first - 2, words.byMeasure) { return true }
    // ب is written together with the number: بنحو, ب10.
    let token = text.tokens[first]
    return token.start < number.mention.span.start || text.has(first - 1, .letterBeh)
  }
}
