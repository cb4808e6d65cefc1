import Isnad

// The year of a date: said after it, told from the document's date, or from the year that the text named last.
extension DateParser {
  private func resolvedYear(month: Int, day: Int?, direction: Int) -> Int? {
    guard let reference else { return nil }
    let isLater = (month, day ?? 1) > (reference.month, reference.day)
    switch direction.signum() {
    case -1:
      return (isLater || month == reference.month && day == nil ? reference.year - 1 : reference.year)
        + direction + 1
    case 1: return (isLater ? reference.year : reference.year + 1) + direction - 1
    default: return reference.year
    }
  }

  /// The year of a date that says none: of a day the nearest one, or the one whose weekday fits;
  /// of a month the last one, or the next one.
  func nearestYear(month: Int, day: Int?, weekday: Int? = nil, isAhead: Bool) -> Int? {
    guard let reference else { return nil }
    guard let day else {
      let isThisYear = isAhead ? month >= reference.month : month <= reference.month
      return isThisYear ? reference.year : reference.year + (isAhead ? 1 : -1)
    }
    let candidates = [0, -1, 1, -2, 2].map { CivilDate(year: reference.year + $0, month: month, day: day) }
      .filter { day <= CivilDate.days(inMonth: month, year: $0.year) }
    let fitting = candidates.filter { weekday == nil || $0.weekday == weekday }
    return nearest(fitting.isEmpty ? candidates : fitting)?.year
  }

  func nearest(_ days: [CivilDate]) -> CivilDate? {
    guard let reference else { return nil }
    return days.min { abs($0.dayNumber - reference.dayNumber) < abs($1.dayNumber - reference.dayNumber) }
  }

  /// What stands after a month and says its year: a number, الماضي, العام المقبل, هـ.
  struct SaidYear {
    var year: Int?
    var steps = 0
    var end: Int
    /// Said by the text, not the document's date.
    var isSaid = false
    /// Steps from the year that the text named last.
    var fromNamed: Int?
  }

  func saidYear(month: Int, day: Int?, isHijri: Bool, at index: Int) -> SaidYear {
    var said = SaidYear(year: nil, end: index)
    if let found = year(at: index) {
      said = SaidYear(year: found.year, end: found.end, isSaid: true)
      if let (meaning, next) = phrases.at(said.end, in: words) {
        if case .hijriMark = meaning { said.end = next }
        if case .gregorianMark = meaning,
          !words.tokens[said.end].flags.contains(.spaceBefore) || next < words.limit
        {
          said.end = next
        }
      }
    } else if !isHijri, let found = relativeYear(at: index) {
      said = SaidYear(
        year: found.day?.year, end: found.end, isSaid: found.day != nil && found.fromNamed == nil,
        fromNamed: found.fromNamed)
    } else if let shift = RelativeDirection.at(index, words) {
      said.end = shift.end
      said.steps = shift.steps
      if !isHijri { said.year = resolvedYear(month: month, day: day, direction: shift.steps) }
    }
    return said
  }

  /// مارس من العام الماضي، 15 آذار السنة القادمة.
  func relativeYear(at index: Int) -> RelativeDateParser.Period? {
    var cursor = Cursor(words, at: index)
    _ = cursor.accept(.from)
    return relative.period(.year, at: cursor.index)
  }
}
