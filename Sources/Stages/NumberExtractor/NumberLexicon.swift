import Isnad
import IsnadArabic

/// The words of numbers, with their inflections and spellings, by fingerprint of the match form.
struct NumberLexicon: Sendable {
  /// Made once for all stages.
  static let standard = NumberLexicon()

  /// From fingerprints to indices into `entries`; entry 0 means nothing.
  private var table = FingerprintTable<UInt16>(capacity: 8192)
  private(set) var entries: [NumberWord] = [NumberWord()]
  private let normalize = Normalizer(.matchForm)

  init() {
    addCardinals()
    addScales()
    addOrdinals()
    addFractions()
    addVulgarFractions()
    addIndefinites()
    addCalendar()
    addNouns()
    for index in entries.indices { entries[index].opens = Openings(entries[index]) }
  }

  /// Entries by the fingerprint of their word.
  var indices: [(key: UInt64, value: UInt16)] { table.pairs }

  private mutating func add(_ words: String, _ change: (inout NumberWord) -> Void) {
    for word in words.split(separator: " ") {
      let key = Fingerprint.of(normalize(String(word)))
      if table[key] == nil {
        table[key] = UInt16(entries.count)
        entries.append(NumberWord())
      }
      if let index = table[key] { change(&entries[Int(index)]) }
    }
  }

  /// A word with and without the article.
  private mutating func addBoth(_ words: String, _ change: (inout NumberWord) -> Void) {
    add(words, change)
    add(words.split(separator: " ").map { "ال" + $0 }.joined(separator: " ")) {
      change(&$0)
      $0.isDefinite = true
    }
  }

  // MARK: Cardinals

  private static let units: [(Int, String)] = [
    (1, "واحد واحدة واحدا أحد إحدى"),
    (2, "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين اتنين تنين"),
    (3, "ثلاثة ثلاث تلاتة تلات تلاته ثلاثا"), (4, "أربعة أربع أربعا"), (5, "خمسة خمس خمسا"),
    (6, "ستة ست ستا"), (7, "سبعة سبع سبعا"), (8, "ثمانية ثماني ثمان ثمانيا تمانية تمنية تمان ثمنية تماني"),
    (9, "تسعة تسع تسعا"),
  ]

  private static let tens: [(Int, String)] = [
    (20, "عشرون عشرين"), (30, "ثلاثون ثلاثين تلاتين"), (40, "أربعون أربعين"), (50, "خمسون خمسين"),
    (60, "ستون ستين"), (70, "سبعون سبعين"), (80, "ثمانون ثمانين تمانين تمانون تمنين"), (90, "تسعون تسعين"),
  ]

  private mutating func addCardinals() {
    addBoth("صفر صفرا") { $0.cardinal = .zero }
    for (value, words) in Self.units { addBoth(words, { $0.cardinal = .unit(value) }) }
    addBoth("عشرة عشر عشرا") { $0.cardinal = .ten }
    for (value, words) in Self.tens { addBoth(words, { $0.cardinal = .tens(value) }) }
    addBoth("مئة مائة مية ماية") { $0.cardinal = .hundreds(100) }
    addBoth("مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي ميتين ميتان متين مئتيان") {
      $0.cardinal = .hundreds(200)
    }
    let prefixes: [(Int, String)] = [
      (300, "ثلاث ثلث تلت تلات ثلاثة"), (400, "أربع ربع أربعة"), (500, "خمس خمسة"), (600, "ست ستة"),
      (700, "سبع سبعة"),
      (800, "ثماني ثمان تمن ثمن تمان ثمانية"), (900, "تسع تسعة"),
    ]
    for (value, words) in prefixes {
      let stems = words.split(separator: " ").map { $0.hasSuffix("ة") ? $0.dropLast() + "ت" : $0 }
      for stem in stems {
        addBoth("\(stem)مئة \(stem)مائة \(stem)مية \(stem)ماية \(stem)ميت \(stem)مائه") {
          $0.cardinal = .hundreds(value)
        }
      }
    }
    add("مئات ميات مائات") { $0.cardinal = .countedHundreds }
    // Written together a teen takes the place of tens and units at once.
    addBoth("احدعشر احدعش حدعشر حدعش حداشر احداشر") { $0.cardinal = .tens(11) }
    addBoth("اثناعشر اثنعشر اثنعش اطنعش طنعش اتناشر اطناشر") { $0.cardinal = .tens(12) }
    let stems: [(Int, String)] = [
      (13, "ثلاث ثلث ثلا تلات تلت"), (14, "أربع"), (15, "خمس"), (16, "ست س"), (17, "سبع"),
      (18, "ثمان ثمن تمان تمن"), (19, "تسع"),
    ]
    for (value, words) in stems {
      for stem in words.split(separator: " ") {
        for ending in ["تعشر", "تعش", "طعشر", "طعش", "تاشر", "طاشر"] {
          addBoth("\(stem)\(ending)") { $0.cardinal = .tens(value) }
        }
      }
    }
  }

