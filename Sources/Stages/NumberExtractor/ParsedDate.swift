import Isnad

/// A date, a period or a point on the calendar, as it was read.
///
/// A class, made by the one parser that finds it: most find none, and none is then one word to return.
final class ParsedDate {
  /// Nil where the document's date would be needed to say it.
  var value: CalendarValue?
  /// The same in the Islamic calendar.
  var hijri: CalendarValue?
  /// In bytes, after clitics.
  var start: Int
  var end: Int
  var rule: NumberRule
  /// Month and day of a date whose year is not said.
  var yearless: (month: Int, day: Int)?
  /// Told from the last date that the text has named; `value` is told from the document's until that is known.
  var anaphor: DateAnaphor?
  /// About it, as in the middle of a period: قبل نحو شهر، أكثر من عام.
  var modifier: NumberMention.Modifier?

  init(
    value: CalendarValue?, hijri: CalendarValue? = nil, start: Int, end: Int, rule: NumberRule,
    yearless: (month: Int, day: Int)? = nil, anaphor: DateAnaphor? = nil
  ) {
    self.value = value
    self.hijri = hijri
    self.start = start
    self.end = end
    self.rule = rule
    self.yearless = yearless
    self.anaphor = anaphor
  }

  /// A day of the calendar, to which a time of day can be added.
  var isDay: Bool {
    if case .point(.day)? = value { return true }
    return false
  }
}
