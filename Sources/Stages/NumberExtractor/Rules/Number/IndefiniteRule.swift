import Isnad
import IsnadArabic

extension NumberRule {
  static let indefiniteText = RuleDeclaration(
    "indefinite", "A number without an exact value, such as عشرات.",
    opens: [.meaning(.indefinite)],
    finds: [
      RuleExample("شارك عشرات المواطنين في المسيرة.", "عشرات المواطنين", "10 المواطنين")
    ], leaves: ["شارك المواطنون في المسيرة."])
}

extension QuantityParser {
  /// عشرات الآلاف، مئات المواطنين، بضع سنوات
  func indefinite(at index: Int) -> FoundNumber? {
    guard let word = words.word(index), let least = word.indefinite else { return nil }
    var value = ExactDecimal(least)
    var end = index + 1
    var scale: Int?
    while end < words.limit, words.stripped(end) == 0, let next = words.word(end),
      next.cardinal != nil || next.indefinite != nil
    {
      guard case .scale(let factor)? = next.cardinal, let product = value.times(ExactDecimal(factor)) else {
        break
      }
      value = product
      scale = factor
      end += 1
    }
    // آلاف alone is a plural like others: only what follows makes it a number.
    let isScaleWord = word.cardinal.map { $0 != .countedHundreds } ?? false
    if end < words.limit, let measured = unitNoun(words.start(index), value, end) {
      var result = measured
      if result.mention.kind != .duration {
        result.mention.kind = result.mention.kind == .counted ? .indefinite : result.mention.kind
      }
      result.details.lastScale = scale ?? 1
      return result
    }
    var result = found(words.start(index), end, .indefinite, value, .indefinite)
    if end < words.limit, words.tokens[end].kind == .word, !words.tokens[end].flags.contains(.lineBefore) {
      let token = words.tokens[end]
      let isDefinite = words.hasArticle(end)
      let isNoun =
        isDefinite && words.word(end) == nil || words.isGenitiveNoun(end) && words.word(end) == nil
      if isNoun && (!isScaleWord || scale != nil || isDefinite) && !isFunction(end) {
        result.end = end + 1
        result.mention.span.end = token.end
        result.mention.unit = text[token.span]
      }
    }
    return result
  }

  private func isFunction(_ index: Int) -> Bool {
    words.has(index, .functionWord)
      || words.has(index, .clauseOfCrowd)
  }
}
