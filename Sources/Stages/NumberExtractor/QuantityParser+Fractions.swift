import Isnad
import IsnadArabic

// Parts of a whole: نصف، ثلاثة أرباع، 2/3، 8 على 10، 3 من أصل 15.
extension QuantityParser {
  /// ونصف، وربع after a number or a noun; not where a noun of its own follows (ونصف ساعة).
  func addedFraction(at index: Int) -> (value: ExactDecimal, end: Int)? {
    guard index < words.limit else { return nil }
    // 3½
    if words.tokens[index].kind == .symbol, words.isAttached(index),
      let fraction = words.word(index)?.fraction,
      let value = ExactDecimal.ratio(fraction.numerator, fraction.denominator)
    {
      return (value, index + 1)
    }
    let at = words.isConjunction(index) ? index + 1 : index
    guard at < words.limit, at > index || words.beginsWithWaw(index) && words.stripped(index) == 2 else {
      return nil
    }
    // سبعة وعشرة أخماس، ستة عشر وسبعة عشر على ثلاثة
    if let part = cardinals.parse(at: at), let count = part.value.int,
      let below = division(by: part.end),
      let whole = below.value.int, let value = ExactDecimal.ratio(count, whole)
    {
      return (value, below.end)
    }
    if let part = cardinals.parse(at: at), part.isSingleWord, let count = part.value.int,
      part.end < words.limit, words.stripped(part.end) == 0, let fraction = words.word(part.end)?.fraction,
      fraction.numerator == 0, let value = ExactDecimal.ratio(count, fraction.denominator)
    {
      return (value, part.end + 1)
    }
    guard let fraction = words.word(at)?.fraction, fraction.numerator > 0, words.word(at)?.cardinal == nil,
      let value = ExactDecimal.ratio(fraction.numerator, fraction.denominator)
    else { return nil }
    return (value, at + 1)
  }

  func fraction(at index: Int) -> FoundNumber? {
    guard let word = words.word(index), let fraction = word.fraction, fraction.numerator > 0,
      word.cardinal == nil || isFractionOf(index),
      let share = ExactDecimal.ratio(fraction.numerator, fraction.denominator)
    else { return nil }
    // ثمن is a price before it is an eighth.
    if fraction.denominator == 8, fraction.numerator == 1, words.limit > 1,
      index > 0 || index + 1 < words.limit
    {
      return nil
    }
    let start = words.start(index)
    let next = index + 1
    if next < words.limit {
      // نصف النهائي is a round of a cup, ربع سنوية an adjective.
      if words.has(next, .notWhole) { return nil }
      if case .scale(let scale)? = words.word(next)?.cardinal, words.stripped(next) == 0,
        let value = share.times(ExactDecimal(scale))
      {
        return unit(
          start, value, next + 1, isDefinite: words.word(next)?.isDefinite == true, scale: scale)
      }
      if let (meaning, end) = phrases.at(next, in: words) {
        if case .percentagePoint = meaning { return quantity(start, share, "pp", end) }
        if case .unit(let unit) = meaning { return quantity(start, share, unit, end) }
      }
      if let noun = words.word(next)?.noun, noun.isSingular, words.stripped(next) == 0,
        noun.measure != .counted
      {
        return measured(start, share, noun, nounAt: next, end: next + 1, .fractionOfUnit)
      }
    }
    // نص القانون is a text; a half only before what is measured: نص ساعة.
    if words.has(index, .textWord) { return nil }
    // النصف الثاني, الربع السابق are periods.
    if word.isDefinite, next < words.limit,
      words.word(next)?.ordinal != nil || RelativeDirection.at(next, words) != nil
    {
      return nil
    }
    return found(start, next, .fraction, share, .fraction)
  }

  /// خمس السكان، خمس سكان العالم: a fifth. خمس دول: five.
  func isFractionOf(_ index: Int) -> Bool {
    let next = index + 1
    guard next < words.limit, words.tokens[next].kind == .word, words.word(index)?.isDefinite == false else {
      return false
    }
    if words.hasArticle(next) { return words.word(next)?.cardinal == nil && words.word(next)?.weekday == nil }
    guard words.word(next) == nil, next + 1 < words.limit, words.tokens[next + 1].kind == .word else {
      return false
    }
    return words.hasArticle(next + 1) && !words.has(next, .functionWord)
      && !endsLikePlural(next)
  }

  func endsLikePlural(_ index: Int) -> Bool {
    words.tokens.ends(index, "ات") || words.tokens.ends(index, "ين")
  }

