import Isnad
import IsnadArabic

// What stands after a number and says what it measures.
extension QuantityParser {
  /// The number with percent, currency, unit or noun after it; a bare cardinal without.
  func unit(
    _ start: Int, _ value: ExactDecimal, _ end: Int, _ limit: Int, isDefinite: Bool, scale: Int
  ) -> FoundNumber {
    var result = unitNoun(start, value, end, limit) ?? bare(start, value, end)
    result.lastScale = scale
    if result.mention.kind == .cardinal, start == words.tokens[max(0, end - 1)].start, end >= 2,
      Self.shareWords.contains(words.tokens[end - 2])
    {
      result.mention.kind = .percentage
      result.mention.by = NumberExtractor.by("share-of-hundred")
    }
    return belowZero(result, limit)
  }

  private static let shareWords = WordSet("نسبة بنسبة ونسبة ونسبته ونسبتها")

  /// درجتان تحت الصفر
  func belowZero(_ number: FoundNumber, _ limit: Int) -> FoundNumber {
    guard [.quantity, .cardinal].contains(number.mention.kind), number.end + 1 < limit,
      words.tokens.matches(number.end, "تحت"), words.tokens.matches(number.end + 1, "الصفر")
    else { return number }
    var result = number
    result.mention.kind = .quantity
    result.mention.unit = number.mention.unit ?? "degree"
    result.mention.value = number.mention.value?.negated
    result.end = number.end + 2
    result.mention.span.end = words.tokens[result.end - 1].end
    return result
  }

  private func bare(_ start: Int, _ value: ExactDecimal, _ end: Int) -> FoundNumber {
    let span = TextSpan(start, words.tokens[end - 1].end)
    return FoundNumber(
      mention: NumberMention(span: span, kind: .cardinal, value: value, by: NumberExtractor.by("cardinal")),
      end: end)
  }

  func quantity(_ start: Int, _ value: ExactDecimal, _ unit: String, _ end: Int) -> FoundNumber {
    var result = bare(start, value, end)
    result.mention.kind = .quantity
    result.mention.unit = unit
    result.mention.by = NumberExtractor.by("quantity")
    return result
  }

  /// The number with what follows; nil where nothing does that it could measure.
  func unitNoun(_ start: Int, _ value: ExactDecimal, _ end: Int, _ limit: Int) -> FoundNumber? {
    guard end < limit, !words.tokens[end].flags.contains(.lineBefore) else { return nil }
    if let (meaning, next) = phrases.at(end, in: words.tokens, limit: limit) {
      switch meaning {
      case .percent: return kind(.percentage, start, value, next, "percentage")
      case .permille:
        return kind(
          .percentage, start, value.times(ExactDecimal(mantissa: 1, scale: 1)) ?? value, next, "permille")
      case .percentagePoint: return quantity(start, value, "pp", next)
      case .unit(let unit): return quantity(start, value, unit, next)
      default: break
      }
    }
    if let sign = currency.sign(at: end, in: words.tokens, limit: limit) {
      var result = kind(.money, start, value, sign.end, "money")
      result.mention.currency = sign.code
      return result
    }
    if let noun = words.word(end)?.noun, words.stripped(end) == 0, !noun.isDual, noun.measure != .counted {
      return measured(start, value, noun, nounAt: end, end: end + 1, limit, "")
    }
    guard let nouns = CountedNoun(words).range(after: end, value: value, limit: limit) else { return nil }
    var result = kind(.counted, start, value, nouns.upperBound, "counted")
    let span = TextSpan(words.tokens[nouns.lowerBound].start, words.tokens[nouns.upperBound - 1].end)
    result.mention.unit = text[span]
    return result
  }

  private func kind(
    _ kind: NumberMention.Kind, _ start: Int, _ value: ExactDecimal, _ end: Int, _ rule: String
  ) -> FoundNumber {
    var result = bare(start, value, end)
    result.mention.kind = kind
    result.mention.by = NumberExtractor.by(rule)
    return result
  }

