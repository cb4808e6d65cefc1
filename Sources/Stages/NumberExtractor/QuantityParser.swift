import Isnad
import IsnadArabic

/// Reads a number and what belongs to it: fraction, percent, currency, unit, counted noun.
struct QuantityParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let currency: CurrencyReader
  let text: SourceText

  var cardinals: CardinalParser { CardinalParser(words) }

  func parse(at index: Int, limit: Int) -> FoundNumber? {
    guard index < limit else { return nil }
    return signed(at: index, limit) ?? signBefore(at: index, limit) ?? percentBefore(at: index, limit)
      ?? dualNoun(at: index, limit)
      ?? fraction(at: index, limit) ?? indefinite(at: index, limit) ?? multiple(at: index, limit)
      ?? ordinal(at: index, limit) ?? cardinal(at: index, limit)
  }

  func found(
    _ start: Int, _ end: Int, _ kind: NumberMention.Kind, _ value: ExactDecimal?, _ rule: String
  ) -> FoundNumber {
    let span = TextSpan(start, words.tokens[end - 1].end)
    return FoundNumber(
      mention: NumberMention(span: span, kind: kind, value: value, by: NumberExtractor.by(rule)), end: end)
  }

  // MARK: Words that are numbers by themselves

  /// شهران، لترين، رسالتين
  private func dualNoun(at index: Int, _ limit: Int) -> FoundNumber? {
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
  private func indefinite(at index: Int, _ limit: Int) -> FoundNumber? {
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
  private func multiple(at index: Int, _ limit: Int) -> FoundNumber? {
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

  private func ordinal(at index: Int, _ limit: Int) -> FoundNumber? {
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

  private func isPercent(_ index: Int, _ limit: Int) -> Bool {
    if let (meaning, _) = phrases.at(index, in: words.tokens, limit: limit), case .percent = meaning {
      return true
    }
    return false
  }

  // MARK: Cardinals

  func cardinal(at index: Int, _ limit: Int, isSigned: Bool = false) -> FoundNumber? {
    guard var number = spaced(at: index, limit) ?? cardinals.parse(at: index, limit: limit),
      isSigned || isNumber(number, index, limit)
    else { return nil }
    let start = words.tokens[index].kind == .number ? words.tokens[index].start : words.start(index)
    if let decimal = decimals(number, limit) {
      number.value = decimal.value
      number.end = decimal.end
      number.lastScale = decimal.scale
    }
    if let fraction = countedFraction(number, start, index, limit) { return fraction }
    if let extra = addedFraction(at: number.end, limit),
      let added = extra.value.times(ExactDecimal(number.lastScale)),
      let sum = number.value.plus(added)
    {
      number.value = sum
      number.end = extra.end
      // مليون ونصف المليون, or ثلاثة ونصف مليون
      if number.end < limit, words.stripped(number.end) == 0,
        case .scale(let scale)? = words.word(number.end)?.cardinal
      {
        if number.lastScale == 1 { number.value = sum.times(ExactDecimal(scale)) ?? sum }
        number.lastScale = max(number.lastScale, scale)
        number.end += 1
      }
    }
    return unit(
      start, number.value, number.end, limit, isDefinite: number.isDefinite, scale: number.lastScale)
  }

  /// 1 000 000
  private func spaced(at index: Int, _ limit: Int) -> ParsedNumber? {
    guard let first = words.plainDigits(index), first.count <= 3, first.value > 0 else { return nil }
    var value = ExactDecimal(first.value)
    var end = index + 1
    while end < limit, !words.isAttached(end), let group = words.plainDigits(end), group.count == 3,
      let next = value.times(1000)?.plus(ExactDecimal(group.value)),
      !words.isAttached(end + 1) || !isJoiner(end + 1)
    {
      value = next
      end += 1
    }
    guard end > index + 1 else { return nil }
    return ParsedNumber(
      value: value, end: end, stripped: 0, isDefinite: false, hasWords: false, isSingleWord: false,
      lastScale: 1)
  }

  private func isJoiner(_ index: Int) -> Bool {
    words.isPunctuation(index, "-") || words.isPunctuation(index, "/") || words.isPunctuation(index, ":")
  }

  /// Words that are numbers by form and not by meaning.
  private func isNumber(_ number: ParsedNumber, _ index: Int, _ limit: Int) -> Bool {
    guard number.isSingleWord, let word = words.word(index) else { return true }
    let form = words.tokens.form(index)
    switch word.cardinal {
    case .unit(1)?:
      // واحد may be أحد with a و before it: it counts where something follows that only a number takes.
      if form == "واحد", number.stripped == 0 { return takesOne(number.end, limit) }
      guard !form.hasSuffix("احد"), !form.hasSuffix("احدي") else { return false }
      if number.end < limit, words.tokens.matches(number.end, "تلو") { return false }
      // واحدة من الدول, but واحدة من كل خمس
      if number.end < limit, words.tokens.matches(number.end, "من"), parts(of: number.end, limit) == nil {
        return false
      }
      return number.stripped == 0 && !word.isDefinite
    // نقطة الصفر is a point, no count.
    case .zero? where word.isDefinite: return false
    case .unit(2)? where word.weekday != nil: return false
    case .scale?: return number.stripped == 0 || number.end < limit
    default: return word.weekday == nil
    }
  }

  /// Percent, a point, a fraction or a measure after واحد.
  private func takesOne(_ index: Int, _ limit: Int) -> Bool {
    // A line of its own holds no أحد, which needs a noun after it.
    guard index < limit else { return index == 1 || words.tokens[index - 1].flags.contains(.lineBefore) }
    if let (meaning, _) = phrases.at(index, in: words.tokens, limit: limit) {
      switch meaning {
      case .percent, .permille, .point, .unit: return true
      default: break
      }
    }
    if addedFraction(at: index, limit) != nil || division(by: index, limit) != nil
      || parts(of: index, limit) != nil
    {
      return true
    }
    guard let noun = words.word(index)?.noun, noun.isSingular, words.stripped(index) == 0 else {
      return false
    }
    return noun.measure != .counted
  }

  /// اثنين فاصلة سبعة، أربعة فاصلة خمسة ملايين
  private func decimals(_ number: ParsedNumber, _ limit: Int) -> (value: ExactDecimal, end: Int, scale: Int)?
  {
    guard number.end + 1 < limit, let (meaning, at) = phrases.at(number.end, in: words.tokens, limit: limit),
      case .point = meaning, let part = cardinals.parse(at: at, limit: limit), let all = part.value.int
    else { return nil }
    // A scale after the decimals multiplies the whole.
    let scale = part.lastScale > 1 && all > part.lastScale && all % part.lastScale == 0 ? part.lastScale : 1
    guard let fraction = ExactDecimal(digits: [UInt8](), fraction: Array(String(all / scale).utf8)),
      let value = number.value.plus(fraction)?.times(ExactDecimal(scale))
    else { return nil }
    return (value, part.end, scale)
  }

}
