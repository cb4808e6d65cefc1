import Isnad
import IsnadArabic

extension NumberRule {
  static let cardinalText = RuleDeclaration(
    "cardinal", "A number in digits or words that counts nothing named.",
    opens: [.digits, .meaning(.unit), .meaning(.tens), .meaning(.largeNumber), .word(.minus), .sign],
    finds: [
      RuleExample("بلغ العدد 1,250.", "1,250", "1250"),
      RuleExample("العدد خمسة وأربعون.", "خمسة وأربعون", "45"),
    ], leaves: ["اتصل بالرقم 0100-123-4567.", "سقطت المدن الواحدة تلو الأخرى."])
}

extension QuantityParser {
  func cardinal(at index: Int, isSigned: Bool = false) -> FoundNumber? {
    guard var number = spaced(at: index) ?? cardinals.parse(at: index),
      isSigned || isNumber(number, index)
    else { return nil }
    let start = words.tokens[index].kind == .number ? words.tokens[index].start : words.start(index)
    if let decimal = decimals(number) {
      number.value = decimal.value
      number.end = decimal.end
      number.lastScale = decimal.scale
    }
    if let decimal = reversedDecimal(number, at: index) {
      (number.value, number.end) = (decimal, index + 3)
      if number.end < words.limit, words.stripped(number.end) == 0,
        case .scale(let scale)? = words.cardinal(number.end),
        let scaled = decimal.times(ExactDecimal(scale))
      {
        (number.value, number.end, number.lastScale) = (scaled, number.end + 1, scale)
      }
    }
    if let thousands = pointedThousands(number, at: index) { number.value = thousands }
    if let fraction = countedFraction(number, start, index) { return fraction }
    if let extra = addedFraction(at: number.end),
      let added = extra.value.times(ExactDecimal(number.lastScale)),
      let sum = number.value.plus(added)
    {
      number.value = sum
      number.end = extra.end
      // مليون ونصف المليون, or ثلاثة ونصف مليون
      if number.end < words.limit, words.stripped(number.end) == 0,
        case .scale(let scale)? = words.cardinal(number.end)
      {
        if number.lastScale == 1 { number.value = sum.times(ExactDecimal(scale)) ?? sum }
        number.lastScale = max(number.lastScale, scale)
        number.end += 1
      }
    }
    return unit(
      start, number.value, number.end, isDefinite: number.isDefinite, scale: number.lastScale)
  }

  /// 8ر18 is 18.8: agencies write ر for the point, and the decimals before it.
  private func reversedDecimal(_ number: ParsedNumber, at index: Int) -> ExactDecimal? {
    guard number.end == index + 1, number.end + 1 < words.count, words.isAttached(index + 1),
      words.isAttached(index + 2),
      words.has(index + 1, .letterReh), words.plainDigits(index) != nil,
      words.plainDigits(index + 2) != nil
    else { return nil }
    return ExactDecimal(
      digits: Array(words.tokens.forms[words.tokens[index + 2].form.range]),
      fraction: Array(words.tokens.forms[words.tokens[index].form.range]))
  }

  /// 50.000 جهاز: a single point before three digits parts thousands where a noun is counted, and before three zeros
  /// where money is; 1.250 كيلوغرام and 3.750 ريال stay decimals.
  private func pointedThousands(_ number: ParsedNumber, at index: Int) -> ExactDecimal? {
    guard number.end == index + 1, !number.hasWords, number.end < words.limit,
      !number.value.isWhole || number.value > 0
    else { return nil }
    let form = words.tokens[index].form
    let bytes = words.tokens.forms[form.range]
    guard (5...7).contains(bytes.count), bytes[bytes.endIndex - 4] == UInt8(ascii: "."), bytes.first != 0x30,
      bytes.dropLast(4).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let whole = number.value.times(1000)
    else { return nil }
    let isRound = bytes.suffix(3).allSatisfy { $0 == 0x30 }
    if let noun = words.word(number.end)?.noun, words.stripped(number.end) == 0, noun.measure != .counted {
      guard isRound, case .currency = noun.measure else { return nil }
      return whole
    }
    return CountedNoun(words).range(after: number.end, value: whole) == nil ? nil : whole
  }

  /// 1 000 000، 12 500,75
  private func spaced(at index: Int) -> ParsedNumber? {
    guard let first = words.plainDigits(index), first.count <= 3, first.value > 0 else { return nil }
    var value = ExactDecimal(first.value)
    var end = index + 1
    while end < words.limit, !words.isAttached(end), let group = words.plainDigits(end), group.count == 3,
      let next = value.times(1000)?.plus(ExactDecimal(group.value)),
      !words.isAttached(end + 1) || !isJoiner(end + 1)
    {
      value = next
      end += 1
    }
    if end < words.limit, !words.isAttached(end), let last = lastGroup(end),
      let next = value.times(1000)?.plus(last)
    {
      value = next
      end += 1
    }
    guard end > index + 1 else { return nil }
    return ParsedNumber(
      value: value, end: end, stripped: 0, isDefinite: false, hasWords: false, isSingleWord: false,
      lastScale: 1)
  }

  /// 500,75: three digits, a mark and decimals.
  private func lastGroup(_ index: Int) -> ExactDecimal? {
    guard words.tokens[index].kind == .number else { return nil }
    let bytes = words.tokens.forms[words.tokens[index].form.range]
    guard let mark = bytes.firstIndex(where: { $0 < 0x30 || $0 > 0x39 }), mark == bytes.startIndex + 3,
      bytes[mark] == UInt8(ascii: ",") || bytes[mark] == UInt8(ascii: "."),
      bytes[(mark + 1)...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), bytes.count != 7
    else { return nil }
    return ExactDecimal(digits: Array(bytes[..<mark]), fraction: Array(bytes[(mark + 1)...]))
  }

