import Isnad
import IsnadArabic

/// Phrases around a number: modifiers, percent, months of two words, currencies of a country.
struct NumberPhrases: Sendable {
  /// Made once for all stages.
  static let standard = NumberPhrases()

  enum Meaning: Sendable {
    /// Before the number: نحو، ما لا يقل عن.
    case modifierBefore(NumberMention.Modifier)
    case percent
    case permille
    case percentagePoint
    case month(Int)
    case hijriMonth(Int)
    /// A country after an ambiguous currency.
    case country([String: String])
    case unit(String)
    case hijriMark
    case gregorianMark
    /// A day so many days from the document's date.
    case day(Int)
    case morning
    case evening
    case point
  }

  private var table = PhraseTable<Meaning>()
  /// After a number: تقريبا، على الأقل.
  private var after = PhraseTable<NumberMention.Modifier>()

  init() {
    modifiers()
    calendar()
    measures()
    countries()
  }

  private mutating func add(_ meaning: Meaning, _ phrases: String...) {
    for phrase in phrases { table.add(phrase, meaning) }
  }

  func starts(with word: UInt64) -> Bool { table.starts(with: word) }

  /// The longest phrase at a token. The first word may be read without its clitics.
  @inline(__always)
  func at(_ index: Int, in tokens: Tokens, limit: Int, first: UInt64? = nil) -> (value: Meaning, end: Int)? {
    table.longest(in: tokens, at: index, limit: limit, first: first)
  }

  /// The modifier after a number that starts at a token.
  func modifierAfter(_ index: Int, in tokens: Tokens, limit: Int) -> (
    value: NumberMention.Modifier, end: Int
  )? {
    after.longest(in: tokens, at: index, limit: limit)
  }

  private mutating func modifiers() {
    add(
      .modifierBefore(.approximately), "نحو", "حوالي", "حوالى", "زهاء", "قرابة", "ما يقرب من", "ما يقارب",
      "يقارب", "تقارب", "بحدود", "في حدود", "ما يناهز", "يناهز", "تناهز", "ما يعادل", "زهاء ال", "تقريبا",
      "ما بين نحو", "نحو من")
    add(
      .modifierBefore(.moreThan), "أكثر من", "اكثر من", "ما يزيد على", "ما يزيد عن", "يزيد على", "يزيد عن",
      "تزيد على",
      "تزيد عن", "ما يفوق", "يفوق", "تفوق", "أزيد من", "فوق ال", "أعلى من", "يتجاوز", "تتجاوز", "تجاوز",
      "أكبر من", "فوق",
      "ما يربو على", "يربو على", "تربو على", "ما ينيف على")
    add(
      .modifierBefore(.atLeast), "ما لا يقل عن", "لا يقل عن", "لا تقل عن", "ما لايقل عن", "لا يقلون عن",
      "على الأقل",
      "ما لا يقل على", "أكثر من أو يساوي", "أكبر من أو يساوي", "أعلى من أو يساوي", ">=", "> =", "≥")
    add(.modifierBefore(.moreThan), ">")
    add(
      .modifierBefore(.lessThan), "أقل من", "ما يقل عن", "يقل عن", "تقل عن", "أدنى من", "أصغر من", "دون",
      "تحت", "<")
    add(
      .modifierBefore(.atMost), "ما لا يزيد على", "ما لا يزيد عن", "لا يزيد على", "لا يزيد عن", "لا تزيد على",
      "لا تزيد عن",
      "لا يتجاوز", "لا تتجاوز", "ما لا يتجاوز", "لا يتعدى", "لا تتعدى", "على الأكثر", "أقل من أو يساوي",
      "أصغر من أو يساوي", "أدنى من أو يساوي", "<=", "< =", "≤")
    for phrase in ["تقريبا", "على وجه التقريب"] { after.add(phrase, .approximately) }
    for phrase in ["على الأقل", "كحد أدنى", "بحد أدنى", "فأكثر", "أو أكثر", "فما فوق"] {
      after.add(phrase, .atLeast)
    }
    for phrase in ["على الأكثر", "كحد أقصى", "بحد أقصى", "أو أقل", "فأقل"] { after.add(phrase, .atMost) }
    for phrase in ["ونيف", "ونيفا", "و نيف", "ونيّف"] { after.add(phrase, .moreThan) }
  }

