import Isnad
import IsnadArabic

extension NumberRule {
  static let durationText = RuleDeclaration(
    "duration", "A number and a unit of time.",
    opens: [.meaning(.singularNoun), .number],
    finds: [
      RuleExample("استمرت الحرب خمس سنوات.", "خمس سنوات", "P5Y"),
      RuleExample("انتظر ساعتين و10 دقائق.", "ساعتين و10 دقائق", "PT2H10M"),
    ], leaves: ["عقد المؤتمر في قاعة الساعات."])
}

extension QuantityParser {
  /// A duration, with smaller parts joined by و: ساعتين و10 دقائق.
  func duration(_ start: Int, _ value: ExactDecimal, _ unit: DurationUnit, _ end: Int)
    -> FoundNumber
  {
    var value = value
    var end = end
    if let extra = halfMore(at: end), let sum = value.plus(extra.value) {
      value = sum
      end = extra.end
    }
    var parts = Self.whole(value, unit)
    let isSplit = parts.count > 1 || parts[0].1 != unit
    while let part = durationPart(at: end) ?? listedPart(at: end) {
      if let same = parts.firstIndex(where: { $0.1 == part.unit }) {
        // ربع ساعة و30 دقيقة: the quarter is minutes as well.
        guard isSplit, same == parts.count - 1, part.unit != unit, let sum = parts[same].0.plus(part.value)
        else { break }
        parts[same].0 = sum
      } else {
        parts.append((part.value, part.unit))
      }
      end = part.end
    }
    var result = kind(.duration, start, value, end, .duration)
    result.mention.unit = unit.unit
    result.mention.iso = Self.iso(parts)
    result.details.duration = parts
    return result
  }

  /// A noun of time that says one, where something shows that it measures: a smaller part after
  /// it (ساعة و20 ثانية), a word of duration before it (لمدة ساعة), واحد (عام واحد).
  func duration(ofOne noun: MeasuredNoun, at index: Int) -> FoundNumber? {
    guard noun.isSingular, case .duration(let unit) = noun.measure else { return nil }
    let next = index + 1
    if let end = one(at: next) { return duration(words.start(index), 1, unit, end) }
    if let part = durationPart(at: next), part.unit.isSmaller(than: unit) {
      return duration(words.start(index), 1, unit, next)
    }
    guard index > 0, words.stripped(index) == 0 else { return nil }
    // أسبوع كامل، ساعة كاملة
    if next < words.limit, words.has(next, .wholeWord) {
      return duration(words.start(index), ExactDecimal(noun.size), unit, next + 1)
    }
    guard noun.size == 1 || unit == .year && noun.size == 100, !isNamed(next),
      words.has(index - 1, .beforeDuration) && !isOfThing(unit, next)
        && !(index > 1 && isDurationNoun(index - 2))
        || words.has(index, .spanOfOne) && !isAlternating(next)
    else { return nil }
    return duration(words.start(index), ExactDecimal(noun.size), unit, next)
  }

  /// واحد, behind the noun that it counts; where it ends.
  private func one(at index: Int) -> Int? {
    var cursor = Cursor(words, at: index)
    let isOne = cursor.acceptMeaning { $0.cardinal == .unit(1) && !$0.isDefinite ? true : nil }
    return isOne == nil ? nil : cursor.index
  }

  /// أكثر من شهر، نحو ساعة: after a word that bounds it the noun says one.
  func oneOfTime(at index: Int) -> FoundNumber? {
    guard let noun = words.word(index)?.noun, noun.isSingular, case .duration(let unit) = noun.measure,
      words.stripped(index) == 0, noun.size != 10, !isNamed(index + 1),
      !isOfThing(unit, index + 1)
    else { return nil }
    return duration(words.start(index), ExactDecimal(noun.size), unit, index + 1)
  }

  /// يوم ولادته، ساعة الصفر: a day or an hour that is something's is no length of time.
  private func isOfThing(_ unit: DurationUnit, _ next: Int) -> Bool {
    guard unit == .day || unit == .hour || unit == .minute, next < words.limit,
      words.tokens[next].kind == .word
    else {
      return false
    }
    return !words.has(next, .functionWord) && !words.beginsWithWaw(next)
  }

  /// يوما بعد يوم
  private func isDurationNoun(_ index: Int) -> Bool {
    if case .duration? = words.word(index)?.noun?.measure { return true }
    return false
  }