  /// 8 على 10; not حصلت الدول الثلاث على 134 صوتا, nor 750 مليون على خمس سنوات.
  func division(by index: Int) -> ParsedNumber? {
    guard index + 1 < words.limit, words.has(index, .on), words.word(index + 1)?.isDefinite != true,
      words.tokens[index + 1].kind == .number || words.stripped(index + 1) == 0
    else { return nil }
    guard let below = cardinals.parse(at: index + 1) else { return nil }
    // مائة على ألف وخمسة, but not أنفق مائة على ألف طالب.
    guard
      below.lastScale == 1
        || below.hasWords && !below.isSingleWord
          && (below.end >= words.limit || words.tokens[below.end].kind != .word)
    else { return nil }
    return below
  }

  /// ثلاثة أرباع، 2/3، 3 من أصل 15، ثلاثة أضعاف
  func countedFraction(_ number: ParsedNumber, _ start: Int, _ index: Int)
    -> FoundNumber?
  {
    let next = number.end
    guard next < words.limit, let count = number.value.int else { return nil }
    if let word = words.word(next), words.stripped(next) == 0 {
      if let fraction = word.fraction, fraction.numerator == 0 {
        // عشرون وثلاثة أخماس: what stands before the units is whole.
        let parts = count > 10 && number.hasWords && count % 10 > 1 ? count % 10 : count
        if let share = ExactDecimal.ratio(parts, fraction.denominator),
          let value = ExactDecimal(count - parts).plus(share)
        {
          // ثلاثة أرباع مليون دولار، مليون وثلاثة أرباع المليون
          if next + 1 < words.limit, words.stripped(next + 1) == 0,
            case .scale(let scale)? = words.word(next + 1)?.cardinal,
            count == parts || count - parts >= scale,
            let scaled = share.times(ExactDecimal(scale))?.plus(ExactDecimal(count - parts))
          {
            return unit(start, scaled, next + 2, isDefinite: false, scale: scale)
          }
          return found(start, next + 1, .fraction, value, .fraction)
        }
      }
      if case .counted? = word.multiple { return found(start, next + 1, .multiple, number.value, .multiple) }
    }
    if words.isPunctuation(next, "/"), words.isAttached(next), words.isAttached(next + 1),
      let below = words.plainDigits(next + 1),
      below.value > 0, !words.isPunctuation(next + 2, "/"), let value = ExactDecimal.ratio(count, below.value)
    {
      if next + 2 < words.limit, let noun = words.word(next + 2)?.noun, words.stripped(next + 2) == 0,
        noun.measure != .counted
      {
        return measured(start, value, noun, nounAt: next + 2, end: next + 3, .fractionOfUnit)
      }
      return found(start, next + 2, .fraction, value, .fraction)
    }
    if let mixed = mixedDigits(number, start, index) { return mixed }
    if !number.isDefinite, number.lastScale == 1, let below = division(by: next),
      let whole = below.value.int, let value = ExactDecimal.ratio(count, whole)
    {
      return found(start, below.end, .fraction, value, .division)
    }
    // واحد من ستة تحقيقات is one of them and no sixth.
    if let whole = parts(of: next), let below = whole.value.int,
      let value = ExactDecimal.ratio(count, below)
    {
      return found(start, whole.end, .fraction, value, .share)
    }
    return nil
  }

  /// من أصل 15، من كل خمسة، أجزاء من مئة: the whole of which a number is a part.
  func parts(of index: Int) -> ParsedNumber? {
    guard index + 2 < words.limit else { return nil }
    if words.has(index, .from),
      words.has(index + 1, .origin) || words.has(index + 1, .each)
        || words.has(index + 1, .between) && words.has(index + 2, .each)
    {
      let at = words.has(index + 1, .between) ? 3 : 2
      return index + at < words.limit ? cardinals.parse(at: index + at) : nil
    }
    return words.has(index, .partWord) ? from(index + 1) : nil
  }

  /// من before an indefinite number.
  func from(_ index: Int) -> ParsedNumber? {
    guard index + 1 < words.limit, words.has(index, .from), words.word(index + 1)?.isDefinite != true,
      words.tokens[index + 1].kind == .number || words.stripped(index + 1) == 0
    else { return nil }
    return cardinals.parse(at: index + 1)
  }

  /// 5 2/3
  func mixedDigits(_ number: ParsedNumber, _ start: Int, _ index: Int) -> FoundNumber? {
    let next = number.end
    guard next == index + 1, next + 2 < words.limit, words.plainDigits(index) != nil, !words.isAttached(next),
      let above = words.plainDigits(next), words.isPunctuation(next + 1, "/"), words.isAttached(next + 1),
      words.isAttached(next + 2), let below = words.plainDigits(next + 2), below.value > 0,
      !words.isPunctuation(next + 3, "/"), let share = ExactDecimal.ratio(above.value, below.value),
      let value = number.value.plus(share)
    else { return nil }
    return found(start, next + 3, .fraction, value, .mixedFraction)
  }
}
