import Isnad

extension QuoteRule {
  private static let clause = "behind its complementiser, such as أن or إن, the clause"

  static let clauseTexts = [
    text(
      .past, .clause, clause,
      finds: [
        RuleExample(
          "قالت وزيرة الصحة ليلى حداد إن المستشفيات ممتلئة.", "المستشفيات ممتلئة", "indirect · ليلى حداد")
      ], leaves: ["قال كلمته ومضى إلى بيته."]),
    text(
      .present, .clause, clause,
      finds: [
        RuleExample(
          "يؤكد المدرب خالد سالم أن الفريق جاهز للمباراة.", "الفريق جاهز للمباراة", "indirect · خالد سالم")
      ],
      leaves: [
        "يذكر أن المدينة شهدت احتجاجات.", "ويتوقع أن تنتهي الأعمال في الصيف.",
        "ارتفعت الأسعار، ما يشير إلى أن الطلب كبير.",
      ]),
    text(
      .participle, .clause, clause,
      finds: [
        RuleExample(
          "وخرج الوزير سامي الحداد من الاجتماع قائلا إن المفاوضات انتهت.", "المفاوضات انتهت",
          "indirect · سامي الحداد")
      ], leaves: ["قائلا كلمته مضى سامي الحداد إلى بيته."]),
    text(
      .nominal, .clause, clause,
      finds: [
        RuleExample(
          "ونقلت الصحيفة عن الوزير سامي الحداد قوله إن المفاوضات انتهت.", "المفاوضات انتهت",
          "indirect · سامي الحداد")
      ], leaves: ["سمع الجميع قوله في القاعة."]),
  ]
}