  private func isAlternating(_ next: Int) -> Bool {
    let cursor = Cursor(words, at: next)
    return cursor.peek(.after) || cursor.peek(.what)
  }

  /// عام 2020، يوم الجمعة، شهر رمضان: the noun is one that is named, not a measure.
  func isNamed(_ next: Int) -> Bool {
    guard next < words.limit else { return false }
    let token = words.tokens[next]
    if token.kind == .number || words.has(next, .articleAlone) { return true }
    guard token.kind == .word else { return false }
    if let word = words.word(next), words.stripped(next) == 0 {
      if word.month != nil || word.hijriMonth != nil || word.weekday != nil || word.cardinal != nil {
        return true
      }
    }
    if let (meaning, _) = phrases.at(next, in: words) {
      switch meaning {
      case .month, .hijriMonth, .day, .holiday: return true
      default: break
      }
    }
    return words.hasArticle(next)
  }

  /// ونصف دقيقة after ساعة: a part of its own and no half more of the hour.
  func isPartOfSmaller(_ index: Int) -> Bool {
    guard index < words.limit else { return false }
    let at = words.isConjunction(index) ? index + 1 : index
    guard at + 1 < words.limit, words.word(at)?.fraction != nil, words.stripped(at + 1) == 0,
      case .duration? = words.word(at + 1)?.noun?.measure
    else { return false }
    return true
  }

  /// A comma, then a number and a noun of time: 3 سنين، 3 شهور.
  func listedPart(at index: Int) -> (
    value: ExactDecimal, unit: DurationUnit, end: Int
  )? {
    var cursor = Cursor(words, at: index)
    return cursor.acceptComma() ? durationPart(at: cursor.index) ?? counted(at: cursor.index) : nil
  }

  func halfMore(at index: Int) -> (value: ExactDecimal, end: Int)? {
    guard index < words.limit, words.beginsWithWaw(index), words.stripped(index) == 2,
      let fraction = words.word(index)?.fraction, fraction.numerator == 1,
      index + 1 >= words.limit || words.word(index + 1)?.noun == nil || words.stripped(index + 1) > 0,
      let value = ExactDecimal.ratio(1, fraction.denominator)
    else { return nil }
    return (value, index + 1)
  }

  /// و + a number + a noun of time, or و + a noun of time in singular or dual.
  func durationPart(at index: Int) -> (
    value: ExactDecimal, unit: DurationUnit, end: Int
  )? {
    var cursor = Cursor(words, at: index)
    guard cursor.acceptAnd(), !cursor.isAtEnd else { return nil }
    let at = cursor.index
    if let noun = words.word(at)?.noun, case .duration(let unit) = noun.measure,
      noun.isDual || noun.isSingular
    {
      // وشهر واحد
      return (noun.isDual ? 2 : 1, unit, (noun.isSingular ? one(at: at + 1) : nil) ?? at + 1)
    }
    if let fraction = words.word(at)?.fraction, fraction.numerator == 1, at + 1 < words.limit,
      words.stripped(at + 1) == 0,
      case .duration(let unit)? = words.word(at + 1)?.noun?.measure,
      let value = ExactDecimal.ratio(1, fraction.denominator)
    {
      return (value, unit, at + 2)
    }
    return counted(at: at)
  }

  func counted(at index: Int) -> (
    value: ExactDecimal, unit: DurationUnit, end: Int
  )? {
    guard let number = CardinalParser(words).parse(at: index), number.end < words.limit,
      words.stripped(number.end) == 0,
      let noun = words.word(number.end)?.noun, case .duration(let unit) = noun.measure, !noun.isDual
    else { return nil }
    return (number.value, unit, number.end + 1)
  }

  /// Two years and a half are two years and six months, an hour and a half an hour and thirty minutes.
  static func whole(_ value: ExactDecimal, _ unit: DurationUnit) -> [(ExactDecimal, DurationUnit)] {
    let smaller: (unit: DurationUnit, count: Int)? =
      switch unit {
      case .year: (.month, 12)
      case .hour: (.minute, 60)
      default: nil
      }
    guard !value.isWhole, let smaller, let all = value.times(ExactDecimal(smaller.count))?.int, all > 0 else {
      return [(value, unit)]
    }
    let rest = (ExactDecimal(all % smaller.count), smaller.unit)
    return all < smaller.count ? [rest] : [(ExactDecimal(all / smaller.count), unit), rest]
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
