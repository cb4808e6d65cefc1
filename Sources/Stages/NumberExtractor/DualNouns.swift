import IsnadArabic

/// Nouns whose dual is taken for a number: رسالتين is two letters.
///
/// The dual's ending alone proves little: مسؤولين is a plural, البحرين a country, حسنين a family. So it counts with
/// nouns of this list only, which are the ones that Arabic news puts into the dual. What has no article is counted;
/// البلدين, فرعيها and ولايتي تكساس وأوكلاهوما are two that the reader knows.
enum DualNouns {
  /// How a noun in the dual stands.
  enum State: Sendable, CaseIterable {
    /// رسالتين
    case indefinite
    /// البلدين
    case definite
    /// ولايتي، before another noun.
    case construct
    /// فرعيها
    case possessed
  }

  /// In ة: both cases, تين and تان.
  private static let feminine = """
    مبارا نقط طائر مجموع مرحل دول عملي قضي سفين جول منطق فتر شرك مقاتل سيار نسخ فرص ولاي هزيم مناسب غار مواجه عرب
    جماع بطول بلد بطاق مذكر كلم قاعد عبو جائز مدين صور سيد رمي رسال مركب فتا عائل شخصي دفع حكوم جبه اتفاقي واقع قري
    طفل شرطي رحل حافل أغني مروحي كنيس زيار حال تمرير تسديد ميدالي كتل قطع قذيف شريح سلط دور خطو حادث تهم مهم منظم محط
    محاول طريق صفق رهين ركل تجرب أزم وجب واجه ناشط مدرس ليل لجن شاش رصاص دراس حلق حقيب حفل جزير إصاب مر وثيق قنبل ضرب
    جث وزار كلي غرف شق مقال صحيف لائح نتيج جريم قص رواي زوج ابن شقيق امرأ مرأ طالب فئ جلس صفح لوح شهاد عاصم قم وسيل
    مؤسس جامع مستوطن ناقل بارج دوري جن بعث هيئ وكال قنا محافظ ندو مقابل لغ أم جه قو ساح ماد حرك حص فرق جنسي عقوب مملك
    خسار ناحي مرتب قبيل جار قياد سفار ثقاف أسر إدار رئاس منص ضحي حليف مسأل قار منشأ ملعق مبادر طائف وظيف ورق جمعي
    قائم شاحن نجم مدمر متهم مقبر لاعب قصيد ظاهر مشارك قراء فقر شريك شاب ممثل مشكل مسابق قافل عضو رئيس رؤي ديان دباب
    حب مخالف كاتب فنان علام طبق ضف صحافي دائر حضار منظوم مسؤول مرشح لهج لعب قاذف زاوي أمسي مسرحي ميز مغني معضل مدرع
    محاضر لمس فرقاط عجل عبار صال راهب دراج خط خصل خدم تغريد بندقي ورش معرك مسير غواص علب عشير ضاحي سماع خبير حقب حزم حار
    جمل جرع تشكيل أسطور أدا نظري منح مكالم قاطر فرضي عقب سلسل رخص بيض بواب أسطوان باحث مديري إمبراطوري جمهوري خلي عين
    صف مسؤولي مساف مهل حفر موج شبك فاتور ثغر مصلح معاهد هدن محكم صناع غاب مخطوط بقع لقط نقل هجم وصي مفاوض مناقص
    حاوي محفظ نافذ كذب وعك عاصف هز تصفي نصيح فكر ميليشي راي حجر ماكين قام
    """

