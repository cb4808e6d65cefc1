import Isnad
import IsnadArabic

/// Words that are numbers by themselves: duals, indefinites, multiples, ordinals.
extension QuantityParser {
  /// شهران، لترين، رسالتين
  func dualNoun(at index: Int) -> FoundNumber? {
    guard let noun = words.word(index)?.noun, noun.isDual || noun.isSingular else { return nil }
    if noun.isSingular {
      if let duration = duration(ofOne: noun, at: index) { return duration }
      // ساعة ونصف: the noun says one, the fraction makes it more.
      guard noun.measure != .counted, !isPartOfSmaller(index + 1),
        let extra = addedFraction(at: index + 1),
        let value = ExactDecimal(1).plus(extra.value)
      else { return nil }
      return measured(words.start(index), value, noun, nounAt: index, end: extra.end, .singularNoun)
    }
    // مدراء عامين are general managers.
    if index > 0, words.has(index - 1, .generalTitle), words.tokens.ends(index, "عامين") {
      return nil
    }
    // كاثرين is no ك with two traces.
    if words.stripped(index) > 0, words.tokens.form(index).hasPrefix("ك") { return nil }
    var value: ExactDecimal = 2
    var end = index + 1
    if !isPartOfSmaller(end), let extra = addedFraction(at: end),
      let sum = value.plus(extra.value)
    {
      value = sum
      end = extra.end
    } else if end < words.limit, words.stripped(end) == 0, words.word(end)?.cardinal == .unit(2),
      words.word(end)?.weekday == nil, !words.tokens[end].flags.contains(.lineBefore)
    {
      // رجلين اثنين
      end += 1
    }
    return measured(words.start(index), value, noun, nounAt: index, end: end, .dual)
  }

  /// Whether ولايتي is of two states and not my state: a noun follows, and a second one that و joins to it, or one
  /// thing that both belong to.
  func isConstruct(_ index: Int) -> Bool {
    let next = index + 1
    guard next < words.limit, words.tokens[next].kind == .word || words.isPunctuation(next, "\""),
      !words.tokens[next].flags.contains(.lineBefore), !words.beginsWithWaw(next),
      words.certainClitics(next) == 0,
      !words.has(next, .functionWord), words.word(next)?.cardinal == nil
    else { return false }
    let isFeminineAdjective = words.hasArticle(next) && words.tokens.ends(next, "ه")
    if isJoined(after: next) {
      return !words.has(index, .mineBeforeTwo) || !isFeminineAdjective
    }
    if words.tokens.ends(index, "تا") { return true }
    guard words.hasArticle(next), words.word(next)?.ordinal == nil else { return false }
    if !words.tokens.ends(index, "تي") {
      return words.has(index, .pairNoun) || words.word(next)?.noun?.isDual == true
    }
    return !words.has(index, .mineBeforeTwo) && !isFeminineAdjective
  }

  /// Whether a word with و stands within a few words and before any mark: تكساس وأوكلاهوما.
  private func isJoined(after index: Int) -> Bool {
    for at in index + 1..<max(index + 1, min(index + 5, words.limit)) {
      let token = words.tokens[at]
      if words.isPunctuation(at, "،"), at + 1 < words.limit, words.tokens[at + 1].kind == .word,
        words.beginsWithWaw(at + 1)
      {
        return true
      }
      if token.kind == .word {
        if words.beginsWithWaw(at), token.form.length > 4 { return true }
        if words.has(at, .functionWord) { return false }
      } else if !words.isPunctuation(at, "\""), !words.isPunctuation(at, "«"), !words.isPunctuation(at, "»") {
        return false
      }
    }
    return false
  }

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

