import Isnad
import IsnadArabic

extension NumberRule {
  static let twoBoundsText = RuleDeclaration(
    "two-bounds", "A least and a most.",
    opens: [.phrase(.modifierBefore)],
    finds: [
      RuleExample("العدد أكثر من مئة وأقل من ثلاثمئة.", "أكثر من مئة وأقل من ثلاثمئة", "100 – 300")
    ], leaves: ["العدد أكثر من مئة."])
}

extension NumberScanner {
  /// أكثر من مئة وأقل من ثلاثمئة: two bounds make a range.
  func upperBound(of low: FoundNumber) -> FoundNumber? {
    guard low.mention.modifier == .moreThan || low.mention.modifier == .atLeast,
      let from = low.mention.value
    else { return nil }
    var cursor = Cursor(words, at: low.end)
    // مائة، أو أقل من ثلاثمئة
    _ = cursor.acceptComma()
    guard cursor.accept(either: .or, or: .and) || cursor.peeksWord && words.beginsWithWaw(cursor.index),
      !cursor.isAtEnd,
      let (meaning, end) = words.phrase(at: cursor.index), end < words.limit,
      case .modifierBefore(let modifier) = meaning, modifier == .lessThan || modifier == .atMost,
      let high = measurable(at: end), let to = high.mention.value, from < to,
      low.mention.kind == high.mention.kind || low.mention.kind == .cardinal
    else { return nil }
    var range = high
    range.mention.span.start = low.mention.span.start
    range.mention.value = nil
    range.mention.min = from
    range.mention.max = to
    if [.cardinal, .counted].contains(high.mention.kind) { range.mention.kind = .range }
    if high.mention.kind == .duration { range.mention.iso = nil }
    range.mention.by = NumberExtractor.by(.twoBounds)
    return range
  }
}
