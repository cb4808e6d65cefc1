import Isnad
import IsnadArabic

/// A number with what it measures, as it was read.
struct FoundNumber {
  var mention: NumberMention
  /// The token after the last one.
  var end: Int
  /// The scale that the number ends in, 1 without one.
  var lastScale = 1
  /// The parts of a duration.
  var duration: [(ExactDecimal, DurationUnit)] = []
}

/// Reads a number and what belongs to it: fraction, percent, currency, unit, counted noun.
struct QuantityParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let currency: CurrencyReader
  let text: SourceText

  private var cardinals: CardinalParser { CardinalParser(words) }

  func parse(at index: Int, limit: Int) -> FoundNumber? {
    guard index < limit else { return nil }
    return signed(at: index, limit) ?? signBefore(at: index, limit) ?? percentBefore(at: index, limit)
      ?? dualNoun(at: index, limit)
      ?? fraction(at: index, limit) ?? indefinite(at: index, limit) ?? multiple(at: index, limit)
      ?? ordinal(at: index, limit) ?? cardinal(at: index, limit)
  }

  private func found(
    _ start: Int, _ end: Int, _ kind: NumberMention.Kind, _ value: ExactDecimal?, _ rule: String
  ) -> FoundNumber {
    let span = TextSpan(start, words.tokens[end - 1].end)
    return FoundNumber(
      mention: NumberMention(span: span, kind: kind, value: value, by: NumberExtractor.by(rule)), end: end)
  }

  // MARK: Signs

  /// -1.2، سالب اثنان
  private func signed(at index: Int, _ limit: Int) -> FoundNumber? {
    let tokens = words.tokens
    if let fraction = pointFirst(at: index, limit) { return fraction }
    let isWord =
      tokens.matches(index, "سالب")
      || tokens.matches(index, "ناقص") && (index == 0 || !words.means(index - 1))
    let isMark =
      ["-", "−", "+"].contains(tokens.form(index)) && words.isAttached(index + 1)
      && (index == 0 || !words.isAttached(index) || words.isPunctuation(index - 1, "("))
    guard isWord || isMark, index + 1 < limit, isWord || tokens[index + 1].kind == .number,
      var inner = cardinal(at: index + 1, limit, isSigned: true), let value = inner.mention.value
    else { return nil }
    if !tokens.matches(index, "+") {
      inner.mention.value = value.negated
      inner.mention.iso = inner.mention.iso.map { "P-" + $0.dropFirst() }
    }
    inner.mention.span.start = tokens[index].start
    return inner
  }

  /// .75، ٫٥
  private func pointFirst(at index: Int, _ limit: Int) -> FoundNumber? {
    guard index + 1 < limit, words.isPunctuation(index, ".") || words.isPunctuation(index, "٫"),
      index == 0 || !words.isAttached(index), words.isAttached(index + 1),
      words.plainDigits(index + 1) != nil,
      let value = ExactDecimal(
        digits: [UInt8](), fraction: Array(words.tokens.forms[words.tokens[index + 1].form.range]))
    else { return nil }
    return unit(words.tokens[index].start, value, index + 2, limit, isDefinite: false, scale: 1)
  }

  /// $7، €0.99، %7.9
  private func signBefore(at index: Int, _ limit: Int) -> FoundNumber? {
    guard index + 1 < limit, words.tokens[index].kind != .number else { return nil }
    if words.tokens.matches(index, "%"), words.tokens[index + 1].kind == .number, words.isAttached(index + 1),
      let value = words.digits(index + 1, from: 0)
    {
      return found(words.tokens[index].start, index + 2, .percentage, value, "percent-sign")
    }
    guard let sign = currency.sign(at: index, in: words.tokens, limit: limit), sign.end < limit,
      words.tokens[sign.end].kind == .number, let number = cardinals.parse(at: sign.end, limit: limit)
    else { return nil }
    var result = found(words.tokens[index].start, number.end, .money, number.value, "money")
    result.mention.currency = sign.code
    result.lastScale = number.lastScale
    return result
  }

  /// بالمئة 10; نسبة 10 where nothing else is counted; جزء من مئة.
  private func percentBefore(at index: Int, _ limit: Int) -> FoundNumber? {
    guard index + 1 < limit, words.tokens[index].kind == .word else { return nil }
    if Self.partWords.contains(words.tokens[index]), let whole = from(index + 1, limit),
      let below = whole.value.int,
      let value = ExactDecimal.ratio(1, below)
    {
      return found(words.start(index), whole.end, .fraction, value, "share")
    }
    if index == 0 || words.tokens[index - 1].kind != .number && !words.means(index - 1),
      let first = words.phraseFirst[index],
      let (meaning, end) = phrases.at(index, in: words.tokens, limit: limit, first: first),
      case .percent = meaning,
      end < limit, words.tokens[end].kind == .number, let value = words.digits(end, from: 0)
    {
      return found(words.tokens[index].start, end + 1, .percentage, value, "percent-before")
    }
    return nil
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

  /// ونصف، وربع after a number or a noun; not where a noun of its own follows (ونصف ساعة).
  func addedFraction(at index: Int, _ limit: Int) -> (value: ExactDecimal, end: Int)? {
    guard index < limit else { return nil }
    let at = words.isConjunction(index) ? index + 1 : index
    guard at < limit, at > index || words.beginsWithWaw(index) && words.stripped(index) == 2 else {
      return nil
    }
    // سبعة وعشرة أخماس، ستة عشر وسبعة عشر على ثلاثة
    if let part = cardinals.parse(at: at, limit: limit), let count = part.value.int,
      let below = division(by: part.end, limit),
      let whole = below.value.int, let value = ExactDecimal.ratio(count, whole)
    {
      return (value, below.end)
    }
    if let part = cardinals.parse(at: at, limit: limit), part.isSingleWord, let count = part.value.int,
      part.end < limit, words.stripped(part.end) == 0, let fraction = words.word(part.end)?.fraction,
      fraction.numerator == 0, let value = ExactDecimal.ratio(count, fraction.denominator)
    {
      return (value, part.end + 1)
    }
    guard let fraction = words.word(at)?.fraction, fraction.numerator > 0, words.word(at)?.cardinal == nil,
      let value = ExactDecimal.ratio(fraction.numerator, fraction.denominator)
    else { return nil }
    return (value, at + 1)
  }

  private func fraction(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let word = words.word(index), let fraction = word.fraction, fraction.numerator > 0,
      word.cardinal == nil || isFractionOf(index, limit),
      let share = ExactDecimal.ratio(fraction.numerator, fraction.denominator)
    else { return nil }
    // ثمن is a price before it is an eighth.
    if fraction.denominator == 8, fraction.numerator == 1, limit > 1, index > 0 || index + 1 < limit {
      return nil
    }
    let start = words.start(index)
    let next = index + 1
    if next < limit {
      // نصف النهائي is a round of a cup.
      if ["نهائي", "النهائي", "نهائيات", "نهاءي"].contains(words.tokens.form(next)) { return nil }
      if case .scale(let scale)? = words.word(next)?.cardinal, words.stripped(next) == 0,
        let value = share.times(ExactDecimal(scale))
      {
        return unit(
          start, value, next + 1, limit, isDefinite: words.word(next)?.isDefinite == true, scale: scale)
      }
      if let (meaning, end) = phrases.at(next, in: words.tokens, limit: limit) {
        if case .percentagePoint = meaning { return quantity(start, share, "pp", end) }
        if case .unit(let unit) = meaning { return quantity(start, share, unit, end) }
      }
      if let noun = words.word(next)?.noun, noun.isSingular, words.stripped(next) == 0,
        noun.measure != .counted
      {
        return measured(start, share, noun, nounAt: next, end: next + 1, limit, "fraction-of-unit")
      }
    }
    if word.isDefinite && next < limit && words.word(next)?.ordinal != nil { return nil }  // النصف الثاني
    return found(start, next, .fraction, share, "fraction")
  }

  /// خمس السكان، خمس سكان العالم: a fifth. خمس دول: five.
  private func isFractionOf(_ index: Int, _ limit: Int) -> Bool {
    let next = index + 1
    guard next < limit, words.tokens[next].kind == .word, words.word(index)?.isDefinite == false else {
      return false
    }
    let forms = words.tokens.forms.span
    func isDefinite(_ i: Int) -> Bool {
      Clitics.hasArticle(forms, words.tokens[i].form.start, words.tokens[i].form.end)
    }
    if isDefinite(next) { return words.word(next)?.cardinal == nil && words.word(next)?.weekday == nil }
    guard words.word(next) == nil, next + 1 < limit, words.tokens[next + 1].kind == .word else {
      return false
    }
    return isDefinite(next + 1) && !CountedNoun.isFunctionWord(words.tokens[next].fingerprint)
      && !endsLikePlural(next)
  }

  private func endsLikePlural(_ index: Int) -> Bool {
    let form = words.tokens.form(index)
    return form.hasSuffix("ات") || form.hasSuffix("ين")
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
      result.lastScale = scale ?? 1
      return result
    }
    var result = found(words.start(index), end, .indefinite, value, "indefinite")
    if end < limit, words.tokens[end].kind == .word, !words.tokens[end].flags.contains(.lineBefore) {
      let token = words.tokens[end]
      let isDefinite = Clitics.hasArticle(words.tokens.forms.span, token.form.start, token.form.end)
      let isNoun =
        isDefinite && words.word(end) == nil || words.isGenitiveNoun(end, limit) && words.word(end) == nil
      if isNoun && (!isScaleWord || scale != nil || isDefinite) && !isFunction(end) {
        result.end = end + 1
        result.mention.span.end = token.end
        result.mention.unit = String(decoding: words.tokens.forms[token.form.range], as: UTF8.self)
      }
    }
    return result
  }

  private func isFunction(_ index: Int) -> Bool {
    CountedNoun.isFunctionWord(words.tokens[index].fingerprint)
      || ["الذين", "التي", "الذي", "ممن", "اخري", "ملايين"].contains(words.tokens.form(index))
  }

  /// ضعف، ضعفي
  private func multiple(at index: Int, _ limit: Int) -> FoundNumber? {
    guard let multiple = words.word(index)?.multiple else { return nil }
    switch multiple {
    case .once:
      // ضعف is weakness as well; twofold only of a definite thing.
      guard index + 1 < limit, words.tokens[index + 1].kind == .word,
        index > 0, ["الي", "بلغ", "بلغت", "تعادل", "يعادل", "من"].contains(words.tokens.form(index - 1))
      else { return nil }
      return found(words.start(index), index + 1, .multiple, 2, "multiple")
    case .twice: return found(words.start(index), index + 1, .multiple, 2, "multiple")
    case .counted: return nil
    }
  }

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
      if number.end < limit, words.tokens.matches(number.end, "تلو") || words.tokens.matches(number.end, "من")
      {
        return false
      }
      return number.stripped == 0 && !word.isDefinite
    case .unit(2)? where word.weekday != nil: return false
    case .scale?: return number.stripped == 0 || number.end < limit
    default: return word.weekday == nil
    }
  }

  /// Percent, a point, a fraction or a measure after واحد.
  private func takesOne(_ index: Int, _ limit: Int) -> Bool {
    guard index < limit else { return false }
    if let (meaning, _) = phrases.at(index, in: words.tokens, limit: limit) {
      switch meaning {
      case .percent, .permille, .point, .unit: return true
      default: break
      }
    }
    if addedFraction(at: index, limit) != nil || division(by: index, limit) != nil
      || parts(of: index, limit) != nil
      || from(index, limit) != nil
    {
      return true
    }
    guard let noun = words.word(index)?.noun, noun.isSingular, words.stripped(index) == 0 else {
      return false
    }
    return noun.measure != .counted
  }

  /// 8 على 10
  private func division(by index: Int, _ limit: Int) -> ParsedNumber? {
    guard index + 1 < limit, words.tokens.matches(index, "علي"), words.word(index + 1)?.isDefinite != true,
      words.tokens[index + 1].kind == .number || words.stripped(index + 1) == 0
    else { return nil }
    return cardinals.parse(at: index + 1, limit: limit)
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

  /// ثلاثة أرباع، 2/3، 3 من أصل 15، ثلاثة أضعاف
  private func countedFraction(_ number: ParsedNumber, _ start: Int, _ index: Int, _ limit: Int)
    -> FoundNumber?
  {
    let next = number.end
    guard next < limit, let count = number.value.int else { return nil }
    if let word = words.word(next), words.stripped(next) == 0 {
      if let fraction = word.fraction, fraction.numerator == 0 {
        // عشرون وثلاثة أخماس: what stands before the units is whole.
        let parts = count > 10 && number.hasWords && count % 10 > 1 ? count % 10 : count
        if let share = ExactDecimal.ratio(parts, fraction.denominator),
          let value = ExactDecimal(count - parts).plus(share)
        {
          return found(start, next + 1, .fraction, value, "fraction")
        }
      }
      if case .counted? = word.multiple { return found(start, next + 1, .multiple, number.value, "multiple") }
    }
    if words.isPunctuation(next, "/"), words.isAttached(next), words.isAttached(next + 1),
      let below = words.plainDigits(next + 1),
      below.value > 0, !words.isPunctuation(next + 2, "/"), let value = ExactDecimal.ratio(count, below.value)
    {
      if next + 2 < limit, let noun = words.word(next + 2)?.noun, words.stripped(next + 2) == 0,
        noun.measure != .counted
      {
        return measured(start, value, noun, nounAt: next + 2, end: next + 3, limit, "fraction-of-unit")
      }
      return found(start, next + 2, .fraction, value, "fraction")
    }
    if let mixed = mixedDigits(number, start, index, limit) { return mixed }
    if let below = division(by: next, limit), let whole = below.value.int,
      let value = ExactDecimal.ratio(count, whole)
    {
      return found(start, below.end, .fraction, value, "division")
    }
    if let whole = parts(of: next, limit) ?? (count == 1 ? from(next, limit) : nil),
      let below = whole.value.int,
      let value = ExactDecimal.ratio(count, below)
    {
      return found(start, whole.end, .fraction, value, "share")
    }
    return nil
  }

  /// من أصل 15، من كل خمسة، أجزاء من مئة: the whole of which a number is a part.
  private func parts(of index: Int, _ limit: Int) -> ParsedNumber? {
    guard index + 2 < limit else { return nil }
    if words.tokens.matches(index, "من"),
      ["اصل", "كل", "بين"].contains(words.tokens.form(index + 1))
    {
      let at = words.tokens.matches(index + 1, "بين") && words.tokens.matches(index + 2, "كل") ? 3 : 2
      return index + at < limit ? cardinals.parse(at: index + at, limit: limit) : nil
    }
    return Self.partWords.contains(words.tokens[index]) ? from(index + 1, limit) : nil
  }

  static let partWords = WordSet("جزء جزءا أجزاء")

  /// من before an indefinite number.
  private func from(_ index: Int, _ limit: Int) -> ParsedNumber? {
    guard index + 1 < limit, words.tokens.matches(index, "من"), words.word(index + 1)?.isDefinite != true,
      words.tokens[index + 1].kind == .number || words.stripped(index + 1) == 0
    else { return nil }
    return cardinals.parse(at: index + 1, limit: limit)
  }

  /// 5 2/3
  private func mixedDigits(_ number: ParsedNumber, _ start: Int, _ index: Int, _ limit: Int) -> FoundNumber? {
    let next = number.end
    guard next == index + 1, next + 2 < limit, words.plainDigits(index) != nil, !words.isAttached(next),
      let above = words.plainDigits(next), words.isPunctuation(next + 1, "/"), words.isAttached(next + 1),
      words.isAttached(next + 2), let below = words.plainDigits(next + 2), below.value > 0,
      !words.isPunctuation(next + 3, "/"), let share = ExactDecimal.ratio(above.value, below.value),
      let value = number.value.plus(share)
    else { return nil }
    return found(start, next + 3, .fraction, value, "mixed-fraction")
  }
}