  /// ضعف، ضعفي
  func multiple(at index: Int) -> FoundNumber? {
    guard let multiple = words.word(index)?.multiple else { return nil }
    switch multiple {
    case .once:
      // ضعف is weakness as well; twofold only of a definite thing.
      guard index + 1 < words.limit, words.tokens[index + 1].kind == .word, index > 0,
        !words.has(index + 1, .inside),
        words.has(index - 1, .beforeTwofold)
          || words.has(index - 1, .from) && index > 1
            && words.has(index - 2, .comparative)
      else { return nil }
      return found(words.start(index), index + 1, .multiple, 2, .multiple)
    case .twice:
      // الأكثر ضعفا: weaker, no two of anything.
      if index > 0, words.has(index - 1, .comparative) { return nil }
      return found(words.start(index), index + 1, .multiple, 2, .multiple)
    case .counted: return nil
    }
  }

  func ordinal(at index: Int) -> FoundNumber? {
    guard let word = words.word(index), words.tokens[index].kind == .word,
      let ordinal = OrdinalParser(words).parse(at: index)
    else { return nil }
    if isOther(word, index, ordinal.value, ordinal.end) { return nil }
    if let age = age(at: index, ordinal.value, ordinal.end) { return age }
    // ثانية واحدة is a time; the scanner reads it from its noun.
    if word.noun != nil, index + 1 < words.limit, words.word(index + 1)?.cardinal == .unit(1) { return nil }
    if word.ordinal == nil {
      // العشرون شخصا counts; العشرون alone says which one.
      guard let number = cardinals.parse(at: index),
        unitNoun(words.start(index), number.value, number.end) == nil, word.weekday == nil
      else { return nil }
      if number.end < words.limit, words.tokens[number.end].kind == .word, isPercent(number.end) {
        return nil
      }
    }
    return found(words.start(index), ordinal.end, .ordinal, ExactDecimal(ordinal.value), .ordinal)
  }

  // MARK: Ordinals that are something else

  /// في المقام الأول, من جهة ثانية and العالم الثالث rank nothing; أولي without the dots' absence is preliminary; أول عشر
  /// سنوات is ten years.
  private func isOther(_ word: NumberWord, _ index: Int, _ value: Int, _ end: Int) -> Bool {
    guard word.ordinal != nil else { return false }
    let tokens = words.tokens
    if index > 0 {
      if value <= 2, words.has(index - 1, .rankIdiom) { return true }
      // الدقيقة الخامسة of a game
      if word.isDefinite, words.has(index - 1, .minuteWord) { return true }
      // القناة الثانية is a station.
      if word.isDefinite, words.has(index - 1, .stationWord) { return true }
      if value == 3, words.has(index - 1, .worldWord) { return true }
      if value == 5, words.has(index - 1, .columnWord) { return true }
    }
    guard value == 1, end == index + 1 else { return false }
    if tokens.ends(index, "اولي"), !tokens[index].flags.contains(.endsInMaqsura) {
      // المرحلة الأولي, as Egypt's papers write
      return index == 0 || !tokens.ends(index - 1, "ه") || !words.hasArticle(index)
    }
    return !word.isDefinite && end < words.limit && words.stripped(end) == 0
      && (tokens[end].kind == .number
        || words.word(end)?.cardinal != nil && words.word(end)?.isDefinite == false
          && words.word(end)?.bareWeekday == nil)
  }

  /// العشرين من عمره، سن الخمسين, الثامنة من العمر: years of a life.
  private func age(at index: Int, _ value: Int, _ end: Int) -> FoundNumber? {
    guard (1...120).contains(value), index > 0, !words.has(index - 1, .decadeOfLife) else {
      return nil
    }
    let isAfterAge = words.has(index - 1, .ageWord)
    guard isAfterAge || isOfLife(end) else {
      // شاب في الثلاثين
      guard value % 10 == 0, (20...90).contains(value), index > 1, words.has(index - 1, .inside),
        words.has(index - 2, .personWord), end >= words.limit || !words.has(end, .from)
      else { return nil }
      return duration(words.start(index), ExactDecimal(value), .year, end)
    }
    return duration(words.start(index), ExactDecimal(value), .year, isAfterAge ? end : end + 2)
  }

  /// من عمره، من العمر
  func isOfLife(_ index: Int) -> Bool {
    index + 1 < words.limit && words.has(index, .from) && words.has(index + 1, .lifeWord)
  }
}
