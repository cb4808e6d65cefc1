/// Nouns whose dual is taken for a number: رسالتين is two letters.
///
/// The dual's ending alone proves little: مسؤولين is a plural, البحرين a country, حسنين a family.
/// So it counts with nouns of this list only, which are the ones that Arabic news puts into the
/// dual most, and never with the article (البلدين are two that were named before).
enum DualNouns {
  /// In ة: both cases, تين and تان.
  private static let feminine = """
    مبارا نقط طائر مجموع مرحل دول عملي قضي سفين جول منطق فتر شرك مقاتل سيار نسخ فرص ولاي هزيم
    مناسب غار مواجه عرب جماع بطول بلد بطاق مذكر كلم قاعد عبو جائز مدين صور سيد رمي رسال مركب
    فتا عائل شخصي دفع حكوم جبه اتفاقي واقع قري طفل شرطي رحل حافل أغني مروحي كنيس زيار حال تمرير
    تسديد ميدالي كتل قطع قذيف شريح سلط دور خطو حادث تهم مهم منظم محط محاول طريق صفق رهين ركل
    تجرب أزم وجب واجه ناشط مدرس ليل لجن شاش رصاص دراس حلق حقيب حفل جزير إصاب مر وثيق قنبل ضرب
    جث وزار كلي غرف شق مقال صحيف لائح نتيج جريم قص رواي زوج ابن شقيق امرأ طالب فئ جلس صفح لوح
    شهاد عاصم قم وسيل مؤسس جامع مستوطن ناقل بارج دوري جن بعث هيئ وكال قنا محافظ ندو مقابل
    """

  /// With a broken plural, so that ين can be nothing but the dual.
  private static let masculine = """
    هدف طالب شخص جندي مصدر فريق صاروخ رجل طفل شرطي خيار عضو هجوم وزير شاب قتيل نوع رئيس أمر
    اسم شعب طيار عنصر ضابط انفجار فيلم شقيق حليف لقب جيل سائح رقم منتخب تفجير نائب حزب شريك ولد
    نجم حدث تحالف بنك استطلاع زلزال جريح شهيد بيت منزل كتاب طرف جانب عامل مقال لقاء اجتماع
    قرار مشروع مركز موقع مطار حي ملف اتفاق قارب زورق لغم شرط سبب مقعد شوط موسم عقد قرن مقر
    أسير سجين راكب جسر نهر باب سيناريو احتمال عرض حل يخت قطار فندق مستشفى أثر عنوان سؤال حادث
    """

  /// With a plural in ون, ين: the dual shows in the nominative alone.
  private static let soundPlural = """
    متهم مرشح انتحاري قيادي مهاجم متحدث مسلح مسؤول لاعب مدني صحفي صحافي مهندس مراسل مواطن
    متظاهر فلسطيني إسرائيلي أميركي أمريكي فرنسي بريطاني روسي تركي سوري عراقي إيراني
    """

  /// Names before they are duals.
  private static let names: Set<String> = ["طالبان"]

  private static func words(_ list: String) -> [String] {
    list.split { $0 == " " || $0 == "\n" }.map(String.init)
  }

  /// The singulars, after which واحد counts: عضو واحد، رسالة واحدة.
  static func singulars() -> [String] {
    words(feminine).map { $0 + "ة" } + words(masculine) + words(soundPlural)
  }

  static func forms() -> [String] {
    return words(feminine).flatMap { ["\($0)تين", "\($0)تان"] }
      + words(masculine).flatMap { ["\($0)ين", "\($0)ان"] }.filter { !names.contains($0) }
      + words(soundPlural).map { "\($0)ان" }
  }
}
