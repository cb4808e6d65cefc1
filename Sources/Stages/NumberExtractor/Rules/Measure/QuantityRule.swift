import Isnad
import IsnadArabic

extension NumberRule {
  static let quantityText = RuleDeclaration(
    "quantity", "A number and a unit of measure.",
    opens: [.number],
    finds: [
      RuleExample("المسافة 30 كيلومترا.", "30 كيلومترا", "30 km")
    ], leaves: ["وصل 30 عاملا."])
}

extension QuantityParser {
  /// The number with percent, currency, unit or noun after it; a bare cardinal without.
  func unit(
    _ start: Int, _ value: ExactDecimal, _ end: Int, isDefinite: Bool, scale: Int
  ) -> FoundNumber {
    if let percent = percentWithMinus(value, start, end) { return percent }
    if let bracketed = bracketed(start, value, end, scale: scale) { return bracketed }
    var result = unitNoun(start, value, end) ?? bare(start, value, end)
    result.details.lastScale = scale
    if result.mention.kind == .cardinal, start == words.tokens[max(0, end - 1)].start, end >= 2,
      words.has(end - 2, .shareWord), words.tokens[end - 1].kind == .number, value < 1000,
      !words.isAttached(end + 1),
      end >= words.limit || !words.isPunctuation(end, "،") && !words.has(end, .afterShare)
    {
      result.mention.kind = .percentage
      result.mention.by = NumberExtractor.by(.shareOfHundred)
    }
    return belowZero(result)
  }

  /// (267) مخالفة، (12) شهرا: a number in brackets of its own, and what it measures behind them; سن 18.
  private func bracketed(_ start: Int, _ value: ExactDecimal, _ end: Int, scale: Int)
    -> FoundNumber?
  {
    let first = end - 1
    guard first > 0, words.tokens[first].start == start, words.tokens[first].kind == .number else {
      return nil
    }
    let before = words.has(first - 1, .articleAlone) ? first - 2 : first - 1
    if before >= 0, words.has(before, .ageWord), value.isWhole, value <= 120, value > 0 {
      return unitNoun(start, value, end) == nil ? duration(start, value, .year, end) : nil
    }
    guard words.isPunctuation(first - 1, "("), words.isPunctuation(end, ")"),
      var result = unitNoun(start, value, end + 1)
    else { return nil }
    result.mention.span.start = words.tokens[first - 1].start
    result.details.lastScale = scale
    return result
  }

  /// درجتان تحت الصفر
  func belowZero(_ number: FoundNumber) -> FoundNumber {
    guard [.quantity, .cardinal].contains(number.mention.kind), number.end + 1 < words.limit,
      words.has(number.end, .under), words.has(number.end + 1, .zeroDegrees)
    else { return number }
    var result = number
    result.mention.kind = .quantity
    result.mention.unit = number.mention.unit ?? "degree"
    result.mention.value = number.mention.value?.negated
    result.end = number.end + 2
    result.mention.span.end = words.tokens[result.end - 1].end
    return result
  }

  func quantity(_ start: Int, _ value: ExactDecimal, _ unit: String, _ end: Int) -> FoundNumber {
    var result = bare(start, value, end)
    result.mention.kind = .quantity
    result.mention.unit = unit
    result.mention.by = NumberExtractor.by(.quantity)
    return result
  }

  /// The number with what follows; nil where nothing does that it could measure.
  func unitNoun(_ start: Int, _ value: ExactDecimal, _ end: Int) -> FoundNumber? {
    guard end < words.limit, !words.tokens[end].flags.contains(.lineBefore) else { return nil }
    if let (meaning, next) = phrases.at(end, in: words) {
      switch meaning {
      case .percent: return kind(.percentage, start, value, next, .percentage)
      case .permille:
        return kind(
          .percentage, start, value.times(ExactDecimal(mantissa: 1, scale: 1)) ?? value, next, .permille)
      case .percentagePoint: return quantity(start, value, "pp", next)
      case .unit(let unit): return quantity(start, value, unit, next)
      default: break
      }
    }
    if let sign = currency.sign(at: end, in: words) {
      var result = kind(.money, start, value, sign.end, .money)
      result.mention.currency = sign.code
      return result
    }
    if let noun = words.word(end)?.noun, words.stripped(end) == 0, !noun.isDual, noun.measure != .counted {
      return measured(start, value, noun, nounAt: end, end: end + 1, nil)
    }
    guard let nouns = CountedNoun(words).range(after: end, value: value) else { return nil }
    var result = kind(.counted, start, value, nouns.upperBound, .counted)
    let span = TextSpan(words.tokens[nouns.lowerBound].start, words.tokens[nouns.upperBound - 1].end)
    result.mention.unit = text[span]
    return result
  }

  func kind(
    _ kind: NumberMention.Kind, _ start: Int, _ value: ExactDecimal, _ end: Int, _ rule: NumberRule
  ) -> FoundNumber {
    var result = bare(start, value, end)
    result.mention.kind = kind
    result.mention.by = NumberExtractor.by(rule)
    return result
  }

  /// A number of a noun that measures: duration, money, unit, or a counted thing in the dual.
  func measured(
    _ start: Int, _ value: ExactDecimal, _ noun: MeasuredNoun, nounAt: Int, end: Int,
    _ rule: NumberRule?
  ) -> FoundNumber? {
    switch noun.measure {
    case .duration(let unit):
      if noun.size == 10, !isOfTime(start, nounAt) {
        var contracts = kind(.counted, start, value, end, rule ?? .counted)
        contracts.mention.unit = text[words.tokens[nounAt].span]
        return contracts
      }
      return duration(start, value.times(ExactDecimal(noun.size)) ?? value, unit, end)
    case .unit(let unit): return belowZero(quantity(start, value, unit.text, end))
    case .currency(let code):
      let resolved = currency.resolve(nounAt, own: code?.text, phrases: phrases, words: words)
      var result = kind(.money, start, value, max(end, resolved.end), .money)
      result.mention.currency = resolved.code
      if resolved.code == nil { result.mention.unit = text[words.tokens[nounAt].span] }
      result.details.currencyWord = nounAt
      return withSubunit(result, of: nounAt)
    case .subunit(let code):
      // Without a currency the amount stays in the unit that is written.
      let share = code == nil ? value : value.times(ExactDecimal(mantissa: 1, scale: 2)) ?? value
      var result = kind(.money, start, share, end, .moneySubunit)
      result.mention.currency = code?.text
      if code == nil { result.mention.unit = text[words.tokens[nounAt].span] }
      return result
    case .counted:
      guard noun.isDual, noun.state != .construct || isConstruct(nounAt) else { return nil }
      var result = kind(noun.state == .indefinite ? .counted : .dual, start, value, end, rule ?? .counted)
      result.details.isDual = true
      result.mention.unit = text[words.tokens.span(of: nounAt, strippingForm: words.stripped(nounAt))]
      return result
    }
  }

  /// Whether عقود are decades and not contracts: منذ ثلاثة عقود، عقدين من الزمن.
  private func isOfTime(_ start: Int, _ nounAt: Int) -> Bool {
    if nounAt + 2 < words.limit, words.has(nounAt + 1, .from),
      words.has(nounAt + 2, .timeNoun)
    {
      return true
    }
    return (max(0, nounAt - 5)..<nounAt).contains { words.has($0, .beforeDecades) }
  }
}
