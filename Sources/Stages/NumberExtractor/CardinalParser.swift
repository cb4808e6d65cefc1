import Isnad
import IsnadArabic

/// Reads cardinals.
///
/// A number is a sum of groups; a group is hundreds, tens and units, each at most once, times a
/// scale. و joins what still finds its place empty: in خمسة وأربعون the tens are free, in خمسة
/// وأربع the units are taken and two numbers stand there. Ones may come before tens and, as in
/// old dates (سبع وتسعين وتسعمئة وألف), small before great.
struct CardinalParser {
  private let words: TokenWords

  init(_ words: TokenWords) { self.words = words }

  /// The sum so far, and which places of the current group are taken.
  private struct Sum {
    var total: ExactDecimal = 0
    var hundreds: Int?
    var tens: Int?
    var units: Int?
    var digits: ExactDecimal?
    /// The smallest scale in `total`; a later group must be smaller, or great after small.
    var lastScale = Int.max
    var isEmptyGroup: Bool { hundreds == nil && tens == nil && units == nil && digits == nil }

    var group: ExactDecimal {
      if let digits {
        return digits.plus(ExactDecimal((hundreds ?? 0) + (tens ?? 0) + (units ?? 0))) ?? digits
      }
      return ExactDecimal((hundreds ?? 0) + (tens ?? 0) + (units ?? 0))
    }

    mutating func clearGroup() {
      hundreds = nil
      tens = nil
      units = nil
      digits = nil
    }
  }

  /// The number that starts at a token; nil where none does.
  func parse(at start: Int) -> ParsedNumber? {
    guard start < words.limit, words.tokens[start].kind == .number || words.cardinal(start) != nil else {
      return nil
    }
    var sum = Sum()
    var index = start
    var atoms = 0
    var hasWords = false
    var isDefinite = false
    var stripped = 0
    var single = false
    /// Before the group that is being read, where another came before it.
    var checkpoint: (sum: Sum, index: Int)?
    while index < words.limit {
      guard let next = join(at: index, start: start, isFirst: atoms == 0) else { break }
      let isJoined = next.hasConjunction
      if isJoined && sum.isEmptyGroup { checkpoint = (sum, index) }
      if let digits = words.digits(next.token, from: next.stripped) {
        guard takes(digits, &sum, isFirst: atoms == 0, isJoined: isJoined) else { break }
      } else if let cardinal = words.cardinal(next.token) {
        if atoms > 0 && !isJoined && !continues(cardinal, sum, hasWords) { break }
        // عشرة وآلاف نزحوا: the plural counts by itself.
        if isJoined, case .scale = cardinal, words.word(next.token)?.indefinite != nil { break }
        if cardinal == .zero,
          atoms > 0 || words.word(next.token)?.hijriMonth != nil && follows(next.token)
        {
          break
        }
        let nextIndex = next.token + 1
        guard takes(cardinal, &sum, isJoined: isJoined, nextIndex, isFirst: atoms == 0) else { break }
        hasWords = true
        if atoms == 0 { isDefinite = words.word(next.token)?.isDefinite == true }
      } else {
        break
      }
      if atoms == 0 { stripped = next.stripped }
      atoms += 1
      single = atoms == 1
      index = next.token + 1
    }
    // A scale that found no place counts the group before it: in ألفين وثلاثة آلاف the three
    // belongs to a second number.
    if let checkpoint, !sum.isEmptyGroup, index < words.limit, words.stripped(index) == 0,
      case .scale? = words.cardinal(index)
    {
      sum = checkpoint.sum
      index = checkpoint.index
    }
    guard atoms > 0, let value = sum.total.plus(sum.group) else { return nil }
    return ParsedNumber(
      value: value, end: index, stripped: stripped, isDefinite: isDefinite, hasWords: hasWords,
      isSingleWord: single && hasWords, lastScale: sum.lastScale == .max ? 1 : sum.lastScale)
  }

  private struct Atom {
    let token: Int
    let stripped: Int
    let hasConjunction: Bool
  }

  /// The next word of the number, past a و that is attached or stands alone.
  private func join(at index: Int, start: Int, isFirst: Bool) -> Atom? {
    if isFirst {
      return Atom(token: index, stripped: words.stripped(index), hasConjunction: false)
    }
    // No line break inside a number.
    if words.tokens[index].flags.contains(.paragraphBefore) { return nil }
    if words.isConjunction(index) {
      guard index + 1 < words.limit, words.tokens[index + 1].kind == .number || words.stripped(index + 1) == 0
      else { return nil }
      return Atom(token: index + 1, stripped: 0, hasConjunction: true)
    }
    // وأحد عشر looks like واحد, one, in the match form.
    if words.has(index, .oneMasculine), index + 1 < words.limit, words.stripped(index + 1) == 0,
      words.cardinal(index + 1) == .ten
    {
      return Atom(token: index, stripped: 2, hasConjunction: true)
    }
    let stripped = words.stripped(index)
    guard stripped == 0 || words.beginsWithWaw(index) && stripped == 2 else { return nil }
    return Atom(token: index, stripped: stripped, hasConjunction: stripped > 0)
  }

  /// صفر is zero, and a month where a year follows.
  private func follows(_ index: Int) -> Bool {
    guard index + 1 < words.limit, let digits = words.digits(index + 1, from: 0)?.int else { return false }
    return digits > 1000
  }

