/// A set of rules: those that a token opens.
struct RuleSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  private var bits: UInt64 = 0

  init() {}

  init(_ rules: some Sequence<NumberRule>) { for rule in rules { insert(rule) } }

  init(arrayLiteral rules: NumberRule...) { self.init(rules) }

  var isEmpty: Bool { bits == 0 }

  func contains(_ rule: NumberRule) -> Bool { bits & Self.bit(rule) != 0 }

  func isDisjoint(with other: RuleSet) -> Bool { bits & other.bits == 0 }

  mutating func insert(_ rule: NumberRule) { bits |= Self.bit(rule) }

  mutating func formUnion(_ other: RuleSet) { bits |= other.bits }

  private static func bit(_ rule: NumberRule) -> UInt64 { 1 << UInt64(rule.rawValue) }
}

extension RuleSet {
  // The rules of each parser: it is asked where a token opens one of them.

  static let ranges: RuleSet = [.range, .dateRange, .clockRange, .score]
  static let spans: RuleSet = [.periodSpan]
  static let dates: RuleSet = [
    .year, .bareYear, .season, .decade, .century, .month, .dayMonth, .dayOfMonth, .dayOfRelativeMonth,
    .numericDate,
    .twoYears, .numericMonth, .weekday, .weekdayOfWeek, .nthWeekday, .relativeDay, .relativeHour, .night,
    .relativeDistance, .distanceFromDate, .relativePeriod, .partOfPeriod, .weekOfPeriod, .edgeOfMonth,
    .weekend,
    .partOfYear, .holiday, .hijriDate,
  ]
  /// Dates that are told from the document's.
  static let relativeDates: RuleSet = [
    .relativePeriod, .relativeDay, .night, .relativeHour, .relativeDistance,
  ]
  static let quantities: RuleSet = [
    .cardinal, .singularNoun, .dual, .indefinite, .ordinal, .fraction, .fractionOfUnit, .share, .percentSign,
    .percentBefore, .money, .duration, .multiple,
  ]
}
