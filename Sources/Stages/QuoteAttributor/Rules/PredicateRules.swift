import Isnad

extension QuoteRule {
  private static let predicate = "what somebody or something is said to be"

  static let predicateTexts = [
    text(
      .past, .predicate, predicate,
      finds: [
        RuleExample("وصف الوزير سامي الحداد القرار بأنه خطوة مهمة.", "خطوة مهمة", "indirect · سامي الحداد")
      ], leaves: ["وصف الطبيب للمريض دواء جديدا."]),
    text(
      .present, .predicate, predicate,
      finds: [
        RuleExample(
          "يصف المدرب خالد سالم اللاعب بأنه الأفضل في العالم.", "الأفضل في العالم", "indirect · خالد سالم")
      ], leaves: ["يصف الطبيب للمريض دواء جديدا."]),
    text(
      .participle, .predicate, predicate,
      finds: [
        RuleExample(
          "غادر الوزير سامي الحداد القاعة، واصفا القرار بأنه خطوة خطيرة.", "خطوة خطيرة",
          "indirect · سامي الحداد")
      ], leaves: ["واصفا دواء جديدا، ودع الطبيب المريض."]),
  ]
}
