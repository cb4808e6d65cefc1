import Isnad

/// Reads ranges and scores: من 3 إلى 5 ملايين دولار، بين 10 و20، 3-1.
struct RangeParser {
  let words: TokenWords
  let quantities: QuantityParser
  let dates: DateParser

  func parse(at index: Int, limit: Int) -> FoundNumber? {
    let tokens = words.tokens
    if tokens[index].kind == .word {
      let isBetween =
        (tokens.matches(index, "بين") || tokens.matches(index, "مابين"))
        || tokens.matches(index, "ما") && index + 1 < limit && tokens.matches(index + 1, "بين")
      if isBetween {
        let at = tokens.matches(index, "ما") ? index + 2 : index + 1
        // بين عامي 2006 و2015
        let first = at < limit && Self.dualYears.contains(tokens[at]) ? at + 1 : at
        if let second = between(first + 1, limit),
          let years = years(tokens[index].start, first, second, limit)
        {
          return years
        }
        return bounds(from: index, at: at, limit, .between)
      }
      if tokens.matches(index, "من") {
        return dateRange(from: index, at: index + 1, limit)
          ?? bounds(from: index, at: index + 1, limit, .to)
      }
    }
    guard tokens[index].kind == .number || words.means(index) else { return nil }
    return score(at: index, limit) ?? dateRange(from: index, at: index, limit)
  }

  /// The range that a number opens, where a dash or إلى and another number follow it: 10-20.
  func range(from low: FoundNumber, limit: Int) -> FoundNumber? {
    bounds(low, at: low.mention.span.start, limit, .dashOrTo)
  }

  /// What joins the two numbers of a range.
  private enum Joint {
    case between, to, dashOrTo
  }

  private func pass(_ joint: Joint, at index: Int, _ limit: Int) -> Int? {
    switch joint {
    case .between: between(index, limit)
    case .to: to(index, limit)
    case .dashOrTo: dash(index, limit) ?? to(index, limit)
    }
  }

  private func between(_ index: Int, _ limit: Int) -> Int? {
    guard index < limit else { return nil }
    if words.isConjunction(index) { return index + 1 }
    return words.beginsWithWaw(index) && words.stripped(index) == 2 ? index : nil
  }

  private func to(_ index: Int, _ limit: Int) -> Int? {
    guard index + 1 < limit else { return nil }
    return Self.untilWords.contains(words.tokens[index]) ? index + 1 : nil
  }

  private func dash(_ index: Int, _ limit: Int) -> Int? {
    guard index + 1 < limit,
      words.isPunctuation(index, "-") || words.isPunctuation(index, "–")
        || words.isPunctuation(index, "—") || words.isPunctuation(index, "~"),
      words.tokens[index + 1].kind == .number
    else { return nil }
    return words.isAttached(index) == words.isAttached(index + 1) ? index + 1 : nil
  }

  private func bounds(from start: Int, at first: Int, _ limit: Int, _ joint: Joint) -> FoundNumber? {
    guard first < limit, let low = quantities.parse(at: first, limit: limit) else { return nil }
    return bounds(low, at: words.tokens.span(of: start, strippingForm: 0).start, limit, joint)
  }

  /// Two numbers of which the second one's scale and unit hold for both.
  private func bounds(_ low: FoundNumber, at start: Int, _ limit: Int, _ joint: Joint) -> FoundNumber? {
    guard let lowValue = low.mention.value, low.mention.kind != .ordinal,
      let second = pass(joint, at: low.end, limit),
      let high = quantities.parse(at: second, limit: limit), let highValue = high.mention.value
    else { return nil }
    let isSameKind = low.mention.kind == high.mention.kind || low.mention.kind == .cardinal
    guard isSameKind, high.mention.kind != .ordinal else { return nil }
    var from = lowValue
    if low.lastScale == 1 && high.lastScale > 1 && lowValue < highValue && low.mention.kind == .cardinal {
      from = lowValue.times(ExactDecimal(high.lastScale)) ?? lowValue
    }
    guard from < highValue else { return nil }
    var result = high
    result.mention.span.start = start
    result.mention.value = nil
    result.mention.min = from
    result.mention.max = highValue
    if [.cardinal, .counted, .indefinite].contains(high.mention.kind) { result.mention.kind = .range }
    if high.mention.kind == .duration { result.mention.iso = nil }
    result.mention.by = NumberExtractor.by("range")
    return result
  }