  /// A number of a noun that measures: duration, money, unit, or a counted thing in the dual.
  func measured(
    _ start: Int, _ value: ExactDecimal, _ noun: MeasuredNoun, nounAt: Int, end: Int, _ limit: Int,
    _ rule: String
  ) -> FoundNumber? {
    switch noun.measure {
    case .duration(let unit): return duration(start, value, unit, end, limit)
    case .unit(let unit): return belowZero(quantity(start, value, unit, end), limit)
    case .currency(let code):
      let resolved = currency.resolve(nounAt, own: code, phrases: phrases, words: words, limit: limit)
      var result = kind(.money, start, value, max(end, resolved.end), "money")
      result.mention.currency = resolved.code
      if resolved.code == nil { result.mention.unit = text[words.tokens[nounAt].span] }
      return withSubunit(result, of: nounAt, limit)
    case .subunit(let code):
      // Without a currency the amount stays in the unit that is written.
      let share = code == nil ? value : value.times(ExactDecimal(mantissa: 1, scale: 2)) ?? value
      var result = kind(.money, start, share, end, "money-subunit")
      result.mention.currency = code
      if code == nil { result.mention.unit = text[words.tokens[nounAt].span] }
      return result
    case .counted:
      guard noun.isDual else { return nil }
      var result = kind(.counted, start, value, end, rule)
      result.mention.unit = text[words.tokens.span(of: nounAt, strippingForm: words.stripped(nounAt))]
      return result
    }
  }

  /// عشرون دولارا وعشرة سنتات; a dinar has a thousand fils, other currencies a hundred parts.
  private func withSubunit(_ money: FoundNumber, of nounAt: Int, _ limit: Int) -> FoundNumber {
    let isDinar = ["دينار", "دنانير"].contains { words.tokens.form(nounAt).hasPrefix($0) }
    let at = words.isConjunction(money.end) ? money.end + 1 : money.end
    guard at < limit, at > money.end || words.beginsWithWaw(money.end),
      let part = CardinalParser(words).parse(at: at, limit: limit), part.end < limit,
      case .subunit? = words.word(part.end)?.noun?.measure,
      let share = part.value.times(
        ExactDecimal(mantissa: 1, scale: isDinar && words.tokens.form(part.end).hasPrefix("فل") ? 3 : 2)),
      let sum = money.mention.value?.plus(share)
    else { return money }
    var result = money
    result.mention.value = sum
    result.end = part.end + 1
    result.mention.span.end = words.tokens[part.end].end
    return result
  }

  /// A duration, with smaller parts joined by و: ساعتين و10 دقائق.
  func duration(_ start: Int, _ value: ExactDecimal, _ unit: DurationUnit, _ end: Int, _ limit: Int)
    -> FoundNumber
  {
    var value = value
    var end = end
    if let extra = halfMore(at: end, limit), let sum = value.plus(extra.value) {
      value = sum
      end = extra.end
    }
    var parts = [(value, unit)]
    while let part = durationPart(at: end, limit) ?? listedPart(at: end, limit),
      parts.allSatisfy({ $0.1 != part.unit })
    {
      parts.append((part.value, part.unit))
      end = part.end
    }
    var result = kind(.duration, start, value, end, "duration")
    result.mention.unit = unit.unit
    result.mention.iso = Self.iso(parts)
    result.duration = parts
    return result
  }

  /// A noun of time that says one, where something shows that it measures: a smaller part after
  /// it (ساعة و20 ثانية), a word of duration before it (لمدة ساعة), واحد (عام واحد).
  func duration(ofOne noun: MeasuredNoun, at index: Int, _ limit: Int) -> FoundNumber? {
    guard noun.isSingular, case .duration(let unit) = noun.measure else { return nil }
    let next = index + 1
    if next < limit, words.stripped(next) == 0, words.word(next)?.cardinal == .unit(1),
      words.word(next)?.isDefinite == false
    {
      return duration(words.start(index), 1, unit, next + 1, limit)
    }
    if let part = durationPart(at: next, limit), part.unit.isSmaller(than: unit) {
      return duration(words.start(index), 1, unit, next, limit)
    }
    guard index > 0, words.stripped(index) == 0, Self.spanWords.contains(words.tokens[index - 1]),
      !isNamed(next, limit)
    else { return nil }
    return duration(words.start(index), 1, unit, next, limit)
  }

