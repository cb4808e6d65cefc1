import Isnad

/// What the attributor promises: documentation, and tests of the conformance kit.
enum QuoteExamples {
  static let all: [StageExample] = [
    StageExample(
      "Indirect speech after a long subject",
      text: "قال وزير الخارجية المصري سامح شكري، الاثنين، إن المفاوضات تتقدم.",
      expect: [
        ExpectedAnnotation(
          "quotes", "المفاوضات تتقدم",
          ["kind": "indirect", "cue": "قال", "speaker_name": "سامح شكري", "speaker_type": "named"])
      ]),
    StageExample(
      "Direct speech; an omitted subject is the last speaker",
      text: "قالت الطبيبة مريم حداد: \"المستشفى ممتلئ\".\nوأضافت \"نحتاج إلى مزيد من الأسرة\".",
      expect: [
        ExpectedAnnotation("quotes", "المستشفى ممتلئ", ["kind": "direct", "speaker_name": "مريم حداد"]),
        ExpectedAnnotation(
          "quotes", "نحتاج إلى مزيد من الأسرة",
          ["kind": "direct", "speaker_type": "implicit", "speaker_name": "مريم حداد"]),
      ]),
    StageExample(
      "A particle behind the clause", text: "أصيب عشرون شخصا في الحريق، وفقا لوزارة الصحة.",
      expect: [
        ExpectedAnnotation("quotes", "أصيب عشرون شخصا في الحريق", ["cue": "وفقا", "speaker": "وزارة الصحة"])
      ]),
    StageExample("A particle that names a rule", text: "يوزع المبلغ وفقا للقانون.", nothingIn: ["quotes"]),
    StageExample(
      "A relay", text: "نقلت وكالة رويترز عن مصدر أمني قوله إن الطريق مغلق.",
      expect: [
        ExpectedAnnotation(
          "quotes", "الطريق مغلق",
          ["speaker": "مصدر أمني", "speaker_type": "anonymous", "via": "وكالة رويترز"])
      ]),
    StageExample(
      "Denial", text: "نفى المدرب خالد سالم أن يكون اللاعب مصابا.",
      expect: [
        ExpectedAnnotation(
          "quotes", "يكون اللاعب مصابا", ["polarity": "denied", "speaker_name": "خالد سالم"])
      ]),
    StageExample(
      "Background that nobody says", text: "يذكر أن المدينة شهدت احتجاجات.", nothingIn: ["quotes"]),
  ]
}
