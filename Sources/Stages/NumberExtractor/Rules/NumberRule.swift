import Isnad

/// The rules of the number extractor, each with its examples in a file of its own under `Rules/`.
enum NumberRule: UInt8, CaseIterable {
  case cardinal
  case counted
  case nounAndOne
  case singularNoun
  case dual
  case indefinite
  case ordinal
  case fraction
  case mixedFraction
  case fractionOfUnit
  case division
  case share
  case shareOfHundred
  case percentage
  case percentSign
  case percentBefore
  case permille
  case money
  case moneySubunit
  case quantity
  case duration
  case multiple
  case score
  case range
  case twoBounds
  case clock
  case clockRange
  case year
  case bareYear
  case season
  case decade
  case century
  case month
  case dayMonth
  case dayOfMonth
  case dayOfRelativeMonth
  case numericDate
  case twoYears
  case numericMonth
  case weekday
  case weekdayOfWeek
  case nthWeekday
  case relativeDay
  case relativeHour
  case night
  case relativeDistance
  case distanceFromDate
  case relativePeriod
  case periodSpan
  case partOfPeriod
  case weekOfPeriod
  case edgeOfMonth
  case weekend
  case partOfYear
  case holiday
  case hijriDate
  case dateRange

  /// What its file says of it.
  var declaration: RuleDeclaration {
    switch self {
    case .cardinal: Self.cardinalText
    case .counted: Self.countedText
    case .nounAndOne: Self.nounAndOneText
    case .singularNoun: Self.singularNounText
    case .dual: Self.dualText
    case .indefinite: Self.indefiniteText
    case .ordinal: Self.ordinalText
    case .fraction: Self.fractionText
    case .mixedFraction: Self.mixedFractionText
    case .fractionOfUnit: Self.fractionOfUnitText
    case .division: Self.divisionText
    case .share: Self.shareText
    case .shareOfHundred: Self.shareOfHundredText
    case .percentage: Self.percentageText
    case .percentSign: Self.percentSignText
    case .percentBefore: Self.percentBeforeText
    case .permille: Self.permilleText
    case .money: Self.moneyText
    case .moneySubunit: Self.moneySubunitText
    case .quantity: Self.quantityText
    case .duration: Self.durationText
    case .multiple: Self.multipleText
    case .score: Self.scoreText
    case .range: Self.rangeText
    case .twoBounds: Self.twoBoundsText
    case .clock: Self.clockText
    case .clockRange: Self.clockRangeText
    case .year: Self.yearText
    case .bareYear: Self.bareYearText
    case .season: Self.seasonText
    case .decade: Self.decadeText
    case .century: Self.centuryText
    case .month: Self.monthText
    case .dayMonth: Self.dayMonthText
    case .dayOfMonth: Self.dayOfMonthText
    case .dayOfRelativeMonth: Self.dayOfRelativeMonthText
    case .numericDate: Self.numericDateText
    case .twoYears: Self.twoYearsText
    case .numericMonth: Self.numericMonthText
    case .weekday: Self.weekdayText
    case .weekdayOfWeek: Self.weekdayOfWeekText
    case .nthWeekday: Self.nthWeekdayText
    case .relativeDay: Self.relativeDayText
    case .relativeHour: Self.relativeHourText
    case .night: Self.nightText
    case .relativeDistance: Self.relativeDistanceText
    case .distanceFromDate: Self.distanceFromDateText
    case .relativePeriod: Self.relativePeriodText
    case .periodSpan: Self.periodSpanText
    case .partOfPeriod: Self.partOfPeriodText
    case .weekOfPeriod: Self.weekOfPeriodText
    case .edgeOfMonth: Self.edgeOfMonthText
    case .weekend: Self.weekendText
    case .partOfYear: Self.partOfYearText
    case .holiday: Self.holidayText
    case .hijriDate: Self.hijriDateText
    case .dateRange: Self.dateRangeText
    }
  }

  /// Name, meaning and examples.
  var text: StageRule { declaration.text }

  /// As it stands in `by`.
  var name: String { Self.names[Int(rawValue)] }

  private static let names = allCases.map(\.text.name)
}
