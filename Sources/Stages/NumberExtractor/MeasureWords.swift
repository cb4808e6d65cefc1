import Isnad

/// Nouns that measure, in their forms.
enum MeasureWords {
  struct Entry: Sendable {
    let measure: MeasuredNoun.Measure
    let singular: String
    let dual: String
    let plural: String
    var size = 1
  }

  static var all: [Entry] { durations + currencies + units }

  /// A masculine noun: its accusative, its duals, and its plurals as given.
  private static func masculine(_ stem: String, _ plural: String, _ measure: MeasuredNoun.Measure) -> Entry {
    Entry(measure: measure, singular: "\(stem) \(stem)ا", dual: "\(stem)ين \(stem)ان", plural: plural)
  }

  /// A feminine noun in ة.
  private static func feminine(_ stem: String, _ plural: String, _ measure: MeasuredNoun.Measure) -> Entry {
    Entry(
      measure: measure, singular: "\(stem)ة", dual: "\(stem)تين \(stem)تان", plural: plural)
  }

  private static let durations: [Entry] = [
    Entry(measure: .duration(.year), singular: "سنة سنه", dual: "سنتين سنتان", plural: "سنوات سنين سنوات"),
    Entry(measure: .duration(.year), singular: "عام عاما", dual: "عامين عامان", plural: "أعوام أعواما"),
    Entry(
      measure: .duration(.year), singular: "قرن قرنا", dual: "قرنين قرنان", plural: "قرون قرونا", size: 100),
    Entry(
      measure: .duration(.year), singular: "عقدا", dual: "عقدين عقدان", plural: "عقود عقودا", size: 10),
    Entry(measure: .duration(.month), singular: "شهر شهرا", dual: "شهرين شهران", plural: "أشهر شهور"),
    Entry(
      measure: .duration(.week), singular: "أسبوع أسبوعا إسبوع اسبوعا", dual: "أسبوعين أسبوعان إسبوعين",
      plural: "أسابيع"),
    Entry(measure: .duration(.day), singular: "يوم يوما", dual: "يومين يومان", plural: "أيام أياما"),
    Entry(measure: .duration(.hour), singular: "ساعة ساعه", dual: "ساعتين ساعتان", plural: "ساعات"),
    Entry(
      measure: .duration(.minute), singular: "دقيقة دقيقه", dual: "دقيقتين دقيقتان", plural: "دقائق دقايق"),
    Entry(
      measure: .duration(.second), singular: "ثانية ثانيه", dual: "ثانيتين ثانيتان", plural: "ثوان ثواني"),
  ]

  private static let currencies: [Entry] = [
    masculine("دولار", "دولارات", .currency("USD")),
    Entry(measure: .currency("EUR"), singular: "يورو أورو", dual: "", plural: "يوروهات"),
    masculine("جنيه", "جنيهات", .currency(nil)), masculine("ريال", "ريالات", .currency(nil)),
    masculine("دينار", "دنانير دينارات", .currency(nil)), masculine("درهم", "دراهم", .currency(nil)),
    feminine("لير", "ليرات", .currency(nil)), masculine("فرنك", "فرنكات", .currency(nil)),
    feminine("روبي", "روبيات", .currency(nil)), masculine("روبل", "روبلات", .currency("RUB")),
    masculine("يوان", "يوانات", .currency("CNY")), masculine("ين", "", .currency("JPY")),
    masculine("شيكل", "شواكل شيكلات", .currency("ILS")), masculine("شيقل", "شواقل", .currency("ILS")),
    masculine("وون", "", .currency("KRW")), masculine("بيزو", "", .currency(nil)),
    masculine("كرون", "كرونات", .currency(nil)), feminine("كرون", "كرونات", .currency(nil)),
    masculine("تومان", "", .currency("IRR")), feminine("أوقي", "أواق", .currency("MRU")),
    masculine("باوند", "", .currency("GBP")),
    masculine("سنت", "سنتات", .subunit("USD")), masculine("سينت", "سينتات", .subunit("USD")),
    masculine("قرش", "قروش", .subunit(nil)), feminine("هلل", "هللات", .subunit(nil)),
    masculine("فلس", "فلوس", .subunit(nil)), masculine("سنتيم", "سنتيمات", .subunit(nil)),
  ]

