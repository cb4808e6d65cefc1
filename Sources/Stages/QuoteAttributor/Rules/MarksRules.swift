import Isnad

extension QuoteRule {
  private static let marks = "what stands in quotation marks"

  static let marksTexts = [
    text(
      .past, .marks, marks,
      finds: [
        RuleExample(
          "قال الوزير سامي الحداد \"لن نقبل بهذا الاتفاق\".", "لن نقبل بهذا الاتفاق", "direct · سامي الحداد")
      ], leaves: ["فاز فيلم \"الطريق\" بجائزة المهرجان."]),
    text(
      .present, .marks, marks,
      finds: [
        RuleExample(
          "يقول المدرب خالد سالم \"نحن مستعدون للمباراة\".", "نحن مستعدون للمباراة", "direct · خالد سالم")
      ], leaves: ["يذكر \"البؤساء\" في كل كتاب."]),
    text(
      .participle, .marks, marks,
      finds: [
        RuleExample(
          "وأضاف الوزير سامي الحداد قائلا \"لن نقبل بهذا الاتفاق\".", "لن نقبل بهذا الاتفاق",
          "direct · سامي الحداد")
      ], leaves: ["مضى قائلا كلمته إلى مسرح \"الطريق\"."]),
    text(
      .nominal, .marks, marks,
      finds: [
        RuleExample(
          "ونقلت الصحيفة عن الوزير سامي الحداد قوله \"لن نقبل بهذا الاتفاق\".", "لن نقبل بهذا الاتفاق",
          "direct · سامي الحداد")
      ], leaves: ["سمع الجميع قوله في مسرح \"الطريق\"."]),
  ]
}
