import Isnad
import IsnadArabic

/// Words that are numbers by themselves: duals, indefinites, multiples, ordinals.
extension QuantityParser {
  /// شهران، لترين، رسالتين
  func dualNoun(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let noun = words.word(index)?.noun, noun.isDual || noun.isSingular else { return nil }
    if noun.isSingular {
      if let duration = duration(ofOne: noun, at: index, limit) { return duration }
      // ساعة ونصف: the noun says one, the fraction makes it more.
      guard noun.measure != .counted, !isPartOfSmaller(index + 1, limit),
        let extra = addedFraction(at: index + 1, limit),
        let value = ExactDecimal(1).plus(extra.value)
      else { return nil }
      return measured(words.start(index), value, noun, nounAt: index, end: extra.end, limit, "singular-noun")
    }
    // كاثرين is no ك with two traces.
    if words.stripped(index) > 0, words.tokens.form(index).hasPrefix("ك") { return nil }
    var value: ExactDecimal = 2
    var end = index + 1
    if !isPartOfSmaller(end, limit), let extra = addedFraction(at: end, limit),
      let sum = value.plus(extra.value)
    {
      value = sum
      end = extra.end
    }
    return measured(words.start(index), value, noun, nounAt: index, end: end, limit, "dual")
  }

  /// عشرات الآلاف، مئات المواطنين، بضع سنوات
  func indefinite(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let word = words.word(index), let least = word.indefinite else { return nil }
    var value = ExactDecimal(least)
    var end = index + 1
    var scale: Int?
    while end < limit, words.stripped(end) == 0, let next = words.word(end),
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
    if end < limit, let measured = unitNoun(words.start(index), value, end, limit) {
      var result = measured
      if result.mention.kind != .duration {
        result.mention.kind = result.mention.kind == .counted ? .indefinite : result.mention.kind
      }
      result.details.lastScale = scale ?? 1
      return result
    }
    var result = found(words.start(index), end, .indefinite, value, "indefinite")
    if end < limit, words.tokens[end].kind == .word, !words.tokens[end].flags.contains(.lineBefore) {
      let token = words.tokens[end]
      let isDefinite = words.hasArticle(end)
      let isNoun =
        isDefinite && words.word(end) == nil || words.isGenitiveNoun(end, limit) && words.word(end) == nil
      if isNoun && (!isScaleWord || scale != nil || isDefinite) && !isFunction(end) {
        result.end = end + 1
        result.mention.span.end = token.end
        result.mention.unit = text[token.span]
      }
    }
    return result
  }

  private func isFunction(_ index: Int) -> Bool {
    CountedNoun.isFunctionWord(words.tokens[index].fingerprint)
      || Self.clauses.contains(words.tokens[index])
  }

  private static let clauses = WordSet("الذين التي الذي ممن أخرى ملايين")

  /// ضعف، ضعفي
  func multiple(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let multiple = words.word(index)?.multiple else { return nil }
    switch multiple {
    case .once:
      // ضعف is weakness as well; twofold only of a definite thing.
      guard index + 1 < limit, words.tokens[index + 1].kind == .word, index > 0,
        !words.tokens.matches(index + 1, "في"),
        Self.beforeTwofold.contains(words.tokens[index - 1])
          || words.tokens.matches(index - 1, "من") && index > 1
            && Self.comparatives.contains(words.tokens[index - 2])
      else { return nil }
      return found(words.start(index), index + 1, .multiple, 2, "multiple")
    case .twice:
      // الأكثر ضعفا: weaker, no two of anything.
      if index > 0, Self.comparatives.contains(words.tokens[index - 1]) { return nil }
      return found(words.start(index), index + 1, .multiple, 2, "multiple")
    case .counted: return nil
    }
  }

  private static let beforeTwofold = WordSet("إلى بلغ بلغت تعادل يعادل")
  private static let comparatives = WordSet("أكثر بأكثر الأكثر أقل بأقل الأقل أعلى أكبر أشد الأشد")

  func ordinal(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let word = words.word(index), words.tokens[index].kind == .word,
      let ordinal = OrdinalParser(words).parse(at: index, limit: limit)
    else { return nil }
    // ثانية واحدة is a time; the scanner reads it from its noun.
    if word.noun != nil, index + 1 < limit, words.word(index + 1)?.cardinal == .unit(1) { return nil }
    if word.ordinal == nil {
      // العشرون شخصا counts; العشرون alone says which one.
      guard let number = cardinals.parse(at: index, limit: limit),
        unitNoun(words.start(index), number.value, number.end, limit) == nil, word.weekday == nil
      else { return nil }
      if number.end < limit, words.tokens[number.end].kind == .word, isPercent(number.end, limit) {
        return nil
      }
    }
    return found(words.start(index), ordinal.end, .ordinal, ExactDecimal(ordinal.value), "ordinal")
  }
}
