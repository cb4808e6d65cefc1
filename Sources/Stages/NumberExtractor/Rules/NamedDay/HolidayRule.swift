import Isnad
import IsnadArabic

extension NumberRule {
  static let holidayText = RuleDeclaration(
    "holiday", "A day that bears a name, such as عيد الفطر.",
    opens: [.phrase(.holiday), .meaning(.ordinal)],
    finds: [
      RuleExample("في عيد العمال 2023.", "عيد العمال 2023", "2023-05-01")
    ], leaves: ["نظم حفلا بمناسبة عيد ميلاده."])
}

// Where no year is said it is the nearest one, and after a verb in the future the next one: articles speak of a feast in
// the weeks before it as often as in those after it.
extension DateParser {
  func holiday(at index: Int) -> ParsedDate? {
    guard let (meaning, end) = words.phrase(at: index),
      case .holiday(let holiday) = meaning, !isAnothers(end), isTime(index)
    else { return nil }
    return date(
      of: holiday, days: 0, start: words.phraseStart(index), end,
      isAhead: isAhead(index))
  }

  /// ثاني أيام عيد الفطر، أول يوم من عيد الأضحى.
  func dayOfHoliday(at index: Int) -> ParsedDate? {
    var cursor = Cursor(words, at: index + 1)
    guard let nth = words.word(index)?.ordinal, nth <= 5, cursor.accept(either: .days, or: .dayWord) else {
      return nil
    }
    _ = cursor.accept(either: .from, or: .inside)
    guard !cursor.isAtEnd, let (meaning, end) = words.phrase(at: cursor.index),
      case .holiday(let holiday) = meaning
    else { return nil }
    return date(of: holiday, days: nth - 1, start: words.start(index), end, isAhead: isAhead(index))
  }

  /// Whether a feast says when: في عيد الفطر, أول أيام عيد الأضحى. In إجازة عيد الفطر, الاحتفال بعيد العمال and تهنئة بعيد
  /// الأضحى it is what the time off, the party and the wishes are for.
  ///
  /// What begins with يوم or ليلة says when by itself.
  private func isTime(_ index: Int) -> Bool {
    guard words.has(index, .feast) || words.phraseStart(index) > words.tokens[index].start else {
      return true
    }
    if words.phraseStart(index) > words.tokens[index].start {
      return words.beginsWithWaw(index)
    }
    guard index > 0, !words.tokens[index].flags.contains(.lineBefore) else { return true }
    let before = words.tokens[index - 1]
    return before.kind != .word || words.has(index - 1, .beforeHoliday)
  }

  /// عيد الفصح اليهودي، رأس السنة الصينية and عيد الميلاد الخمسون are other days.
  private func isAnothers(_ end: Int) -> Bool {
    guard end < words.limit, words.tokens[end].kind == .word, words.hasArticle(end) else { return false }
    return words.word(end)?.ordinal != nil || words.cardinal(end) != nil
      || words.has(end, .otherCalendar)
  }

  private func date(
    of holiday: Holiday, days: Int, start: Int, _ end: Int, isAhead: Bool
  ) -> ParsedDate? {
    if case .hijri(let month, let day) = holiday {
      let said = saidYear(month: month, day: day, isHijri: true, at: end)
      return hijri(month, day + days, said, start, isAhead: isAhead)
    }
    guard let sample = holiday.day(in: reference?.year ?? 2000)?.adding(days: days) else { return nil }
    let said = saidYear(month: sample.month, day: sample.day, isHijri: false, at: end)
    let result = ParsedDate(value: nil, start: start, end: said.end, rule: .holiday)
    if let year = said.isSaid ? said.year : nil {
      result.value = holiday.day(in: year).map { .day($0.adding(days: days)) }
    } else if let reference {
      let years = (-2...2).compactMap { holiday.day(in: reference.year + $0)?.adding(days: days) }
      result.value = choose(years, steps: said.steps, isAhead: isAhead).map(CalendarValue.day)
    } else if case .fixed = holiday {
      result.value = .day(year: nil, month: sample.month, day: sample.day)
    }
    return result
  }

  private func hijri(_ month: Int, _ day: Int, _ said: SaidYear, _ start: Int, isAhead: Bool) -> ParsedDate {
    var year = said.year
    if let said = said.year, said > 1500 {
      year = HijriCalendar.year(ofMonth: month, inGregorian: said)
    } else if said.year == nil, let reference {
      let about = (reference.year - 622) * 33 / 32
      let days = (about - 2...about + 3).compactMap { year in
        HijriCalendar.gregorian(year: year, month: month, day: day)?.day.map {
          (year, $0)
        }
      }
      let chosen = choose(days.map(\.1), steps: said.steps, isAhead: isAhead)
      year = days.first { $0.1 == chosen }?.0
    }
    let date = hijriDate(year, month, day, start: start, end: said.end)
    date.rule = .holiday
    return date
  }

  /// Of the days on which a feast falls, in order: the nearest, the next, or so many steps on or back.
  private func choose(_ days: [CivilDate], steps: Int, isAhead: Bool) -> CivilDate? {
    guard let today = reference?.dayNumber else { return nil }
    if steps > 0 {
      let later = days.filter { $0.dayNumber > today }
      return steps <= later.count ? later[steps - 1] : nil
    }
    if steps < 0 {
      let earlier = days.filter { $0.dayNumber < today }
      return -steps <= earlier.count ? earlier[earlier.count + steps] : nil
    }
    return isAhead ? days.first { $0.dayNumber >= today } : nearest(days)
  }
}
