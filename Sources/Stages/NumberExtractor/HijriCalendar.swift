/// The Islamic calendar as Saudi Arabia's Umm al-Qura tables have it, for the years 1300 to 1600.
///
/// The lengths of the months are those of ICU's calendar `islamic-umalqura` (see NOTICE). A month that
/// began with a sighting of the moon may differ by a day.
enum HijriCalendar {
  static let years = 1300...1600
  /// The first of Muharram 1300, in days since 1970-01-01.
  private static let firstDay = -31_826

  /// Three hexadecimal digits a year: a bit for each month, the first one lowest, 1 where it has 30 days.
  private static let longMonths: StaticString = """
    5552ab9372b657636cb55aaa95649e95d2ba5b53aab4ba9652e2ad56db5a752f25e8ad16a56ab56b4da9b92b25\
    64ba9b35a6d95d4da5d4aa955369752f46e96d46a953525d4bd9ba3b4b69b2aa554ada5d2da6d9eaae94d2ac56\
    4aea6d56ad55d4aa9352ba5b53a6b5ea9d52d29a554ad56daea6e4ed1da2aaa95a2da5b9bb27646c95552ab4db\
    aba5b4da9d52aa592d26d8ed2daad5aa5a4b4979372b6975d69d52c9592b25b4db9d55d2da5d4aa9554daad3aa\
    bd2bc4b89a9552d5adb6a6d4dc9d92aa69562ae56d36ab55aaa94d49d95d2ba5b55aad55a9a92e26e55dada6d4\
    6a5b27a4d4ad56db5a754f49e92d26a563566b5baab92b2568ba9b55aada5b4da9b52a9a536276575af26d46a9\
    5552ad4bd9ba574b69b52a9552da5d4daad96b2e95e2ac9692eaad56ad65d4ad1562bc5b53a6b5db2d64d29a55\
    4ad96daea6e8ed1da4d4aa6a2da5b9b72b686d16554ab95b2ba5b5da9d52ca694e46e95d4daad5aaaa4d49b937\
    4b6975d6ad52aa594b2ab55bad95d2dc5d92b25555ab55b4ba97a2745593aab4d69d65d2ba5b4aa954ad15d2dd\
    9da5b45a952d25b8b717656db6aacaa9652b15b2bb5b6daab94d46a8d52da9d55a755749f13e4aa965566b5baa\
    b94
    """

  private static func longMonths(of year: Int) -> Int {
    longMonths.withUTF8Buffer { digits in
      (0..<3).reduce(0) { value, place in
        let digit = Int(digits[(year - years.lowerBound) * 3 + place])
        return value << 4 | (digit < 58 ? digit - 48 : digit - 87)
      }
    }
  }

  /// The first of a month, in days since 1970-01-01; nil beyond the tables.
  static func dayNumber(year: Int, month: Int) -> Int? {
    guard years.contains(year), (1...12).contains(month) else { return nil }
    var day = firstDay
    for earlier in years.lowerBound..<year { day += 12 * 29 + longMonths(of: earlier).nonzeroBitCount }
    let long = longMonths(of: year)
    for earlier in 0..<month - 1 { day += 29 + (long >> earlier & 1) }
    return day
  }

  /// The day after a month's last, in days since 1970-01-01.
  private static func end(year: Int, month: Int) -> Int? {
    month == 12 ? dayNumber(year: year + 1, month: 1) : dayNumber(year: year, month: month + 1)
  }

  /// A date, a month or a year in the Gregorian calendar; nil beyond the tables.
  static func gregorian(year: Int, month: Int?, day: Int?) -> CalendarValue? {
    guard let start = dayNumber(year: year, month: month ?? 1) else { return nil }
    if let day {
      return (1...30).contains(day) ? .day(CivilDate(dayNumber: start + day - 1)) : nil
    }
    guard let end = end(year: year, month: month ?? 12) else { return nil }
    return .days(CivilDate(dayNumber: start), CivilDate(dayNumber: end - 1))
  }

  /// The date of a day; nil beyond the tables.
  static func date(of day: CivilDate) -> (year: Int, month: Int, day: Int)? {
    let number = day.dayNumber
    let about = (day.year - 622) * 33 / 32
    for year in about - 2...about + 2 {
      for month in 1...12 {
        guard let start = dayNumber(year: year, month: month), let end = end(year: year, month: month),
          (start..<end).contains(number)
        else { continue }
        return (year, month, number - start + 1)
      }
    }
    return nil
  }

  /// The year whose month begins in a Gregorian year: رمضان 2018 is that of 1439.
  static func year(ofMonth month: Int, inGregorian year: Int) -> Int? {
    let about = (year - 622) * 33 / 32
    return (about - 2...about + 2).first { candidate in
      dayNumber(year: candidate, month: month).map { CivilDate(dayNumber: $0).year == year } ?? false
    }
  }

  /// The year of a month as somebody means it on a day: the nearest one, or so many on or back.
  static func year(ofMonth month: Int, near date: CivilDate, steps: Int) -> Int? {
    let today = date.dayNumber
    let about = (date.year - 622) * 33 / 32
    let candidates = (about - 4...about + 4).compactMap { year in
      dayNumber(year: year, month: month).map { (year: year, start: $0) }
    }
    if steps > 0 {
      let later = candidates.filter { $0.start > today }
      return steps <= later.count ? later[steps - 1].year : nil
    }
    if steps < 0 {
      let earlier = candidates.filter { $0.start + 29 < today }
      return -steps <= earlier.count ? earlier[earlier.count + steps].year : nil
    }
    return candidates.min { abs($0.start + 15 - today) < abs($1.start + 15 - today) }?.year
  }
}