  private mutating func calendar() {
    let pairs: [(Int, String)] = [
      (10, "تشرين الأول"), (11, "تشرين الثاني"), (12, "كانون الأول"), (1, "كانون الثاني"), (10, "تشرين أول"),
      (11, "تشرين ثاني"), (12, "كانون أول"), (1, "كانون ثاني"),
    ]
    for (month, name) in pairs { add(.month(month), name) }
    let hijri: [(Int, String)] = [
      (3, "ربيع الأول"), (4, "ربيع الثاني"), (4, "ربيع الآخر"), (5, "جمادى الأولى"), (5, "جمادى الأول"),
      (6, "جمادى الآخرة"), (6, "جمادى الثانية"), (6, "جمادى الثاني"), (6, "جمادى الآخر"), (11, "ذو القعدة"),
      (11, "ذي القعدة"),
      (12, "ذو الحجة"), (12, "ذي الحجة"), (7, "رجب الفرد"), (1, "محرم الحرام"),
    ]
    for (month, name) in hijri { add(.hijriMonth(month), name) }
    let days: [(Int, [String])] = [
      (
        -2,
        [
          "أول أمس", "أول من أمس", "أمس الأول", "قبل أمس", "يوم قبل أمس", "قبل يوم أمس", "قبل البارحة",
          "قبل امبارح", "أول مبارح", "أول امبارح",
        ]
      ),
      (-1, ["أمس", "البارحة", "امبارح", "مبارح", "يوم أمس", "الأمس"]), (0, ["اليوم", "هذا اليوم"]),
      (1, ["غدا", "غد", "الغد", "يوم غد", "بكرة", "بكرا"]),
      (2, ["بعد غد", "بعد الغد", "يوم بعد غد", "بعد بكرة", "بعد يوم غد"]),
    ]
    for (offset, phrases) in days { for phrase in phrases { table.add(phrase, .day(offset)) } }
    add(.hijriMark, "هـ", "ه", "هجرية", "هجري", "هجريا", "للهجرة")
    add(.gregorianMark, "م", "ميلادية", "ميلادي", "ميلاديا", "للميلاد")
    add(
      .morning, "صباحا", "صباح", "الصباح", "فجرا", "الفجر", "ص", "في الصباح", "الصبح", "قبل الظهر", "ضحى",
      "am", "AM", "a.m")
    add(
      .evening, "مساء", "مساءا", "المساء", "عصرا", "العصر", "ظهرا", "الظهر", "بعد الظهر", "بعد العصر", "م",
      "ليلا", "في المساء",
      "في الليل", "pm", "PM", "p.m", "من بعد الظهر", "من مساء", "من المساء")
  }

  private mutating func measures() {
    add(
      .percent, "في المئة", "في المائة", "بالمئة", "بالمائة", "بالمية", "في المية", "%", "٪", "في المئه",
      "فى المائة", "فى المئة",
      "بالميه", "بالماية", "بالمائه", "من المئة", "من المائة", "بالمئه", "في الميه")
    add(.permille, "في الألف", "بالألف", "‰")
    add(.percentagePoint, "نقطة مئوية", "نقاط مئوية", "نقطة مائوية", "نقط مئوية", "نقطتين مئويتين")
    add(.point, "فاصلة", "فاصل", "فاصله")
    let units: [(String, [String])] = [
      ("km2", ["كيلومتر مربع", "كيلومترا مربعا", "كيلومترات مربعة", "كم مربع", "كلم مربع", "كم2", "كلم2"]),
      ("m2", ["متر مربع", "مترا مربعا", "أمتار مربعة"]), ("m3", ["متر مكعب", "مترا مكعبا", "أمتار مكعبة"]),
      (
        "km/h",
        [
          "كيلومتر في الساعة", "كيلومترا في الساعة", "كم في الساعة", "كيلومترات في الساعة", "كلم في الساعة",
          "كم/س", "كم/ساعة", "كلم/ساعة", "كيلومتر/ساعة",
        ]
      ),
      ("km", ["كيلو متر", "كيلو مترا", "كيلو مترات", "كيلو مترين"]),
      ("cm", ["سنتي متر", "سنتي مترا", "سنتي مترات"]),
      ("dm", ["ديسي متر", "ديسي مترات"]), ("hl", ["هكتو لتر", "هكتو ليتر"]),
      ("mm", ["ملي متر", "ميلي متر", "مللي متر", "ملي مترات"]), ("ml", ["ملي لتر", "ميلي لتر", "مللي لتر"]),
      ("kg", ["كيلو غرام", "كيلو جرام", "كيلو غراما", "كيلو غرامات", "كيلو جرامات"]),
      ("mg", ["ملي غرام", "ملي جرام", "ميلي غرام", "مللي غرام"]),
      ("nmi", ["ميل بحري", "ميلا بحريا", "أميال بحرية"]), ("mi/h", ["ميل في الساعة", "ميلا في الساعة"]),
      (
        "Cel",
        [
          "درجة مئوية", "درجات مئوية", "درجة سلزيوس", "درجة سيليزية", "درجات سلزيوس", "° سلزيوس", "°C", "°م",
          "سلزيوس", "درجة مئويه", "درجتين مئويتين", "° مئوية",
        ]
      ),
      ("fahrenheit", ["درجة فهرنهايت", "درجات فهرنهايت", "° فهرنهايت", "°F", "فهرنهايت", "درجة فهرنهايتية"]),
      (
        "[Richter]",
        ["درجات على مقياس ريختر", "درجة على مقياس ريختر", "درجات بمقياس ريختر", "درجة بمقياس ريختر"]
      ),
      ("degree", ["°"]), ("kWh", ["كيلوواط ساعة", "كيلو واط ساعة"]),
      ("MW", ["ميغا واط", "ميجا واط", "ميجاواط"]),
      ("km", ["km"]), ("kg", ["kg"]), ("m", ["m"]), ("cm", ["cm"]), ("mm", ["mm"]), ("mg", ["mg"]),
      ("ml", ["ml"]),
    ]
    for (unit, phrases) in units { for phrase in phrases { table.add(phrase, .unit(unit)) } }
  }

  private mutating func countries() {
    for (stem, codes) in CurrencyCountries.all {
      for form in [stem, stem + "ا", stem + "ة", stem + "ين", stem + "ات"] {
        table.add(form, .country(codes))
      }
    }
    table.add("الولايات المتحدة", .country(["دولار": "USD"]))
  }
}
