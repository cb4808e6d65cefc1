import Isnad
import IsnadArabic

/// Reads dates. What the text does not say (the year of a month, the week of a weekday) comes
/// from the document's date, or stays X: a weekday or month by itself is the nearest past one
/// (or future one, by `prefer` and by the tense before it), a day of a month the nearest one.
struct DateParser {
  let words: TokenWords
  let phrases: NumberPhrases
  let relative: RelativeDateParser
  let reference: CivilDate?
  let habits: CalendarHabits

  func parse(at index: Int) -> ParsedDate? {
    partOfPeriod(at: index) ?? whole(at: index)
  }

  /// A date that is no part of a longer one, or so far from another.
  func whole(at index: Int) -> ParsedDate? {
    if words.openings(index).contains(.distanceFromDate), let date = distanceFromDate(at: index) {
      return date
    }
    return named(at: index)
  }

  /// A date that is told from no other one: distances don't nest, for articles are no friends of the stack.
  func named(at index: Int) -> ParsedDate? {
    let opens = words.openings(index)
    if words.tokens[index].kind == .number {
      return numeric(at: index) ?? dayAndMonth(at: index) ?? bareYear(at: index)
    }
    if opens.contains(.holiday), let date = holiday(at: index) { return date }
    if opens.contains(.season), let season = seasonOfYear(at: index) { return season }
    if opens.contains(.edgeOfMonth), let date = edgeOfMonth(at: index) { return date }
    if opens.contains(.holiday), let date = dayOfHoliday(at: index) { return date }
    if opens.contains(.nthWeekday), let date = nthWeekday(at: index) { return date }
    if opens.contains(.weekday), let date = weekdayFirst(at: index) { return date }
    if opens.contains(.dayMonth), let date = dayAndMonth(at: index) { return date }
    if opens.contains(.month), let date = monthFirst(at: index) { return date }
    if opens.contains(.partOfYear), let date = partOfYear(at: index) { return date }
    if opens.contains(.year), let date = namedYear(at: index) { return date }
    if opens.contains(.relativeDay), let date = dayWithDate(at: index) { return date }
    if !opens.isDisjoint(with: .relativeDates), let date = relative.parse(at: index) { return date }
    if opens.contains(.dayOfMonth), let date = dayAlone(at: index) { return date }
    if opens.contains(.decade), let date = decade(at: index) { return date }
    return opens.contains(.century) ? century(at: index) : nil
  }

  /// Whether a weekday or month that stands here lies ahead.
  func isAhead(_ index: Int) -> Bool { habits.prefersFuture || Tense(words).isFuture(before: index) }

}
