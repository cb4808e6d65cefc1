import Isnad
import IsnadArabic

extension NumberRule {
  static let rangeText = RuleDeclaration(
    "range", "From one number to another.",
    opens: [.word(.from), .word(.between), .word(.what), .word(.betweenJoined), .number],
    finds: [
      RuleExample("تكلف من 3 إلى 5 ملايين دولار.", "من 3 إلى 5 ملايين دولار", "3000000 – 5000000 USD")
    ], leaves: ["سافر من القاهرة إلى دبي."])
}

extension RangeParser {
  /// The range that a number opens, where a dash or إلى and another number follow it: 10-20.
  func range(from low: FoundNumber) -> FoundNumber? {
    bounds(low, at: low.mention.span.start, .dashOrTo)
  }

  func bounds(from start: Int, at first: Int, _ joint: RangeJoint) -> FoundNumber? {
    guard first < words.limit, let low = quantities.parse(at: first) else { return nil }
    return bounds(low, at: words.tokens.span(of: start, strippingForm: 0).start, joint)
  }

  /// Two numbers of which the second one's scale and unit hold for both.
  func bounds(_ low: FoundNumber, at start: Int, _ joint: RangeJoint) -> FoundNumber? {
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
}