  private func isJoiner(_ index: Int) -> Bool {
    words.isPunctuation(index, "-") || words.isPunctuation(index, "/") || words.isPunctuation(index, ":")
  }

  /// Words that are numbers by form and not by meaning.
  private func isNumber(_ number: ParsedNumber, _ index: Int) -> Bool {
    guard number.isSingleWord, let word = words.word(index) else { return true }
    let tokens = words.tokens
    switch word.cardinal {
    case .unit(1)?:
      // واحد may be أحد with a و before it: it counts where something follows that only a number takes.
      if words.has(index, .oneMasculine), number.stripped == 0 { return takesOne(number.end) }
      guard !tokens.ends(index, "احد"), !tokens.ends(index, "احدي") else { return false }
      if number.end < words.limit, words.has(number.end, .afterOne) { return false }
      // واحدة منها
      if number.end < words.limit, words.has(number.end, .ofThem) { return false }
      // واحدة من الدول, but واحدة من كل خمس
      if number.end < words.limit, words.has(number.end, .from), parts(of: number.end) == nil {
        return false
      }
      return number.stripped == 0 && !word.isDefinite
    // نقطة الصفر is a point, no count.
    case .zero? where word.isDefinite: return false
    case .unit(2)? where word.weekday != nil: return false
    // أثنى على: اثني and اثنا are twelve's alone.
    case .unit(2)? where !tokens.ends(index, "ن"): return false
    // متين is firm and كمية a quantity before they are 200 and like 100.
    case .hundreds? where tokens.matches(index, "متين") || number.stripped > 0 && tokens.begins(index, "ك"):
      return false
    // لا وألف لا، ألف مبروك
    case .scale(1000)? where number.end < words.limit && words.has(number.end, .wishWord):
      return false
    case .scale?: return number.stripped == 0 || number.end < words.limit
    default: return word.weekday == nil
    }
  }

  /// Percent, a point, a fraction or a measure after واحد.
  private func takesOne(_ index: Int) -> Bool {
    // A line of its own holds no أحد, which needs a noun after it.
    guard index < words.limit else {
      return index == 1 || words.tokens[index - 1].flags.contains(.lineBefore)
    }
    if let (meaning, _) = phrases.at(index, in: words) {
      switch meaning {
      case .percent, .permille, .point, .unit: return true
      default: break
      }
    }
    if addedFraction(at: index) != nil || division(by: index) != nil
      || parts(of: index) != nil
    {
      return true
    }
    guard let noun = words.word(index)?.noun, noun.isSingular, words.stripped(index) == 0 else {
      return false
    }
    return noun.measure != .counted
  }

  /// اثنين فاصلة سبعة، أربعة فاصلة خمسة ملايين
  private func decimals(_ number: ParsedNumber) -> (value: ExactDecimal, end: Int, scale: Int)? {
    guard number.end + 1 < words.limit, let (meaning, at) = phrases.at(number.end, in: words),
      case .point = meaning, let part = cardinals.parse(at: at), let all = part.value.int
    else { return nil }
    // A scale after the decimals multiplies the whole.
    let scale = part.lastScale > 1 && all > part.lastScale && all % part.lastScale == 0 ? part.lastScale : 1
    guard let fraction = ExactDecimal(digits: [UInt8](), fraction: Array(String(all / scale).utf8)),
      let value = number.value.plus(fraction)?.times(ExactDecimal(scale))
    else { return nil }
    return (value, part.end, scale)
  }
}

extension QuantityParser {
  /// -1.2، سالب اثنان
  func signed(at index: Int) -> FoundNumber? {
    let tokens = words.tokens
    if let fraction = pointFirst(at: index) { return fraction }
    let isWord = words.has(index, .minus)
    let isMark =
      (words.isPunctuation(index, "-") || words.isPunctuation(index, "−") || words.isPunctuation(index, "+"))
      && words.isAttached(index + 1)
      && (index == 0 || !words.isAttached(index) || words.isPunctuation(index - 1, "(")
        || isComparison(index - 1))
    guard isWord || isMark, index + 1 < words.limit, isWord || tokens[index + 1].kind == .number,
      var inner = cardinal(at: index + 1, isSigned: true), let value = inner.mention.value
    else { return nil }
    if !tokens.matches(index, "+") {
      inner.mention.value = value.negated
      inner.mention.iso = inner.mention.iso.map { "P-" + $0.dropFirst() }
    }
    inner.mention.span.start = tokens[index].start
    return inner
  }

  private func isComparison(_ index: Int) -> Bool {
    words.isPunctuation(index, "<") || words.isPunctuation(index, ">") || words.isPunctuation(index, "=")
      || words.isPunctuation(index, "≤") || words.isPunctuation(index, "≥")
  }

  /// .75، ٫٥
  func pointFirst(at index: Int) -> FoundNumber? {
    guard index + 1 < words.limit, words.isPunctuation(index, ".") || words.isPunctuation(index, "٫"),
      index == 0 || !words.isAttached(index), words.isAttached(index + 1),
      words.plainDigits(index + 1) != nil,
      let value = ExactDecimal(
        digits: [UInt8](), fraction: Array(words.tokens.forms[words.tokens[index + 1].form.range]))
    else { return nil }
    return unit(words.tokens[index].start, value, index + 2, isDefinite: false, scale: 1)
  }
}
