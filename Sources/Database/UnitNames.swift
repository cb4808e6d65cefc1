import IsnadArabic

/// One key for all forms of a unit or of a counted noun: شخص, أشخاص and شخصا, برميل and bbl.
struct UnitNames: Sendable {
  /// Made once for all databases.
  static let standard = UnitNames()

  /// Forms of one noun a line, the key first: units by their sign, and nouns whose plural is another word. Endings
  /// (ا, ان, ين, ون, ات, ة) come off by themselves.
  private static let forms = """
    km كيلومتر كيلومترات كيلو كم كلم
    m متر أمتار
    cm سنتيمتر سنتيمترات سم
    mm مليمتر ملم
    mi ميل أميال
    ft قدم أقدام
    kg كيلوغرام كيلوغرامات كيلوجرام كغ كلغ كجم
    g غرام غرامات جرام
    t طن أطنان
    L لتر لترات ليتر
    bbl برميل براميل
    Cel درجة درجات مئوية
    km/h كيلومترا في الساعة
    MW ميغاواط ميغاوات ميجاوات
    % بالمئة المئة المائة بالمائة
    USD دولار دولارات
    EUR يورو
    شخص أشخاص
    فرد أفراد
    قتيل قتلى
    جريح جرحى
    شهيد شهداء
    أسير أسرى
    سجين سجناء
    طفل أطفال
    امرأة نساء نسوة سيدة سيدات
    رجل رجال
    جندي جنود
    ضابط ضباط
    عامل عمال
    طالب طلاب طلبة
    لاجئ لاجئون
    رهينة رهائن
    جثة جثث
    ضحية ضحايا
    حالة حالات
    منزل منازل
    مبنى مبان مباني
    مدرسة مدارس
    مستشفى مستشفيات
    مسجد مساجد
    صاروخ صواريخ
    قذيفة قذائف
    قنبلة قنابل
    طائرة طائرات
    سفينة سفن
    سيارة سيارات
    مركبة مركبات
    غارة غارات
    هجوم هجمات
    رحلة رحلات
    سائح سياح
    حاج حجاج
    زائر زوار
    مواطن مواطنون
    مدني مدنيون
    مسلح مسلحون
    إرهابي إرهابيون
    عنصر عناصر
    شركة شركات
    دولة دول
    مدينة مدن
    قرية قرى
    أسرة أسر
    عائلة عائلات عوائل
    هدف أهداف
    نقطة نقاط
    صوت أصوات
    مقعد مقاعد
    مرة مرات
    موظف موظفون
    مريض مرضى
    طبيب أطباء
    لاعب لاعبون
    وظيفة وظائف
    مشروع مشاريع مشروعات
    مخالفة مخالفات
    حادث حوادث
    سهم أسهم
    نسمة
    """
  private let keys: [String: String]
  private let search = SearchText()

  private init() {
    var keys: [String: String] = [:]
    for line in Self.forms.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let first = words.first else { continue }
      let key = Self.stem(SearchText().indexed(first))
      for word in words {
        let form = SearchText().indexed(word)
        // A sign such as km/h is no word.
        keys[form.isEmpty ? word : form] = key.isEmpty ? first : key
        keys[Self.stem(form)] = key.isEmpty ? first : key
      }
      keys[first] = key.isEmpty ? first : key
    }
    self.keys = keys
  }

  /// The key of a unit as a document has it, or as a question asks for it.
  func key(_ unit: String) -> String {
    if let key = keys[unit] { return key }
    let words = search.indexed(unit)
    let first = String(words.prefix { $0 != " " })
    let bare = first.hasPrefix("ال") && first.unicodeScalars.count > 4 ? String(first.dropFirst(2)) : first
    return keys[words] ?? keys[first] ?? keys[bare] ?? keys[Self.stem(bare)] ?? Self.stem(bare)
  }

  /// Without the endings of case, number and gender, from the longest on; three letters stay.
  private static func stem(_ word: String) -> String {
    for ending in ["تين", "تان", "ات", "ين", "ون", "ان", "ا", "ه"] where word.hasSuffix(ending) {
      let rest = word.dropLast(ending.count)
      if rest.unicodeScalars.count >= 3 { return String(rest) }
    }
    return word
  }
}
