import Isnad

// What is said without a cue before it: a particle, a cue behind the words, a headline.
extension QuoteRule {
  static let otherTexts = [
    StageRule(
      particle.name, "A particle that names a source, such as بحسب or وفق, and the sentence around it.",
      opens: "particles",
      finds: [
        RuleExample(
          "أصيب عشرون شخصا في الحريق، وفقا لوزارة الصحة.", "أصيب عشرون شخصا في الحريق",
          "indirect · وزارة الصحة")
      ], leaves: ["يوزع المبلغ وفقا للقانون."]),
    StageRule(
      cueAfterMarks.name, "Words in quotation marks, and the verb of saying behind them.",
      opens: "quotation marks",
      finds: [
        RuleExample(
          "\"لن نقبل بهذا الاتفاق\"، قال الوزير سامي الحداد.", "لن نقبل بهذا الاتفاق", "direct · سامي الحداد")
      ], leaves: ["\"البؤساء\"، كتاب يقرأه الجميع."]),
    StageRule(
      headline.name, "A headline: a name, a colon, and what was said.", opens: "a colon in the first line",
      finds: [
        RuleExample(
          "ليلى حداد: المستشفيات ممتلئة ونحتاج إلى مزيد من الأسرة",
          "المستشفيات ممتلئة ونحتاج إلى مزيد من الأسرة", "indirect · ليلى حداد")
      ],
      leaves: [
        "أسعار النفط: ارتفاع جديد", "ليلى حداد - الوادي - صنعاء: افتتح الوزير مدرسة جديدة في المدينة.",
      ]),
  ]
}
