import Isnad

/// What the linker promises: documentation, and tests of the conformance kit.
enum FigureExamples {
  static let all: [StageExample] = [
    StageExample(
      "What, how many, where, and on whose word",
      text: "أسفر الانفجار عن مقتل 12 شخصا في بغداد، وفقا لوزارة الصحة.",
      expect: [
        ExpectedAnnotation(
          "figures", "12 شخصا",
          [
            "event": "killed", "trigger": "مقتل", "subject": "شخصا", "place": "بغداد",
            "source_name": "وزارة الصحة",
          ])
      ]),
    StageExample(
      "A part of the figure before it",
      text: "احتجز المسلحون 40 رهينة، من بينهم 12 لقوا حتفهم.",
      expect: [
        ExpectedAnnotation("figures", "40 رهينة", ["event": "captive"]),
        ExpectedAnnotation("figures", "12", ["event": "killed", "part_of": "f1"]),
      ]),
    StageExample(
      "A change, and what it comes to", text: "ارتفع سعر البرميل بنسبة 4 في المئة إلى 70 دولارا.",
      expect: [
        ExpectedAnnotation("figures", "4 في المئة", ["event": "growth"]),
        ExpectedAnnotation("figures", "70 دولارا", ["event": "price"]),
      ]),
    StageExample("A date, and a score", text: "فاز الفريق 3-1 في 5 مايو 2019.", nothingIn: ["figures"]),
  ]
}
