import Isnad
import IsnadArabic

// What stands before a number and changes it: signs, points, currencies, percent.
extension QuantityParser {
  /// -1.2، سالب اثنان
  func signed(at index: Int) -> FoundNumber? {
    let tokens = words.tokens
    if let fraction = pointFirst(at: index) { return fraction }
    let isWord =
      words.has(index, .minus)
      || words.has(index, .minus) && (index == 0 || !words.means(index - 1))
    let isMark =
      (words.isPunctuation(index, "-") || words.isPunctuation(index, "−") || words.isPunctuation(index, "+"))
      && words.isAttached(index + 1)
      && (index == 0 || !words.isAttached(index) || words.isPunctuation(index - 1, "(")
        || index > 0 && ["<", ">", "=", "≤", "≥"].contains(tokens.form(index - 1)))
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

  /// $7، €0.99، %7.9
  func signBefore(at index: Int) -> FoundNumber? {
    guard index + 1 < words.limit, words.tokens[index].kind != .number else { return nil }
    if words.tokens.matches(index, "%") || words.tokens.matches(index, "٪"),
      words.tokens[index + 1].kind == .number,
      words.isAttached(index + 1), let value = words.digits(index + 1, from: 0)
    {
      // %5-, with the sign where the line goes to
      let isBelow = isMinusAfter(index + 2)
      return found(
        words.tokens[index].start, isBelow ? index + 3 : index + 2, .percentage,
        isBelow ? value.negated : value,
        .percentSign)
    }
    guard let sign = currency.sign(at: index, in: words), sign.end < words.limit,
      words.tokens[sign.end].kind == .number, let number = cardinals.parse(at: sign.end)
    else { return nil }
    var result = found(words.tokens[index].start, number.end, .money, number.value, .money)
    result.mention.currency = sign.code
    result.details.lastScale = number.lastScale
    return result
  }

  /// A minus that is attached to the number before it and to nothing after it.
  func isMinusAfter(_ index: Int) -> Bool {
    guard index < words.limit, words.isPunctuation(index, "-") || words.isPunctuation(index, "−"),
      words.isAttached(index)
    else { return false }
    return index + 1 >= words.limit || !words.isAttached(index + 1)
      || words.tokens[index + 1].kind == .punctuation
  }

  /// 5-%
  func percentWithMinus(_ value: ExactDecimal, _ start: Int, _ end: Int) -> FoundNumber? {
    guard end + 1 < words.limit, words.isPunctuation(end, "-"), words.isAttached(end),
      words.isAttached(end + 1),
      words.tokens.matches(end + 1, "%") || words.tokens.matches(end + 1, "٪")
    else { return nil }
    return found(start, end + 2, .percentage, value.negated, .percentSign)
  }

  /// بالمئة 10; نسبة 10 where nothing else is counted; جزء من مئة.
  func percentBefore(at index: Int) -> FoundNumber? {
    guard index + 1 < words.limit, words.tokens[index].kind == .word else { return nil }
    if words.has(index, .partWord), let whole = from(index + 1),
      let below = whole.value.int,
      let value = ExactDecimal.ratio(1, below)
    {
      return found(words.start(index), whole.end, .fraction, value, .share)
    }
    if index == 0 || words.tokens[index - 1].kind != .number && !words.means(index - 1),
      let (meaning, end) = words.phrase(at: index),
      case .percent = meaning,
      end < words.limit, words.tokens[end].kind == .number, let value = words.digits(end, from: 0)
    {
      return found(words.tokens[index].start, end + 1, .percentage, value, .percentBefore)
    }
    return nil
  }
}