  /// Without و a word goes on only to the scale that it counts, to the teen that it makes, or,
  /// in speech, from hundreds to what is below (خمسمية خمسة وعشرين).
  private func continues(_ cardinal: NumberWord.Cardinal, _ sum: Sum, _ hasWords: Bool) -> Bool {
    switch cardinal {
    case .scale, .scaleOrDual, .countedHundreds: return true
    case .ten: return sum.units != nil && sum.tens == nil
    case .hundreds(100):
      return sum.units.map { $0 >= 3 } ?? (sum.digits?.int.map { $0 >= 3 && $0 <= 9 } ?? false)
    case .unit, .tens: return hasWords && sum.hundreds != nil && sum.units == nil && sum.tens == nil
    default: return false
    }
  }

  private func takes(_ digits: ExactDecimal, _ sum: inout Sum, isFirst: Bool, isJoined: Bool) -> Bool {
    if isFirst {
      sum.digits = digits
      return true
    }
    // ٣ مئة و٢١
    if isJoined, sum.hundreds != nil, sum.tens == nil, sum.units == nil, (sum.digits ?? 0) == 0,
      let low = digits.int, low > 0, low < 100
    {
      sum.digits = digits
      return true
    }
    // 4 آلاف و500
    guard isJoined, sum.isEmptyGroup, sum.lastScale != .max, let all = digits.int, all < sum.lastScale
    else { return false }
    sum.digits = digits
    return true
  }

  private func takes(
    _ cardinal: NumberWord.Cardinal, _ sum: inout Sum, isJoined: Bool, _ next: Int,
    isFirst: Bool
  ) -> Bool {
    switch cardinal {
    case .zero: sum.units = 0
    case .unit(let value):
      guard sum.units == nil, sum.tens.map({ $0 >= 20 && $0 % 10 == 0 }) ?? true,
        sum.digits == nil || sum.hundreds != nil
      else { return false }
      sum.units = value
    case .ten:
      if let units = sum.units, sum.tens == nil, !isJoined {
        sum.tens = 10
        sum.units = units
      } else {
        guard sum.units == nil, sum.tens == nil, sum.digits == nil else { return false }
        sum.tens = 10
      }
    case .tens(let value):
      guard sum.tens == nil, sum.digits == nil || sum.hundreds != nil,
        sum.units == nil || isJoined && value % 10 == 0 && sum.units != 0
      else { return false }
      sum.tens = value
    case .hundreds(let value):
      if value == 100, !isJoined, let units = sum.units ?? sum.digits?.int, sum.hundreds == nil,
        sum.tens == nil
      {
        guard (3...9).contains(units) else { return false }
        sum.hundreds = units * 100
        sum.units = nil
        sum.digits = sum.digits == nil ? nil : 0
        return true
      }
      // After smaller ones in the old order: سبع وتسعين وتسعمئة.
      guard sum.hundreds == nil, sum.digits == nil, sum.isEmptyGroup || isJoined && sum.lastScale == .max
      else { return false }
      sum.hundreds = value
    case .countedHundreds:
      guard !isJoined, let units = sum.units, (3...9).contains(units), sum.tens == nil, sum.hundreds == nil
      else { return false }
      sum.hundreds = units * 100
      sum.units = nil
    case .scale(let scale): return multiply(&sum, by: scale, isJoined, isFirst)
    case .dualScale(let scale):
      guard sum.isEmptyGroup || isJoined && sum.lastScale == .max, scale < sum.lastScale else { return false }
      return add(2 * scale, scale, &sum)
    case .scaleOrDual(let scale):
      if !sum.isEmptyGroup && !isJoined || !isFirst { return multiply(&sum, by: scale, isJoined, isFirst) }
      let isDual = !words.tokens[next - 1].flags.contains(.tanwin) && words.isGenitiveNoun(next)
      return isDual ? add(2 * scale, scale, &sum) : multiply(&sum, by: scale, isJoined, isFirst)
    }
    return true
  }

  private func multiply(_ sum: inout Sum, by scale: Int, _ isJoined: Bool, _ isFirst: Bool) -> Bool {
    let factor = ExactDecimal(scale)
    if sum.isEmptyGroup {
      if sum.total == 0 { return add(scale, scale, &sum) }
      if !isJoined {
        // مئة ألف مليون: the scales multiply.
        guard let product = sum.total.times(factor), sum.lastScale < scale else { return false }
        sum.total = product
        sum.lastScale = scale
        return true
      }
      guard scale < sum.lastScale else { return false }
      return add(scale, scale, &sum)
    }
    if isJoined {
      // The scale stands for itself: مئة وألف, or a year from small to great.
      guard sum.lastScale == .max || scale < sum.lastScale, sum.digits == nil else { return false }
      guard sum.lastScale == .max else { return false }
      return add(scale, scale, &sum)
    }
    guard scale < sum.lastScale, let product = sum.group.times(factor) else { return false }
    guard let total = sum.total.plus(product) else { return false }
    sum.total = total
    sum.lastScale = scale
    sum.clearGroup()
    return true
  }

  private func add(_ value: Int, _ scale: Int, _ sum: inout Sum) -> Bool {
    guard let total = sum.total.plus(sum.group)?.plus(ExactDecimal(value)) else { return false }
    sum.total = total
    sum.lastScale = scale
    sum.clearGroup()
    return true
  }
}
