import Isnad

/// What the extractor promises: documentation, and tests of the conformance kit.
enum NumberExamples {
  static let all: [StageExample] = [
    StageExample(
      "Modifier, number and counted noun are one span", text: "قُتل أكثر من 33 ألف شخص منذ بداية الحرب.",
      expect: [
        ExpectedAnnotation(
          "numbers", "أكثر من 33 ألف شخص",
          ["kind": "counted", "value": "33000", "unit": "شخص", "modifier": "more-than"])
      ]),
    StageExample(
      "Nouns joined by و are one counted phrase", text: "أدى الهجوم إلى مقتل نحو 1170 إسرائيليا وأجنبيا.",
      expect: [
        ExpectedAnnotation(
          "numbers", "نحو 1170 إسرائيليا وأجنبيا", ["value": "1170", "modifier": "approximately"])
      ]),
    StageExample(
      "Two numbers are not fused", text: "أصيب خمسة وأربع نساء، واعتقل خمسة وأربعون متظاهرا.",
      expect: [
        ExpectedAnnotation("numbers", "خمسة", ["value": "5"]),
        ExpectedAnnotation("numbers", "أربع نساء", ["value": "4"]),
        ExpectedAnnotation("numbers", "خمسة وأربعون متظاهرا", ["value": "45"]),
      ]),
    StageExample(
      "A dual is a number", text: "كتب الوزير رسالتين خلال شهرين.",
      expect: [
        ExpectedAnnotation("numbers", "رسالتين", ["kind": "counted", "value": "2", "unit": "رسالتين"]),
        ExpectedAnnotation("numbers", "شهرين", ["kind": "duration", "value": "2", "iso": "P2M"]),
      ]),
    StageExample(
      "A dual that the reader knows has a kind of its own", text: "تعود العلاقات بين البلدين إلى قرن.",
      expect: [ExpectedAnnotation("numbers", "البلدين", ["kind": "dual", "value": "2", "unit": "البلدين"])]),
    StageExample(
      "Names that look like duals are none", text: "قال والداه في البحرين إن حسنين بخير.",
      nothingIn: ["numbers"]),
    StageExample(
      "Money", text: "بلغت الصفقة 2,5 مليون دولار، و500 ألف جنيه مصري.",
      expect: [
        ExpectedAnnotation(
          "numbers", "2,5 مليون دولار", ["kind": "money", "value": "2500000", "currency": "USD"]),
        ExpectedAnnotation("numbers", "500 ألف جنيه مصري", ["value": "500000", "currency": "EGP"]),
      ]),
    StageExample(
      "Dates with a month of two names", text: "في 7 تشرين الأول/أكتوبر، وفي 19 نيسان 2018.",
      expect: [
        ExpectedAnnotation("numbers", "7 تشرين الأول/أكتوبر", ["kind": "date", "iso": "XXXX-10-07"]),
        ExpectedAnnotation("numbers", "19 نيسان 2018", ["iso": "2018-04-19"]),
      ]),
    StageExample(
      "Percentages", text: "ارتفعت الأسعار ٢٫٥ في المئة، والبطالة عشرين بالمئة.",
      expect: [
        ExpectedAnnotation("numbers", "٢٫٥ في المئة", ["kind": "percentage", "value": "2.5"]),
        ExpectedAnnotation("numbers", "عشرين بالمئة", ["value": "20"]),
      ]),
    StageExample(
      "A range shares scale and unit", text: "تكلف الصفقة من 3 إلى 5 ملايين دولار.",
      expect: [
        ExpectedAnnotation(
          "numbers", "من 3 إلى 5 ملايين دولار",
          ["kind": "money", "min": "3000000", "max": "5000000", "currency": "USD"])
      ]),
    StageExample(
      "A time of day", text: "يبدأ الاجتماع في الساعة الخامسة والنصف مساء.",
      expect: [
        ExpectedAnnotation("numbers", "الساعة الخامسة والنصف مساء", ["kind": "time", "iso": "T17:30"])
      ]),
    StageExample(
      "Idioms and telephone numbers are none",
      text: "سقطت المدن الواحدة تلو الأخرى، اتصلوا على 00961-1-234567.",
      nothingIn: ["numbers"]),
  ]
}
