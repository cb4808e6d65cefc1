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

  func isPercent(_ index: Int, _ limit: Int) -> Bool {
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
