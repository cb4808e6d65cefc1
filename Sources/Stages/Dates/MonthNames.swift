/// Names of months as publications write them: English and its short forms, Arabic of the Levant, Egypt, the Gulf and
/// the Maghreb, and those of the Islamic calendar.
enum MonthNames {
  enum Calendar { case gregorian, hijri }

  static let weekdays: Set<String> = [
    "الأحد", "الاحد", "الاثنين", "الإثنين", "الأثنين", "الثلاثاء", "الثلاثا", "الأربعاء", "الاربعاء",
    "الخميس",
    "الجمعة", "الجمعه", "السبت", "أحد", "اثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة", "سبت",
  ]

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

  /// One of each month in its own words; those of two words are joined by a blank.
  private static let arabic: [String] = [
    "يناير جانفي كانون_الثاني ينار", "فبراير شباط فيفري فبرايـر", "مارس آذار أذار اذار",
    "أبريل إبريل ابريل نيسان أفريل افريل", "مايو أيار ايار ماي آيار", "يونيو حزيران جوان يونيه يونية",
    "يوليو تموز جويلية يوليوز يوليه يولية", "أغسطس اغسطس آب اب أوت اوت غشت",
    "سبتمبر أيلول ايلول شتنبر سيبتمبر",
    "أكتوبر اكتوبر اوكتوبر أوكتوبر تشرين_الأول تشرين_الاول", "نوفمبر نونبر تشرين_الثاني",
    "ديسمبر دجنبر كانون_الأول كانون_الاول",
  ]
  private static let hijri: [String] = [
    "محرم المحرم", "صفر", "ربيع_الأول ربيع_الاول ربيع_أول", "ربيع_الآخر ربيع_الثاني ربيع_الاخر ربيع_ثاني",
    "جمادى_الأولى جمادى_الاولى جمادى_الأول", "جمادى_الآخرة جمادى_الثانية جمادى_الاخرة جمادى_الآخر", "رجب",
    "شعبان",
    "رمضان", "شوال", "ذو_القعدة ذي_القعدة", "ذو_الحجة ذي_الحجة",
  ]

  private static let names: [String: (month: Int, calendar: Calendar)] = {
    var names: [String: (month: Int, calendar: Calendar)] = [:]
    for (list, calendar) in [(arabic, Calendar.gregorian), (hijri, .hijri)] {
      for (index, words) in list.enumerated() {
        for word in words.split(separator: " ") { names[String(word)] = (index + 1, calendar) }
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
    (arabic + hijri).flatMap { $0.split(separator: " ") }.compactMap { name in
      name.firstIndex(of: "_").map { String(name[..<$0]) }
    })

  /// The month that a word or two name, and how many words these are.
  static func month(_ word: String, _ next: () -> String?) -> (month: Int, calendar: Calendar, count: Int)? {
    if beginnings.contains(word), let next = next(), let found = names[word + "_" + next] {
      return (found.month, found.calendar, 2)
    }
    return names[word].map { ($0.month, $0.calendar, 1) }
  }

  static func isWeekday(_ word: String) -> Bool {
    weekdays.contains(word) || word.utf8.count >= 3 && word.hasSuffix("day")
      || days.contains(String(word.prefix(3))) && word.utf8.count <= 5
  }
}
