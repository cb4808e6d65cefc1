/// A day that bears a name: when it falls in a year, and what it is called.
enum Holiday: Sendable, Equatable {
  /// The same day of every Gregorian year.
  case fixed(month: Int, day: Int)
  /// The same day of every Islamic year.
  case hijri(month: Int, day: Int)
  /// So many days from Easter Sunday of the Western churches.
  case easter(Int)
  /// So many days from Easter Sunday of the Eastern churches.
  case easternEaster(Int)
  /// Such a weekday (1 for Monday) of a month.
  case weekday(Int, nth: Int, month: Int)

  /// The day on which it falls in a Gregorian year; nil for those of the Islamic year.
  func day(in year: Int) -> CivilDate? {
    switch self {
    case .fixed(let month, let day): return CivilDate(year: year, month: month, day: day)
    case .hijri: return nil
    case .easter(let days): return Self.easter(year).adding(days: days)
    case .easternEaster(let days): return Self.easternEaster(year).adding(days: days)
    case .weekday(let weekday, let nth, let month):
      let first = CivilDate(year: year, month: month, day: 1)
      return first.adding(days: (weekday - first.weekday + 7) % 7 + 7 * (nth - 1))
    }
  }

  /// By the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 1991, chapter 8).
  private static func easter(_ year: Int) -> CivilDate {
    let (golden, century, rest) = (year % 19, year / 100, year % 100)
    let correction = (century - (century + 8) / 25 + 1) / 3
    let moon = (19 * golden + century - century / 4 - correction + 15) % 30
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7
    let late = (golden + 11 * moon + 22 * sunday) / 451
    return CivilDate(year: year, month: 3, day: 22).adding(days: moon + sunday - 7 * late)
  }

  /// By Meeus's Julian computus, moved to the Gregorian calendar.
  private static func easternEaster(_ year: Int) -> CivilDate {
    let moon = (19 * (year % 19) + 15) % 30
    let sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    let julian = CivilDate(year: year, month: 3, day: 22).adding(days: moon + sunday)
    return julian.adding(days: year / 100 - year / 400 - 2)
  }

