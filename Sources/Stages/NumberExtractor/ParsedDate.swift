import Isnad

/// A date, a period or a point on the calendar, as it was read.
///
/// A class, made by the one parser that finds it: most find none, and none is then one word to return.
final class ParsedDate {
  /// EDTF; nil where it can't say the date.
  var iso: String?
  var hijri: String?
  /// In bytes, after clitics.
  var start: Int
  var end: Int
  var rule: NumberRule
  /// Month and day of a date whose year is not said.
  var yearless: (month: Int, day: Int)?
  /// Told from the last date that the text has named; `iso` is told from the document's until that is known.
  var anaphor: DateAnaphor?
  /// About it, as in the middle of a period: قبل نحو شهر، أكثر من عام.
  var modifier: NumberMention.Modifier?

  init(
    iso: String?, hijri: String? = nil, start: Int, end: Int, rule: NumberRule,
    yearless: (month: Int, day: Int)? = nil, anaphor: DateAnaphor? = nil
  ) {
    self.iso = iso
    self.hijri = hijri
    self.start = start
    self.end = end
    self.rule = rule
    self.yearless = yearless
    self.anaphor = anaphor
  }

  /// A day of the calendar, to which a time of day can be added.
  var isDay: Bool { iso.map { $0.utf8.count == 10 && !$0.utf8.contains(UInt8(ascii: "/")) } ?? false }
}
