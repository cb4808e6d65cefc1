import Isnad
import IsnadArabic

extension NumberRule {
  static let fractionText = RuleDeclaration(
    "fraction", "A fraction in words or digits, or a whole with one.",
    opens: [.meaning(.fraction), .number],
    finds: [
      RuleExample("أكل ثلاثة أرباع الكعكة.", "ثلاثة أرباع", "0.75")
    ], leaves: ["بدأت مباراة نصف النهائي."])
}

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
    var cursor = Cursor(words, at: index)
    guard cursor.acceptAnd(), !cursor.isAtEnd else { return nil }
    let at = cursor.index
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
    guard let fraction = words.word(at)?.fraction, fraction.numerator > 0, words.cardinal(at) == nil,
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
      if case .scale(let scale)? = words.cardinal(next), words.stripped(next) == 0,
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
    if words.hasArticle(next) { return words.cardinal(next) == nil && words.word(next)?.weekday == nil }
    guard words.word(next) == nil, next + 1 < words.limit, words.tokens[next + 1].kind == .word else {
      return false
    }
    return words.hasArticle(next + 1) && !words.has(next, .functionWord)
      && !endsLikePlural(next)
  }

  func endsLikePlural(_ index: Int) -> Bool {
    words.tokens.ends(index, "ات") || words.tokens.ends(index, "ين")
  }
}
