import Isnad

extension QuoteRule {
  private static let colon = "what stands behind a colon"

  static let colonTexts = [
    text(
      .past, .colon, colon,
      finds: [
        RuleExample(
          "قالت الطبيبة مريم حداد: نحتاج إلى مزيد من الأسرة.", "نحتاج إلى مزيد من الأسرة",
          "indirect · مريم حداد")
      ], leaves: ["بدأت الحصص في الثامنة: الحساب أولا ثم القراءة."]),
    text(
      .present, .colon, colon,
      finds: [
        RuleExample(
          "تقول الطبيبة مريم حداد: نحتاج إلى مزيد من الأسرة.", "نحتاج إلى مزيد من الأسرة",
          "indirect · مريم حداد")
      ], leaves: ["تبدأ الحصص في الثامنة: الحساب أولا ثم القراءة."]),
    text(
      .participle, .colon, colon,
      finds: [
        RuleExample(
          "وتحدث الوزير سامي الحداد قائلا: لن نقبل بهذا الاتفاق.", "لن نقبل بهذا الاتفاق",
          "indirect · سامي الحداد")
      ], leaves: ["دخل الطلاب مسرعين: الحساب أولا ثم القراءة."]),
    text(
      .nominal, .colon, colon,
      finds: [
        RuleExample(
          "ونقلت الصحيفة عن الوزير سامي الحداد قوله: لن نقبل بهذا الاتفاق.", "لن نقبل بهذا الاتفاق",
          "indirect · سامي الحداد")
      ], leaves: ["سمع الجميع قوله في القاعة."]),
  ]
}
