/// What a reader expects of dates where they are not told in full.
struct CalendarHabits: Sendable {
  /// Where a weekday or a month by itself lies.
  var prefersFuture = false
  /// Month before day in figures (4/22), as in the United States.
  var isMonthFirst = false
  /// The first day of the weekend, in ISO 8601's numbers.
  var weekend = 6

  init(prefersFuture: Bool, region: String?) {
    self.prefersFuture = prefersFuture
    isMonthFirst = region == "US"
    if let region, Self.fridays.contains(region) { weekend = 5 }
  }

  /// Countries that rest on Friday and Saturday (CLDR 48, weekData).
  private static let fridays: Set<String> = [
    "BH", "DZ", "EG", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "SD", "SY", "YE",
  ]
}