  /// With a broken plural, so that ين can be nothing but the dual.
  private static let masculine = """
    هدف طالب شخص جندي مصدر فريق صاروخ رجل طفل شرطي خيار عضو هجوم وزير شاب قتيل نوع رئيس أمر اسم شعب طيار عنصر ضابط
    انفجار فيلم شقيق حليف لقب جيل سائح رقم منتخب تفجير نائب حزب شريك ولد نجم حدث تحالف بنك استطلاع زلزال جريح شهيد بيت
    منزل كتاب طرف جانب عامل مقال لقاء اجتماع قرار مشروع مركز موقع مطار حي ملف اتفاق قارب زورق لغم شرط سبب مقعد شوط موسم
    مقر أسير سجين راكب جسر نهر باب سيناريو احتمال عرض حل يخت قطار فندق مستشفى أثر عنوان سؤال حادث
    بلد زوج قطاع زعيم دور جهاز اتجاه صديق قسم هاتف مصنع مجال محور جيش فرد مسار نظام اتحاد تنظيم غريم خبير انقلاب بطل
    مجلس جبل معسكر فصل مكتب عقار جناح حكم خصم تقرير مكان قصر طابق خطأ حارس سوق وفد صف ذراع برنامج قائد ملك فصيل تيار
    انتصار موقف بيان مؤشر طبيب بئر ميناء صندوق نموذج موضوع مشهد جزء بديل حساب إنذار أستاذ تطبيق مسجد قميص رأس اتصال منصب
    برج أمير سفير حقل تهديد تحقيق كوكب استثناء ميدان مطعم طاقم ضيف صنف خطاب تجمع إقليم نزاع مقطع مفهوم مفاعل مسلسل مثال
    عميل سعر سطر ساحل تغيير تدريب اعتداء إصدار مخيم ثعبان توقع تصريح لواء شارع مذهب ملعب معهد محل كيان كلب فوج رمز رصيف
    راتب راهب جيب تفسير تاجر بند فوز نمط نبي مسرح مدخل لسان كعب طرد شاطئ ركن حريق جنرال جدار تمثال تاج اختبار ائتلاف قطب
    زميل شاعر شطر مبنى مستوى منتدى نادي محامي قاضي لون خط مسدس سلاح مبدأ معيار موعد مقترح اقتراح فرع نص بحث حصان
    إنجاز تعديل بلاغ تمرين ظرف مخزن
    """

  /// With a plural in ون, ين: the dual shows in the nominative alone.
  private static let soundPlural = """
    متهم مرشح انتحاري قيادي مهاجم متحدث مسلح مسؤول لاعب مدني صحفي صحافي مهندس مراسل مواطن
    متظاهر فلسطيني إسرائيلي أميركي أمريكي فرنسي بريطاني روسي تركي سوري عراقي إيراني
    """

  /// What only looks like a dual: names, plurals, other words.
  private static let others: Set<String> = [
    "ولديها", "ولديهما", "طالبان", "شعبان", "بلدان", "دوران", "بطلان", "فوزان", "فردان",
  ]

  /// Whose ين is a plural with the article: العاملين, الموقعين, المصدرين are people.
  private static let plurals: Set<String> = [
    "مصدر", "عامل", "شرطي", "طيار", "موقع", "منتخب", "مقعد", "سائح",
  ]

  /// Before another noun (مجالي الاتصالات والنقل): those that are not as often an adjective or mine.
  private static let construct = """
    مجال طرف قطب فريق شوط وزير نادي زعيم منتخب معسكر مجلس
    """

  /// Mine before they are two of another's: زوجتي الأولى.
  static let mine = WordSet(
    words("زوج ابن شقيق تجرب قص عائل أسر بلد مسير رواي سيد صديق رسال قضي مدين قري مشكل أم حكوم فرق").map {
      $0 + "تي"
    })

  /// Of which two belong to one thing: طرفي النزاع, شوطي المباراة.
  static let pairs = WordSet("طرفي قطبي شوطي")

  private static func words(_ list: String) -> [String] {
    list.split { $0 == " " || $0 == "\n" }.map(String.init)
  }

  /// The singulars, after which واحد counts: عضو واحد، رسالة واحدة.
  static func singulars() -> [String] {
    words(feminine).map { $0 + "ة" } + words(masculine) + words(soundPlural)
  }

  static func forms(_ state: State) -> [String] {
    let all: [String]
    switch state {
    case .indefinite:
      all =
        words(feminine).flatMap { ["\($0)تين", "\($0)تان"] }
        + words(masculine).flatMap { ["\($0)ين", "\($0)ان"] } + words(soundPlural).map { "\($0)ان" }
    case .definite:
      all =
        words(feminine).flatMap { ["ال\($0)تين", "ال\($0)تان"] }
        + words(masculine).filter { !plurals.contains($0) }.flatMap { ["ال\($0)ين", "ال\($0)ان"] }
        + words(soundPlural).map { "ال\($0)ان" }
    case .construct:
      all =
        words(feminine).flatMap { ["\($0)تي", "\($0)تا"] } + words(construct).map { "\($0)ي" }
    case .possessed:
      all =
        words(feminine).flatMap { stem in ["ه", "ها", "هما", "هم"].map { "\(stem)تي\($0)" } }
        + words(masculine).filter { !plurals.contains($0) }.flatMap { ["\($0)يها", "\($0)يهما"] }
    }
    return all.filter { !others.contains($0.hasPrefix("ال") ? String($0.dropFirst(2)) : $0) }
  }
}
