import Isnad

/// The rules of the number extractor in the order in which people read them, each with its examples in a file of its
/// own; a folder holds those of one idea.
enum NumberRule: UInt8, CaseIterable {
  // MARK: Numbers

  case cardinal
  case counted
  case nounAndOne
  case dual
  case indefinite
  case ordinal
  case multiple

  // MARK: Shares of a whole

  case fraction
  case mixedFraction
  case division
  case share
  case percentage
  case percentSign
  case percentBefore
  case permille
  case shareOfHundred

  // MARK: Measures

  case quantity
  case duration
  case money
  case moneySubunit
  case singularNoun
  case fractionOfUnit

  // MARK: From one to another

  case range
  case twoBounds
  case score
  case dateRange
  case clockRange
  case periodSpan

  // MARK: By the calendar and the clock

  case year
  case bareYear
  case twoYears
  case month
  case dayMonth
  case numericDate
  case numericMonth
  case hijriDate
  case clock

  // MARK: Days that have a name

  case weekday
  case weekdayOfWeek
  case nthWeekday
  case weekend
  case holiday
  case dayOfMonth

  // MARK: Periods and their parts

  case season
  case decade
  case century
  case partOfYear
  case partOfPeriod
  case weekOfPeriod
  case edgeOfMonth

  // MARK: Told from the article's date

  case relativeDay
  case relativePeriod
  case relativeDistance
  case relativeHour
  case night
  case dayOfRelativeMonth
  case distanceFromDate

  // MARK: What they say

  /// What its file says of it.
  var declaration: RuleDeclaration {
    switch self {
    case .cardinal: Self.cardinalText
    case .counted: Self.countedText
    case .nounAndOne: Self.nounAndOneText
    case .dual: Self.dualText
    case .indefinite: Self.indefiniteText
    case .ordinal: Self.ordinalText
    case .multiple: Self.multipleText
    case .fraction: Self.fractionText
    case .mixedFraction: Self.mixedFractionText
    case .division: Self.divisionText
    case .share: Self.shareText
    case .percentage: Self.percentageText
    case .percentSign: Self.percentSignText
    case .percentBefore: Self.percentBeforeText
    case .permille: Self.permilleText
    case .shareOfHundred: Self.shareOfHundredText
    case .quantity: Self.quantityText
    case .duration: Self.durationText
    case .money: Self.moneyText
    case .moneySubunit: Self.moneySubunitText
    case .singularNoun: Self.singularNounText
    case .fractionOfUnit: Self.fractionOfUnitText
    case .range: Self.rangeText
    case .twoBounds: Self.twoBoundsText
    case .score: Self.scoreText
    case .dateRange: Self.dateRangeText
    case .clockRange: Self.clockRangeText
    case .periodSpan: Self.periodSpanText
    case .year: Self.yearText
    case .bareYear: Self.bareYearText
    case .twoYears: Self.twoYearsText
    case .month: Self.monthText
    case .dayMonth: Self.dayMonthText
    case .numericDate: Self.numericDateText
    case .numericMonth: Self.numericMonthText
    case .hijriDate: Self.hijriDateText
    case .clock: Self.clockText
    case .weekday: Self.weekdayText
    case .weekdayOfWeek: Self.weekdayOfWeekText
    case .nthWeekday: Self.nthWeekdayText
    case .weekend: Self.weekendText
    case .holiday: Self.holidayText
    case .dayOfMonth: Self.dayOfMonthText
    case .season: Self.seasonText
    case .decade: Self.decadeText
    case .century: Self.centuryText
    case .partOfYear: Self.partOfYearText
    case .partOfPeriod: Self.partOfPeriodText
    case .weekOfPeriod: Self.weekOfPeriodText
    case .edgeOfMonth: Self.edgeOfMonthText
    case .relativeDay: Self.relativeDayText
    case .relativePeriod: Self.relativePeriodText
    case .relativeDistance: Self.relativeDistanceText
    case .relativeHour: Self.relativeHourText
    case .night: Self.nightText
    case .dayOfRelativeMonth: Self.dayOfRelativeMonthText
    case .distanceFromDate: Self.distanceFromDateText
    }
  }

  /// Name, meaning and examples.
  var text: StageRule { declaration.text }

  /// As it stands in `by`.
  var name: String { Self.names[Int(rawValue)] }

  private static let names = allCases.map(\.text.name)
}
