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

  /// What can be more or less: no ordinal, and nothing that stands behind a preposition of its own.
  func measurable(at index: Int) -> FoundNumber? {
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