  /// As news calls them. Days of one country bear its name.
  static let names: [(Holiday, [String])] = [
    (.hijri(month: 10, day: 1), ["عيد الفطر", "عيد الفطر المبارك", "عيد الفطر السعيد"]),
    (.hijri(month: 12, day: 10), ["عيد الأضحى", "عيد الأضحى المبارك", "عيد النحر", "يوم النحر"]),
    (
      .hijri(month: 12, day: 9),
      ["يوم عرفة", "وقفة عرفة", "وقفة عرفات", "وقفة عيد الأضحى", "يوم الوقوف بعرفة"]
    ), (.hijri(month: 1, day: 1), ["رأس السنة الهجرية", "عيد رأس السنة الهجرية", "رأس العام الهجري"]),
    (.hijri(month: 1, day: 10), ["عاشوراء", "يوم عاشوراء", "ذكرى عاشوراء"]),
    (
      .hijri(month: 2, day: 20),
      ["أربعينية الإمام الحسين", "أربعينية الحسين", "زيارة الأربعين", "أربعين الحسين"]
    ),
    (
      .hijri(month: 3, day: 12),
      [
        "المولد النبوي", "المولد النبوي الشريف", "عيد المولد النبوي", "عيد المولد النبوي الشريف",
        "ذكرى المولد النبوي", "ذكرى المولد النبوي الشريف",
      ]
    ), (.hijri(month: 7, day: 27), ["الإسراء والمعراج", "ذكرى الإسراء والمعراج", "ليلة الإسراء والمعراج"]),
    (.hijri(month: 8, day: 15), ["ليلة النصف من شعبان", "النصف من شعبان"]),
    (.hijri(month: 9, day: 27), ["ليلة القدر"]),
    (
      .fixed(month: 1, day: 1),
      [
        "رأس السنة", "رأس السنة الميلادية", "رأس السنة الجديدة", "رأس السنة الميلادية الجديدة",
        "عيد رأس السنة", "عيد رأس السنة الميلادية", "يوم رأس السنة",
      ]
    ),
    (
      .fixed(month: 12, day: 31),
      ["ليلة رأس السنة", "ليلة رأس السنة الميلادية", "ليلة رأس السنة الجديدة", "عشية رأس السنة"]
    ),
    (
      .fixed(month: 12, day: 25),
      ["عيد الميلاد", "عيد الميلاد المجيد", "يوم عيد الميلاد", "الكريسماس", "كريسماس"]
    ),
    (.fixed(month: 12, day: 24), ["عشية عيد الميلاد", "ليلة عيد الميلاد"]),
    (
      .fixed(month: 1, day: 7),
      ["عيد الميلاد القبطي", "عيد الميلاد الشرقي", "عيد الميلاد الأرثوذكسي", "عيد الميلاد المجيد القبطي"]
    ), (.easter(0), ["عيد الفصح", "عيد الفصح المجيد", "أحد الفصح"]),
    (.easter(-2), ["الجمعة العظيمة", "الجمعة الحزينة"]), (.easter(-3), ["خميس العهد", "خميس الأسرار"]),
    (.easter(-7), ["أحد الشعانين", "عيد الشعانين"]), (.easter(1), ["إثنين الفصح", "اثنين الفصح"]),
    (.easter(-48), ["إثنين الرماد", "اثنين الرماد"]), (.easter(-46), ["أربعاء الرماد"]),
    (
      .easternEaster(0),
      [
        "عيد القيامة", "عيد القيامة المجيد", "عيد الفصح الشرقي", "عيد الفصح القبطي", "عيد الفصح الأرثوذكسي",
      ]
    ), (.easternEaster(1), ["شم النسيم", "عيد شم النسيم"]),
    (
      .fixed(month: 5, day: 1),
      ["عيد العمال", "عيد العمال العالمي", "يوم العمال", "يوم العمال العالمي", "عيد العمل", "عيد الشغل"]
    ),
    (
      .fixed(month: 3, day: 8),
      ["يوم المرأة العالمي", "عيد المرأة العالمي", "اليوم العالمي للمرأة", "اليوم الدولي للمرأة"]
    ), (.fixed(month: 3, day: 21), ["عيد الأم", "يوم الأم", "عيد النوروز", "عيد نوروز", "النوروز"]),
    (.fixed(month: 6, day: 21), ["عيد الأب"]), (.weekday(7, nth: 3, month: 6), ["يوم الأب"]),
    (.weekday(4, nth: 4, month: 11), ["عيد الشكر", "يوم الشكر", "يوم عيد الشكر"]),
    (.fixed(month: 2, day: 14), ["عيد الحب", "يوم الحب", "الفالنتاين", "عيد الفالنتاين"]),
    (.fixed(month: 10, day: 31), ["الهالوين", "هالوين", "عيد الهالوين"]),
    (.fixed(month: 3, day: 30), ["يوم الأرض", "يوم الأرض الفلسطيني", "ذكرى يوم الأرض"]),
    (.fixed(month: 4, day: 17), ["يوم الأسير", "يوم الأسير الفلسطيني"]),
    (.fixed(month: 5, day: 15), ["ذكرى النكبة", "يوم النكبة"]),
    (.fixed(month: 6, day: 5), ["ذكرى النكسة", "يوم النكسة"]),
    (.fixed(month: 5, day: 3), ["اليوم العالمي لحرية الصحافة", "يوم الصحافة العالمي"]),
    (.fixed(month: 9, day: 23), ["اليوم الوطني السعودي", "اليوم الوطني للسعودية"]),
    (.fixed(month: 12, day: 2), ["اليوم الوطني الإماراتي", "العيد الوطني الإماراتي"]),
    (.fixed(month: 12, day: 18), ["اليوم الوطني القطري", "اليوم الوطني لقطر"]),
    (.fixed(month: 2, day: 25), ["العيد الوطني الكويتي", "اليوم الوطني الكويتي"]),
    (.fixed(month: 11, day: 18), ["العيد الوطني العماني"]),
    (.fixed(month: 12, day: 16), ["العيد الوطني البحريني"]),
    (.fixed(month: 7, day: 30), ["عيد العرش"]),
  ]
}
