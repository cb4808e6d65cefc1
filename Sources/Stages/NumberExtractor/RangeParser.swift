import Isnad
import IsnadArabic

/// Reads ranges and scores: من 3 إلى 5 ملايين دولار، بين 10 و20، 3-1.
struct RangeParser {
  let words: TokenWords
  let quantities: QuantityParser
  let dates: DateRangeParser

  func parse(at index: Int) -> FoundNumber? {
    let tokens = words.tokens
    if tokens[index].kind == .word {
      // من is everywhere: only before what may be a number is it looked at.
      guard index + 1 < words.limit, words.means(index) || !words.openings(index + 1).isEmpty else {
        return nil
      }
      if let first = RangeJoint.afterBetween(index, words) {
        return dates.parse(at: index) ?? bounds(from: index, at: first, .between)
      }
      if words.has(index, .from) {
        return dates.parse(at: index) ?? bounds(from: index, at: index + 1, .to)
      }
    }
    guard tokens[index].kind == .number || words.means(index) else { return nil }
    return score(at: index) ?? dates.parse(at: index)
      ?? (tokens[index].kind == .number ? dates.times(words.start(index), index, .dashOrTo) : nil)
  }

  /// The range that a number opens, where a dash or إلى and another number follow it: 10-20.
  func range(from low: FoundNumber) -> FoundNumber? {
    bounds(low, at: low.mention.span.start, .dashOrTo)
  }

  private func bounds(from start: Int, at first: Int, _ joint: RangeJoint) -> FoundNumber? {
    guard first < words.limit, let low = quantities.parse(at: first) else { return nil }
    return bounds(low, at: words.tokens.span(of: start, strippingForm: 0).start, joint)
  }

  /// Two numbers of which the second one's scale and unit hold for both.
  private func bounds(_ low: FoundNumber, at start: Int, _ joint: RangeJoint) -> FoundNumber? {
    guard let lowValue = low.mention.value, low.mention.kind != .ordinal || joint == .between,
      let second = joint.pass(low.end, words),
      let high = quantities.parse(at: second), let highValue = high.mention.value
    else { return nil }
    // بين العاشر وخمسة عشر
    let isPlain = [.cardinal, .ordinal].contains(low.mention.kind)
    let isSameKind = low.mention.kind == high.mention.kind || low.mention.kind == .cardinal
    guard isSameKind && high.mention.kind != .ordinal || isPlain && joint == .between else { return nil }
    var from = lowValue
    if low.details.lastScale == 1 && high.details.lastScale > 1 && lowValue < highValue
      && low.mention.kind == .cardinal
    {
      from = lowValue.times(ExactDecimal(high.details.lastScale)) ?? lowValue
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
    result.mention.by = NumberExtractor.by(.range)
    return result
  }

  /// 3-1 after a verb of winning or before على; صفر-صفر.
  private func score(at index: Int) -> FoundNumber? {
    guard let a = goals(index), index + 2 < words.limit,
      words.isPunctuation(index + 1, "-") || words.isPunctuation(index + 1, "–") || isStroke(index, a),
      let b = goals(index + 2), !words.isPunctuation(index + 3, "-"), !words.isPunctuation(index + 3, "/"),
      !words.isPunctuation(index + 3, "%")
    else { return nil }
    let next = index + 3
    let isBeforeGame = next < words.limit && words.has(next, .afterScore)
    let isAfterResult = (max(0, index - 8)..<index).contains { words.has($0, .resultWord) }
    // 3-صفر and 2-0 can be nothing else.
    let hasNil =
      words.tokens[index].kind == .word || words.tokens[index + 2].kind == .word || a == 0 || b == 0 && a < 10
    // 3-3, 3-2, 119-100: a range would rise.
    let isFalling =
      words.isAttached(index + 1) && words.isAttached(index + 2) && isFallingScore(a, b, at: index)
    guard isBeforeGame || isAfterResult || hasNil || isAfterScore(index) || isFalling,
      max(a, b) < 100 || isAfterResult || isFalling
    else { return nil }
    // فوز الحزب ب10-12 مقعدا
    if !isBeforeGame, CountedNoun(words).range(after: next, value: ExactDecimal(b)) != nil {
      return nil
    }
    var mention = NumberMention(
      span: TextSpan(words.start(index), words.tokens[index + 2].end), kind: .score,
      by: NumberExtractor.by(.score))
    mention.min = ExactDecimal(a)
    mention.max = ExactDecimal(b)
    return FoundNumber(mention: mention, end: index + 3)
  }

  private func isFallingScore(_ a: Int, _ b: Int, at index: Int) -> Bool {
    a >= b && b > 0 && a < 200 && (a < 20 || b > 40) && words.plainDigits(index) != nil
      && words.isPunctuation(index + 1, "-") && !words.isPunctuation(index - 1, "-")
      && !words.isPunctuation(index - 1, "/")
      && (index == 0
        || words.tokens[index - 1].kind == .word && !words.tokens[index - 1].flags.contains(.latin)
          && !words.has(index - 1, .beforeReference))
  }

  /// التعادل 1/1; but 1/4 نهائي is a round.
  private func isStroke(_ index: Int, _ goals: Int) -> Bool {
    guard goals < 10, words.isPunctuation(index + 1, "/"), words.isAttached(index + 1),
      words.isAttached(index + 2),
      words.plainDigits(index + 2).map({ $0.count == 1 }) == true
    else { return false }
    return (max(0, index - 4)..<index).contains { words.has($0, .resultWord) }
      && (index + 3 >= words.count || words.tokens[index + 3].kind != .word
        || !words.has(index + 3, .roundWord))
  }

  /// 6-4 و6-3 و7-5: the sets of one match.
  private func isAfterScore(_ index: Int) -> Bool {
    guard index >= 4,
      words.isConjunction(index - 1) || words.isPunctuation(index - 1, "،")
        || words.isPunctuation(index - 1, "(")
    else { return false }
    return words.plainDigits(index - 2) != nil && words.isPunctuation(index - 3, "-")
      && words.isAttached(index - 3) && words.plainDigits(index - 4) != nil
  }

  private func goals(_ index: Int) -> Int? {
    if let digits = words.plainDigits(index) { return digits.count <= 3 ? digits.value : nil }
    guard index < words.count, words.stripped(index) == 0 else { return nil }
    switch words.word(index)?.cardinal {
    case .zero?: return 0
    case .unit(let value)?: return value
    default: return nil
    }
  }
}