  /// 3-1 after a verb of winning or before على; صفر-صفر.
  private func score(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let a = goals(index), index + 2 < limit,
      words.isPunctuation(index + 1, "-") || words.isPunctuation(index + 1, "–"),
      let b = goals(index + 2), !words.isPunctuation(index + 3, "-"), !words.isPunctuation(index + 3, "/"),
      !words.isPunctuation(index + 3, "%")
    else { return nil }
    let isAfterResult = (max(0, index - 8)..<index).contains { Self.results.contains(words.tokens.form($0)) }
    let isBeforeOpponent =
      index + 3 < limit && ["علي", "امام", "لصالح", "ضد"].contains(words.tokens.form(index + 3))
    // 3-صفر can be nothing else.
    let hasNil = words.tokens[index].kind == .word || words.tokens[index + 2].kind == .word
    guard isAfterResult || isBeforeOpponent || hasNil else { return nil }
    var mention = NumberMention(
      span: TextSpan(words.start(index), words.tokens[index + 2].end), kind: .score,
      by: NumberExtractor.by("score"))
    mention.min = ExactDecimal(a)
    mention.max = ExactDecimal(b)
    return FoundNumber(mention: mention, end: index + 3)
  }

  private static let untilWords = WordSet("إلى حتى وحتى وإلى")
  private static let results: Set<String> = [
    "فاز", "الفوز", "بنتيجه", "خسر", "هزم", "تعادل", "التعادل", "بالتعادل", "تغلب", "نتيجه", "النتيجه",
    "فوزه", "انتهت", "بفوز", "فوز", "الخساره", "بمجموعتين", "بمجموعات", "لواحده",
  ]

  private func goals(_ index: Int) -> Int? {
    if let digits = words.plainDigits(index) { return digits.count <= 2 ? digits.value : nil }
    guard index < words.count, words.stripped(index) == 0 else { return nil }
    switch words.word(index)?.cardinal {
    case .zero?: return 0
    case .unit(let value)?: return value
    default: return nil
    }
  }

  /// من 3 إلى 9 نيسان 2024، 13-15 يوليو: two days of one month, or two dates.
  private func dateRange(from start: Int, at first: Int, _ limit: Int) -> FoundNumber? {
    guard first + 1 < limit else { return nil }
    let startOffset = start == first ? words.start(first) : words.tokens[start].start
    if let second = dash(first + 1, limit) ?? to(first + 1, limit),
      let years = years(startOffset, first, second, limit)
    {
      return years
    }
    if let day = words.plainDigits(first), day.count <= 2, (1...31).contains(day.value),
      let second = dash(first + 1, limit) ?? to(first + 1, limit),
      let date = dates.parse(at: second, limit: limit), let iso = date.iso,
      iso.count == 10, date.end > second + 1, words.plainDigits(second) != nil
    {
      let from = iso.prefix(8) + CivilDate.padded(day.value, 2)
      return range(startOffset, "\(from)/\(iso)", date.end)
    }
    guard start != first, let low = dates.parse(at: first, limit: limit), var from = low.iso,
      let second = to(low.end, limit),
      let high = dates.parse(at: second, limit: limit), let until = high.iso, from.count == until.count
    else { return nil }
    // The year stands with the second date and holds for both.
    if from.hasPrefix("XXXX"), !until.hasPrefix("XXXX") { from = String(until.prefix(4)) + from.dropFirst(4) }
    return range(startOffset, "\(from)/\(until)", high.end)
  }

  private static let dualYears = WordSet("عامي سنتي العامين")

  /// 2006 إلى 2015: two years in order, which count nothing.
  private func years(_ start: Int, _ first: Int, _ second: Int, _ limit: Int) -> FoundNumber? {
    guard let low = words.plainDigits(first), let high = words.plainDigits(second), second < limit,
      low.count == 4, high.count == 4, 1800...2100 ~= low.value, 1800...2100 ~= high.value,
      low.value < high.value, !dates.isCounting(second, limit), !words.isPunctuation(second + 1, "%"),
      CountedNoun(words).range(after: second + 1, value: ExactDecimal(high.value), limit: limit) == nil
    else { return nil }
    return range(start, "\(low.value)/\(high.value)", second + 1)
  }

  private func range(_ start: Int, _ iso: String, _ end: Int) -> FoundNumber {
    var mention = NumberMention(
      span: TextSpan(start, words.tokens[end - 1].end), kind: .date, by: NumberExtractor.by("date-range"))
    mention.iso = iso
    return FoundNumber(mention: mention, end: end)
  }
}