  private static let units: [Entry] = [
    masculine("كيلومتر", "كيلومترات", .unit("km")), masculine("كيلومت", "", .unit("km")),
    Entry(measure: .unit("km"), singular: "كم كلم", dual: "", plural: ""),
    masculine("متر", "أمتار", .unit("m")), masculine("سنتيمتر", "سنتيمترات", .unit("cm")),
    masculine("سنتمتر", "سنتمترات", .unit("cm")),
    Entry(measure: .unit("cm"), singular: "سم", dual: "", plural: ""),
    masculine("ملليمتر", "ملليمترات", .unit("mm")), masculine("مليمتر", "مليمترات", .unit("mm")),
    masculine("ميليمتر", "ميليمترات", .unit("mm")),
    Entry(measure: .unit("mm"), singular: "مم ملم", dual: "", plural: ""),
    // ميلان is a city before it is two miles.
    Entry(measure: .unit("mi"), singular: "ميل ميلا", dual: "ميلين", plural: "أميال"),
    masculine("قدم", "أقدام", .unit("ft")),
    Entry(
      measure: .unit("in"), singular: "إنش إنشا بوصة انش", dual: "إنشين إنشان بوصتين بوصتان",
      plural: "إنشات بوصات"),
    masculine("يارد", "ياردات", .unit("yd")), feminine("يارد", "ياردات", .unit("yd")),
    masculine("هكتار", "هكتارات", .unit("ha")), masculine("فدان", "أفدنة", .unit("feddan")),
    masculine("كيلوغرام", "كيلوغرامات", .unit("kg")), masculine("كيلوجرام", "كيلوجرامات", .unit("kg")),
    masculine("كيلوجرام", "", .unit("kg")),
    Entry(measure: .unit("kg"), singular: "كغ كجم كغم كيلو", dual: "", plural: "كيلوات"),
    masculine("غرام", "غرامات", .unit("g")), masculine("جرام", "جرامات", .unit("g")),
    Entry(measure: .unit("g"), singular: "غم جم", dual: "", plural: ""),
    Entry(measure: .unit("mg"), singular: "ملغ ملج ملغم ملجم", dual: "", plural: ""),
    masculine("ديسيمتر", "ديسيمترات", .unit("dm")), masculine("هكتولتر", "", .unit("hl")),
    masculine("هكتوليتر", "", .unit("hl")),
    masculine("ملليغرام", "ملليغرامات", .unit("mg")), masculine("ميليغرام", "", .unit("mg")),
    masculine("مليغرام", "مليغرامات", .unit("mg")), masculine("مليجرام", "", .unit("mg")),
    masculine("طن", "أطنان", .unit("t")), masculine("رطل", "أرطال", .unit("lb")),
    masculine("باوند", "", .unit("lb")),
    Entry(measure: .unit("oz"), singular: "أونصة أوقية", dual: "أونصتين أونصتان", plural: "أونصات"),
    masculine("لتر", "لترات", .unit("l")), masculine("ليتر", "ليترات", .unit("l")),
    masculine("ملليلتر", "ملليلترات", .unit("ml")), masculine("مليلتر", "مليلترات", .unit("ml")),
    masculine("ميليلتر", "", .unit("ml")), Entry(measure: .unit("ml"), singular: "مل", dual: "", plural: ""),
    masculine("غالون", "غالونات", .unit("gallon")), masculine("جالون", "جالونات", .unit("gallon")),
    masculine("برميل", "براميل", .unit("bbl")), masculine("كوب", "أكواب", .unit("cup")),
    masculine("واط", "", .unit("W")), masculine("وات", "", .unit("W")), masculine("ميغاواط", "", .unit("MW")),
    masculine("ميجاوات", "", .unit("MW")), masculine("كيلوواط", "", .unit("kW")),
    masculine("غيغاواط", "", .unit("GW")),
    masculine("بايت", "", .unit("By")), masculine("غيغابايت", "", .unit("GBy")),
    masculine("ميغابايت", "", .unit("MBy")),
    masculine("هرتز", "", .unit("Hz")), masculine("ميغاهرتز", "", .unit("MHz")),
    Entry(measure: .unit("degree"), singular: "درجة", dual: "درجتين درجتان", plural: "درجات"),
  ]
}