  private mutating func addScales() {
    let scales: [(Int, String, String)] = [
      // value, stem, plural
      (1_000, "ألف", "آلاف الالاف ألوف"), (1_000_000, "مليون", "ملايين ملايينا"),
      (1_000_000_000, "مليار", "مليارات"), (1_000_000_000, "بليون", "بلايين بليونات"),
      (1_000_000_000, "ميليار", "ميليارات"), (1_000_000, "ميليون", "ميلايين"),
      (1_000_000_000_000, "تريليون", "تريليونات"), (1_000_000_000_000, "ترليون", "ترليونات"),
      (1_000_000_000_000_000, "كوادريليون", "كوادريليونات"),
      (1_000_000_000_000_000, "كوادرليون", "كوادرليونات"),
      (1_000_000_000_000_000_000, "كوينتليون", "كوينتليونات"), (1_000_000_000_000_000, "بليار", "بليارات"),
    ]
    for (value, stem, plural) in scales {
      addBoth("\(stem) \(plural)") { $0.cardinal = .scale(value) }
      addBoth("\(stem)ان \(stem)ين") { $0.cardinal = .dualScale(value) }
      add("\(stem)ي") { $0.cardinal = .dualScale(value) }
      add("\(stem)ا") { $0.cardinal = .scaleOrDual(value) }
    }
  }

  private mutating func addOrdinals() {
    let words: [(Int, String)] = [
      (1, "أول أولى الأول الأولى"), (2, "ثاني ثانية ثان الثان الثاني الثانية تاني تانية التاني التانية"),
      (3, "ثالث ثالثة الثالث الثالثة تالت التالت التالتة"), (4, "رابع رابعة الرابع الرابعة"),
      (5, "خامس خامسة الخامس الخامسة"), (6, "سادس سادسة السادس السادسة"),
      (7, "سابع سابعة السابع السابعة"), (8, "ثامن ثامنة الثامن الثامنة تامن تامنة التامن التامنة"),
      (9, "تاسع تاسعة التاسع التاسعة"), (10, "عاشر عاشرة العاشر العاشرة"),
    ]
    for (value, forms) in words {
      add(forms) { $0.ordinal = value }
      add(forms.split(separator: " ").filter { $0.hasPrefix("ال") }.joined(separator: " ")) {
        $0.isDefinite = true
      }
    }
    addBoth("حادي حادية") { $0.ordinal = 1 }
  }

  private mutating func addFractions() {
    let words: [(UInt8, String, String, String)] = [
      (2, "نصف نص نصفا", "نصفي نصفين", "أنصاف"), (3, "ثلث", "ثلثا ثلثي ثلثان ثلثين", "أثلاث"),
      (4, "ربع ربعا", "ربعي ربعين ربعان", "أرباع"), (5, "خمس", "", "أخماس"),
      (6, "سدس", "", "أسداس"), (7, "سبع", "", "أسباع"), (8, "ثمن", "", "أثمان"),
      (9, "تسع", "", "أتساع"), (10, "عشر", "", "أعشار"),
    ]
    for (denominator, one, two, many) in words {
      addBoth(one) { $0.fraction = .init(numerator: 1, denominator: denominator) }
      add(two) { $0.fraction = .init(numerator: 2, denominator: denominator) }
      addBoth(many) { $0.fraction = .init(numerator: 0, denominator: denominator) }
    }
  }