  private static let spanWords = WordSet("لمدة مدة خلال طوال")

  /// عام 2020، يوم الجمعة، شهر رمضان: the noun is one that is named, not a measure.
  func isNamed(_ next: Int, _ limit: Int) -> Bool {
    guard next < limit else { return false }
    let token = words.tokens[next]
    if token.kind == .number { return true }
    guard token.kind == .word else { return false }
    if let word = words.word(next), words.stripped(next) == 0 {
      if word.month != nil || word.hijriMonth != nil || word.weekday != nil || word.cardinal != nil {
        return true
      }
    }
    if let (meaning, _) = phrases.at(next, in: words.tokens, limit: limit) {
      switch meaning {
      case .month, .hijriMonth: return true
      default: break
      }
    }
    return Clitics.hasArticle(words.tokens.forms.span, token.form.start, token.form.end)
  }

  /// ونصف دقيقة after ساعة: a part of its own and no half more of the hour.
  func isPartOfSmaller(_ index: Int, _ limit: Int) -> Bool {
    guard index < limit else { return false }
    let at = words.isConjunction(index) ? index + 1 : index
    guard at + 1 < limit, words.word(at)?.fraction != nil, words.stripped(at + 1) == 0,
      case .duration? = words.word(at + 1)?.noun?.measure
    else { return false }
    return true
  }

  /// A comma, then a number and a noun of time: 3 سنين، 3 شهور.
  private func listedPart(at index: Int, _ limit: Int) -> (
    value: ExactDecimal, unit: DurationUnit, end: Int
  )? {
    guard index + 1 < limit, words.isPunctuation(index, "،") || words.isPunctuation(index, ",") else {
      return nil
    }
    if let part = durationPart(at: index + 1, limit) { return part }
    return counted(at: index + 1, limit)
  }

  private func halfMore(at index: Int, _ limit: Int) -> (value: ExactDecimal, end: Int)? {
    guard index < limit, words.beginsWithWaw(index), words.stripped(index) == 2,
      let fraction = words.word(index)?.fraction, fraction.numerator == 1,
      index + 1 >= limit || words.word(index + 1)?.noun == nil || words.stripped(index + 1) > 0,
      let value = ExactDecimal.ratio(1, fraction.denominator)
    else { return nil }
    return (value, index + 1)
  }

  /// و + a number + a noun of time, or و + a noun of time in singular or dual.
  private func durationPart(at index: Int, _ limit: Int) -> (
    value: ExactDecimal, unit: DurationUnit, end: Int
  )? {
    guard index < limit else { return nil }
    let at = words.isConjunction(index) ? index + 1 : index
    guard at < limit,
      at > index || words.beginsWithWaw(at) && (words.stripped(at) == 2 || words.tokens[at].kind == .number)
    else { return nil }
    if let noun = words.word(at)?.noun, case .duration(let unit) = noun.measure,
      noun.isDual || noun.isSingular
    {
      return (noun.isDual ? 2 : 1, unit, at + 1)
    }
    if let fraction = words.word(at)?.fraction, fraction.numerator == 1, at + 1 < limit,
      words.stripped(at + 1) == 0,
      case .duration(let unit)? = words.word(at + 1)?.noun?.measure,
      let value = ExactDecimal.ratio(1, fraction.denominator)
    {
      return (value, unit, at + 2)
    }
    return counted(at: at, limit)
  }

  private func counted(at index: Int, _ limit: Int) -> (
    value: ExactDecimal, unit: DurationUnit, end: Int
  )? {
    guard let number = CardinalParser(words).parse(at: index, limit: limit), number.end < limit,
      words.stripped(number.end) == 0,
      let noun = words.word(number.end)?.noun, case .duration(let unit) = noun.measure, !noun.isDual
    else { return nil }
    return (number.value, unit, number.end + 1)
  }

  static func iso(_ parts: [(ExactDecimal, DurationUnit)]) -> String {
    var days = ""
    var clock = ""
    for (value, unit) in parts {
      let part = "\(value)" + unit.rawValue.uppercased()
      if unit.isClock { clock += part } else { days += part }
    }
    return "P" + days + (clock.isEmpty ? "" : "T" + clock)
  }
}
