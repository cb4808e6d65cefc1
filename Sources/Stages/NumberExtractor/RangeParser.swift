import Isnad

/// Reads ranges and scores: من 3 إلى 5 ملايين دولار، بين 10 و20، 3-1.
struct RangeParser {
  let words: TokenWords
  let quantities: QuantityParser
  let dates: DateRangeParser

  func parse(at index: Int, limit: Int) -> FoundNumber? {
    let tokens = words.tokens
    if tokens[index].kind == .word {
      // من is everywhere: only before what may be a number is it looked at.
      guard index + 1 < limit, words.means(index) || !words.openings(index + 1).isEmpty else { return nil }
      if let first = RangeJoint.afterBetween(index, words, limit) {
        return dates.parse(at: index, limit: limit) ?? bounds(from: index, at: first, limit, .between)
      }
      if tokens.matches(index, "من") {
        return dates.parse(at: index, limit: limit) ?? bounds(from: index, at: index + 1, limit, .to)
      }
    }
    guard tokens[index].kind == .number || words.means(index) else { return nil }
    return score(at: index, limit) ?? dates.parse(at: index, limit: limit)
      ?? (tokens[index].kind == .number ? dates.times(words.start(index), index, .dashOrTo, limit) : nil)
  }

  /// The range that a number opens, where a dash or إلى and another number follow it: 10-20.
  func range(from low: FoundNumber, limit: Int) -> FoundNumber? {
    bounds(low, at: low.mention.span.start, limit, .dashOrTo)
  }

  private func bounds(from start: Int, at first: Int, _ limit: Int, _ joint: RangeJoint) -> FoundNumber? {
    guard first < limit, let low = quantities.parse(at: first, limit: limit) else { return nil }
    return bounds(low, at: words.tokens.span(of: start, strippingForm: 0).start, limit, joint)
  }

  /// Two numbers of which the second one's scale and unit hold for both.
  private func bounds(_ low: FoundNumber, at start: Int, _ limit: Int, _ joint: RangeJoint) -> FoundNumber? {
    guard let lowValue = low.mention.value, low.mention.kind != .ordinal || joint == .between,
      let second = joint.pass(low.end, words, limit),
      let high = quantities.parse(at: second, limit: limit), let highValue = high.mention.value
    else { return nil }
    // بين العاشر وخمسة عشر
    let isPlain = [.cardinal, .ordinal].contains(low.mention.kind)
    let isSameKind = low.mention.kind == high.mention.kind || low.mention.kind == .cardinal
    guard isSameKind && high.mention.kind != .ordinal || isPlain && joint == .between else { return nil }
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
    if [.cardinal, .counted, .indefinite, .ordinal].contains(high.mention.kind) {
      result.mention.kind = .range
    }
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
    // 3-صفر and 2-0 can be nothing else.
    let hasNil =
      words.tokens[index].kind == .word || words.tokens[index + 2].kind == .word || a == 0 || b == 0 && a < 10
    guard isAfterResult || isBeforeOpponent || hasNil else { return nil }
    var mention = NumberMention(
      span: TextSpan(words.start(index), words.tokens[index + 2].end), kind: .score,
      by: NumberExtractor.by("score"))
    mention.min = ExactDecimal(a)
    mention.max = ExactDecimal(b)
    return FoundNumber(mention: mention, end: index + 3)
  }

  private static let results: Set<String> = [
    "فاز", "الفوز", "بنتيجه", "خسر", "هزم", "تعادل", "التعادل", "بالتعادل", "تغلب", "نتيجه", "النتيجه",
    "فوزه", "انتهت", "خسرها", "خسرت", "فازت", "تعادلا", "تعادلت", "تعادلهما", "هزيمه", "الهزيمه", "هزيمته",
    "بالفوز",
    "ذهابا", "ايابا", "الذهاب", "الاياب", "تغلبت", "اكتسح", "سحق", "بفوز", "فوز", "الخساره", "بمجموعتين",
    "بمجموعات", "لواحده",
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
}
