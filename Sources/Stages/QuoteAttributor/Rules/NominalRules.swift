import Isnad

extension QuoteRule {
  private static let nominal = "a noun that says what happened, with what belongs to it"

  static let nominalTexts = [
    text(
      .past, .nominal, nominal,
      finds: [
        RuleExample(
          "أعلنت الشرطة مقتل خمسة أشخاص في الهجوم.", "مقتل خمسة أشخاص في الهجوم", "indirect · الشرطة"),
        RuleExample(
          "أفادت وكالة الأنباء بمقتل ستة جنود في الانفجار.", "مقتل ستة جنود في الانفجار",
          "indirect · وكالة الأنباء"),
      ], leaves: ["أعلنت الشركة منتجا جديدا في السوق."]),
    text(
      .present, .nominal, nominal,
      finds: [
        RuleExample(
          "تنفي الشركة وجود أي خلاف مع العمال.", "وجود أي خلاف مع العمال", "indirect, denied · الشركة")
      ], leaves: ["تعلن الشركة منتجا جديدا في السوق."]),
    text(
      .participle, .nominal, nominal,
      finds: [
        RuleExample(
          "غادر الوزير سامي الحداد القاعة، نافيا وجود أي خلاف مع العمال.", "وجود أي خلاف مع العمال",
          "indirect, denied · سامي الحداد")
      ], leaves: ["غادر الوزير سامي الحداد القاعة معلنا."]),
  ]
}