  /// Fractions that Unicode has as one character.
  private mutating func addVulgarFractions() {
    let signs: [(String, UInt8, UInt8)] = [
      ("½", 1, 2), ("⅓", 1, 3), ("⅔", 2, 3), ("¼", 1, 4), ("¾", 3, 4), ("⅕", 1, 5), ("⅖", 2, 5), ("⅗", 3, 5),
      ("⅘", 4, 5), ("⅙", 1, 6), ("⅚", 5, 6), ("⅐", 1, 7), ("⅛", 1, 8), ("⅜", 3, 8), ("⅝", 5, 8), ("⅞", 7, 8),
      ("⅑", 1, 9), ("⅒", 1, 10),
    ]
    for (sign, above, below) in signs {
      add(sign) { $0.fraction = .init(numerator: above, denominator: below) }
    }
  }

  private mutating func addIndefinites() {
    add("عشرات العشرات") { $0.indefinite = 10 }
    add("مئات المئات مئآت مائات") { $0.indefinite = 100 }
    add("بضع بضعة بضعه") { $0.indefinite = 3 }
    add("آلاف ألوف الآلاف") { $0.indefinite = 1_000 }
    add("ملايين الملايين") { $0.indefinite = 1_000_000 }
    add("مليارات المليارات") { $0.indefinite = 1_000_000_000 }
    add("ضعف الضعف") { $0.multiple = .once }
    add("ضعفي ضعفين ضعفا ضعفان الضعفين") { $0.multiple = .twice }
    add("أضعاف أضعافا") { $0.multiple = .counted }
  }

  // MARK: Calendar

  private mutating func addCalendar() {
    let months = [
      "يناير جانفي ينايـر", "فبراير شباط فيفري", "مارس آذار أذار", "أبريل إبريل نيسان أفريل ابريل",
      "مايو أيار ماي آيار",
      "يونيو حزيران جوان يونيه", "يوليو تموز جويلية يوليوز يوليه", "أغسطس آب أوت غشت",
      "سبتمبر أيلول شتنبر سيبتمبر ايلول",
      "أكتوبر اوكتوبر اكتوبر", "نوفمبر نونبر", "ديسمبر دجنبر",
    ]
    for (index, words) in months.enumerated() { add(words) { $0.month = index + 1 } }
    for (index, words) in ["محرم المحرم", "صفر", "", "", "", "", "رجب", "شعبان", "رمضان", "شوال", "", ""]
      .enumerated()
    {
      add(words) { $0.hijriMonth = index + 1 }
    }
    let weekdays = [
      "الاثنين الإثنين", "الثلاثاء الثلثاء", "الأربعاء الأربعا", "الخميس", "الجمعة", "السبت", "الأحد",
    ]
    for (index, words) in weekdays.enumerated() { add(words) { $0.weekday = index + 1 } }
    let bare = ["اثنين إثنين", "ثلاثاء ثلاثا", "أربعاء أربعا", "خميس", "جمعة", "سبت", "أحد"]
    for (index, words) in bare.enumerated() { add(words) { $0.bareWeekday = index + 1 } }
    let decades: [(Int, String)] = [
      (20, "عشرين"), (30, "ثلاثين"), (40, "أربعين"), (50, "خمسين"), (60, "ستين"), (70, "سبعين"),
      (80, "ثمانين"), (90, "تسعين"),
    ]
    for (value, stem) in decades { addBoth("\(stem)ات \(stem)يات", { $0.decade = value }) }
  }

  // MARK: Nouns

  private mutating func addNouns() {
    for entry in MeasureWords.all {
      for (words, isDual, isSingular) in [
        (entry.singular, false, true), (entry.dual, true, false), (entry.plural, false, false),
      ] {
        add(words) { word in
          if word.noun == nil {
            word.noun = MeasuredNoun(
              measure: entry.measure, isDual: isDual, size: entry.size, isSingular: isSingular)
          }
        }
      }
    }
    for state in DualNouns.State.allCases { addDuals(state) }
  }

  /// Nouns in the dual mean all the same: one entry does for those that mean nothing else.
  private mutating func addDuals(_ state: DualNouns.State) {
    let noun = MeasuredNoun(measure: .counted, isDual: true, state: state)
    let shared = UInt16(entries.count)
    entries.append(NumberWord())
    entries[Int(shared)].noun = noun
    for word in DualNouns.forms(state) {
      let key = Fingerprint.of(normalize(word))
      if let index = table[key] {
        if entries[Int(index)].noun == nil { entries[Int(index)].noun = noun }
      } else {
        table[key] = shared
      }
    }
  }
}
