import IsnadArabic

/// Names of months and days as publications write them: English and French, and those of the tables of the language, which
/// have the months of the Levant, Egypt, the Gulf and the Maghreb, and those of the Islamic calendar.
enum MonthNames {
  enum Calendar { case gregorian, hijri }

  private static let english = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let full = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november",
    "december",
  ]
  private static let french = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre",
    "décembre",
  ]
  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  private static let normalize = Normalizer(.matchForm)

  /// Arabic ones in match form; those of two words are joined by a blank.
  private static let names: [String: (month: Int, calendar: Calendar)] = {
    var names: [String: (month: Int, calendar: Calendar)] = [:]
    for (wordClass, calendar) in [(WordClass.month, Calendar.gregorian), (.hijriMonth, .hijri)] {
      for entry in Language.own[wordClass] {
        guard let month = Int(entry.value) else { continue }
        for word in entry.words { names[normalize(word)] = (month, calendar) }
      }
    }
    for list in [english, full, french] {
      for (index, word) in list.enumerated() { names[word] = (index + 1, .gregorian) }
    }
    names["sept"] = (9, .gregorian)
    return names
  }()

  /// First words of those that have two.
  private static let beginnings = Set(
    names.keys.compactMap { name in name.firstIndex(of: " ").map { String(name[..<$0]) } })

  private static let weekdays = Set(
    (Language.own.spellings(.weekday) + Language.own.spellings(.bareWeekday)).map { normalize($0) })

  /// As the names are kept: Latin letters have no other form.
  private static func key(_ word: String) -> String {
    word.utf8.first.map { $0 < 0xD8 } ?? true ? word : normalize(word)
  }

  /// The month that a word or two name, and how many words these are.
  static func month(_ word: String, _ next: () -> String?) -> (month: Int, calendar: Calendar, count: Int)? {
    let word = key(word)
    if beginnings.contains(word), let next = next(), let found = names[word + " " + key(next)] {
      return (found.month, found.calendar, 2)
    }
    return names[word].map { ($0.month, $0.calendar, 1) }
  }

  static func isWeekday(_ word: String) -> Bool {
    weekdays.contains(key(word)) || word.utf8.count >= 3 && word.hasSuffix("day")
      || days.contains(String(word.prefix(3))) && word.utf8.count <= 5
  }
}
