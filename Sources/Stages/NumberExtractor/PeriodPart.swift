/// Which part of a period: أوائل، منتصف، أواخر.
enum PeriodPart: String, Sendable, CaseIterable {
  case early, middle, late
  /// From the document's date to the end.
  case rest
  /// The days of rest at a week's end: عطلة نهاية الأسبوع.
  case weekend
  /// The same, or with a direction behind it the second half of a week: نهاية الأسبوع.
  case weekEnd = "week-end"
}
