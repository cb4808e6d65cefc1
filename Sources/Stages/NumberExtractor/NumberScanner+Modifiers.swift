import Isnad
import IsnadArabic

// What stands beside a number and bounds it: نحو، أكثر من، على الأقل.
extension NumberScanner {
  /// نحو 250، ما لا يقل عن خمسة عشر
  func modified(at index: Int) -> FoundNumber? {
    guard let (meaning, end) = words.phrase(at: index),
      case .modifierBefore(let modifier) = meaning, end < words.limit,
      // لتصل إلى 100 مليار: it came to be so much.
      modifier != .atMost || !words.has(index, .cameTo)
    else { return nil }
    guard
      var found = ranges.parse(at: end) ?? measurable(at: end)
        ?? quantities.oneOfTime(at: end)
    else { return nil }
    found = ranges.range(from: found) ?? found
    found.mention.span.start = words.phraseStart(index)
    found.mention.modifier = modifier
    return upperBound(of: found) ?? found
  }

  /// أكثر من مئة وأقل من ثلاثمئة: two bounds make a range.
  private func upperBound(of low: FoundNumber) -> FoundNumber? {
    guard low.mention.modifier == .moreThan || low.mention.modifier == .atLeast,
      let from = low.mention.value, low.end < words.limit
    else { return nil }
    var at = low.end
    // مائة، أو أقل من ثلاثمئة
    if words.isPunctuation(at, "،") || words.isPunctuation(at, ",") { at += 1 }
    let joint = at
    if words.isConjunction(at) || at < words.limit && words.has(at, .or) { at += 1 }
    guard at < words.limit, at > joint || words.tokens[at].kind == .word && words.beginsWithWaw(at),
      let (meaning, end) = words.phrase(at: at), end < words.limit,
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

  /// What can be more or less: no ordinal, and nothing that stands behind a preposition of its own.
  private func measurable(at index: Int) -> FoundNumber? {
    if let clock = clock(at: index) { return clock }
    guard NotANumber(words).end(at: index) == nil,
      let found = quantities.parse(at: index)
    else { return nil }
    // نحو البلدين: towards them.
    if found.mention.kind == .dual { return nil }
    guard found.mention.kind == .ordinal, words.tokens[index].kind != .number else { return found }
    // أكثر من المليون: measured, not ranked.
    return words.word(index)?.ordinal == nil ? quantities.cardinal(at: index) : nil
  }

  /// 40 قتيلا تقريبا، 21 شخصا على الأقل
  func modifierAfter(_ found: inout FoundNumber) {
    guard found.mention.modifier == nil || found.mention.modifier == .approximately, found.end < words.limit,
      found.mention.kind != .date,
      words.tokens[found.end].kind == .word,
      let (modifier, end) = phrases.modifierAfter(found.end, in: words)
    else { return }
    found.mention.modifier = modifier
    found.mention.span.end = words.tokens[end - 1].end
    found.end = end
  }
}
