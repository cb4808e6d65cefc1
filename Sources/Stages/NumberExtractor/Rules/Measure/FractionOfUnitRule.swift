import Isnad
import IsnadArabic

extension NumberRule {
  static let fractionOfUnitText = RuleDeclaration(
    "fraction-of-unit", "A fraction of a unit that counts nothing else, such as half a contract.",
    opens: [.meaning(.fraction), .number], witness: .examples,
    finds: [
      RuleExample("وقع نصف عقدا.", "نصف عقدا", "0.5 عقدا")
    ], leaves: ["بلغ العدد مليونا."])
}

extension QuantityParser {
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
            case .scale(let scale)? = words.cardinal(next + 1),
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
}
