/// What a text says of the calendar, as exactly as it says it: a point or an interval of ISO 8601-2:2019 (EDTF, level 1).
enum CalendarValue: Sendable, Equatable {
  case point(CalendarPoint)
  /// From the first to the last, both included.
  case interval(CalendarPoint, CalendarPoint)

  static func day(_ day: CivilDate) -> CalendarValue { .point(CalendarPoint(day)) }

  /// As exactly as the parts that are known; nil where there is none of them.
  init?(year: Int?, month: Int?, day: Int?) {
    if let day {
      self = .day(year: year, month: month, day: day)
    } else if let month {
      self = .month(year: year, month: month)
    } else if let year {
      self = .year(year)
    } else {
      return nil
    }
  }

  /// - Parameter year: nil where the text does not say it.
  static func day(year: Int?, month: Int?, day: Int) -> CalendarValue {
    .point(.day(year: year, month: month, day: day))
  }

  /// - Parameter year: nil where the text does not say it.
  static func month(year: Int?, month: Int) -> CalendarValue { .point(.month(year: year, month: month)) }

  static func year(_ year: Int) -> CalendarValue { .point(.year(year)) }

  static func days(_ first: CivilDate, _ last: CivilDate) -> CalendarValue {
    .interval(CalendarPoint(first), CalendarPoint(last))
  }

  var first: CalendarPoint {
    switch self {
    case .point(let point), .interval(let point, _): point
    }
  }

  var last: CalendarPoint {
    switch self {
    case .point(let point), .interval(_, let point): point
    }
  }

  /// The day, where the value is one whole day.
  var day: CivilDate? {
    if case .point(let point) = self { return point.civilDate }
    return nil
  }

  /// Whether the text leaves a year, a month or the last figures of a year open.
  var isOpen: Bool { first.isOpen || last.isOpen }

  var edtf: String {
    switch self {
    case .point(let point): point.edtf
    case .interval(let first, let last): first.edtf + "/" + last.edtf
    }
  }
}

/// A day, month, year or the like, alone or at an end of an interval.
enum CalendarPoint: Sendable, Equatable {
  case day(year: Int?, month: Int?, day: Int)
  case month(year: Int?, month: Int)
  /// By astronomers' count: 0 is the year before the first.
  case year(Int)
  /// A season by its number in EDTF: 21 for spring to 24.
  case season(year: Int, season: Int)
  /// The first three figures of its years: 199.
  case decade(Int)
  /// The first two figures of its years: 19.
  case century(Int, isBeforeChrist: Bool = false)
  /// So many minutes after midnight.
  case minute(CivilDate, Int)

  init(_ date: CivilDate) { self = .day(year: date.year, month: date.month, day: date.day) }

  var year: Int? {
    switch self {
    case .day(let year, _, _), .month(let year, _): year
    case .year(let year), .season(let year, _): year
    case .minute(let day, _): day.year
    case .decade, .century: nil
    }
  }

  /// The day of the calendar; nil where one of its parts is not said, and for all that is longer or shorter.
  var civilDate: CivilDate? {
    guard case .day(let year?, let month?, let day) = self else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  var isOpen: Bool {
    switch self {
    case .day(let year, let month, _): year == nil || month == nil
    case .month(let year, _): year == nil
    case .decade, .century: true
    case .year, .season, .minute: false
    }
  }

  /// Whether it is a year or longer.
  var isOfYears: Bool {
    switch self {
    case .year, .decade, .century: true
    case .day, .month, .season, .minute: false
    }
  }

  /// The same in another year; itself where it is of years.
  func with(year: Int) -> CalendarPoint {
    switch self {
    case .day(_, let month, let day): .day(year: year, month: month, day: day)
    case .month(_, let month): .month(year: year, month: month)
    case .season(_, let season): .season(year: year, season: season)
    case .minute(let day, let minute):
      .minute(CivilDate(year: year, month: day.month, day: day.day), minute)
    case .year, .decade, .century: self
    }
  }

  /// What lies within the year, coarsest first, to be compared with another's.
  var partsOfYear: [Int] {
    switch self {
    case .day(_, let month, let day): [month ?? .max, day]
    case .month(_, let month): [month]
    case .season(_, let season): [season]
    case .minute(let day, let minute): [day.month, day.day, minute]
    case .year, .decade, .century: []
    }
  }

  /// The order of years: a decade comes behind its years, a century behind its decades, and what is open last.
  private var yearRank: Int {
    switch self {
    case .decade(let decade): decade * 1000 + 995
    case .century(let century, let isBeforeChrist): (isBeforeChrist ? -century : century) * 10_000 + 9999
    default: year.map { $0 * 100 } ?? .max
    }
  }

  /// Whether this lies before another or is the same, as far as both say.
  func isInOrder(before other: CalendarPoint) -> Bool {
    let (mine, others) = ([yearRank] + partsOfYear, [other.yearRank] + other.partsOfYear)
    let count = min(mine.count, others.count)
    return !others.prefix(count).lexicographicallyPrecedes(mine.prefix(count))
  }

  var edtf: String {
    switch self {
    case .day(let year, let month, let day): Self.year(year) + Self.part(month) + Self.part(day)
    case .month(let year, let month): Self.year(year) + Self.part(month)
    case .year(let year): Self.year(year)
    case .season(let year, let season): Self.year(year) + Self.part(season)
    case .decade(let decade): CivilDate.padded(decade, 3) + "X"
    case .century(let century, let isBeforeChrist):
      (isBeforeChrist ? "-" : "") + CivilDate.padded(century, 2) + "XX"
    case .minute(let day, let minute):
      day.iso + "T" + CivilDate.padded(minute / 60, 2) + ":" + CivilDate.padded(minute % 60, 2)
    }
  }

  private static func year(_ year: Int?) -> String {
    guard let year else { return "XXXX" }
    return (year < 0 ? "-" : "") + CivilDate.padded(abs(year), 4)
  }

  private static func part(_ value: Int?) -> String {
    "-" + (value.map { CivilDate.padded($0, 2) } ?? "XX")
  }
}
