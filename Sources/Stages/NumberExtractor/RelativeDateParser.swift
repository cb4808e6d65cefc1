import Isnad
import IsnadArabic

/// Reads dates that are said from where the writer stands: أمس، الأسبوع الماضي، قبل عامين.
///
/// Without the document's date they stay null; قبل عامين is a duration then.
struct RelativeDateParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let quantities: QuantityParser
  let time: ReferenceTime?

  var reference: CivilDate? { time?.day }

  func parse(at index: Int) -> ParsedDate? {
    guard words.tokens[index].kind == .word else { return nil }
    return period(at: index) ?? namedDay(at: index) ?? night(at: index)
      ?? hour(at: index) ?? distance(at: index)
  }

  // MARK: Periods

  /// A week, month or year that is told from the document's date.
  struct Period {
    let unit: DurationUnit
    /// The first day of it; nil without the document's date.
    let day: CivilDate?
    let start: Int
    let end: Int
    /// هذا الشهر, without a word of direction.
    let isShown: Bool
    /// Steps from the date that the text named last: الشهر التالي، العام نفسه.
    var fromNamed: Int?
  }

  /// الشهر المقبل، هذا العام: a period of one unit.
  func period(_ unit: DurationUnit, at index: Int) -> Period? {
    guard let found = anyPeriod(at: index), found.unit == unit else { return nil }
    return found
  }

  /// الأسبوع الماضي، هذا الشهر، السنة بعد المقبلة.
  func anyPeriod(at index: Int) -> Period? {
    guard index < words.limit, words.tokens[index].kind == .word else { return nil }
    var cursor = Cursor(words, at: index)
    let isThat = cursor.accept(.thatWord)
    let isShown = isThat || cursor.accept(.thisWord)
    let at = cursor.index
    guard !cursor.isAtEnd, let (unit, stripped) = words.periodNoun(at) else { return nil }
    let start = words.tokens.span(of: index, strippingForm: isShown ? 0 : stripped).start
    if isThat { return that(unit, index, start) }
    let found = RelativeDirection.at(at + 1, words)
    if let anaphoric = fromNamed(unit, at, start, found) { return anaphoric }
    if let found, !words.has(found.end - 1, .nextToNamed) {
      return Period(
        unit: unit, day: day(of: unit, found.steps), start: start, end: found.end, isShown: false)
    }
    return isShown ? Period(unit: unit, day: day(of: unit, 0), start: start, end: at + 1, isShown: true) : nil
  }

  /// الشهر، العام, this one where a word before them says which part of it.
  func currentPeriod(at index: Int) -> Period? {
    guard index < words.limit, let (unit, stripped) = words.periodNoun(index),
      unit != .day, stripped == 0
    else { return nil }
    return Period(
      unit: unit, day: day(of: unit, 0), start: words.tokens[index].start, end: index + 1, isShown: false)
  }

  func day(of unit: DurationUnit, _ steps: Int) -> CivilDate? {
    guard let reference else { return nil }
    switch unit {
    case .year: return CivilDate(year: reference.year + steps, month: 1, day: 1)
    case .month:
      let month = reference.adding(months: steps)
      return CivilDate(year: month.year, month: month.month, day: 1)
    case .week: return reference.adding(days: 1 - reference.weekday + 7 * steps)
    default: return reference.adding(days: steps)
    }
  }

}
