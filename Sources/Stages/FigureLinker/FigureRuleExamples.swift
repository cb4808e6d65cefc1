import Isnad

/// What each rule says, with the texts in which it finds an event and those, near as they come, in which it finds none.
enum FigureRuleExamples {
  private static let table = "a word of the table of events that governs so"

  static let all: [StageRule] = [
    rule(
      .noun, "A noun that says what happened, and the number as its genitive: مقتل خمسة.", opens: table,
      finds: [
        RuleExample("أدى الانهيار إلى مقتل تسعة عمال في المنجم.", "تسعة عمال", "killed"),
        RuleExample("قضت المحكمة بتبرئة ستة معلمين.", "ستة معلمين", "released"),
      ],
      leaves: [
        "بعد مقتل الحارس نقلت القوة خمس سيارات.",
        "أدت العاصفة إلى تدمير خمس عجلات.",
      ]),
    rule(
      .verb, "A verb of which the counted is subject or object: قُتل خمسة.", opens: table,
      finds: [
        RuleExample("لقي سبعة صيادين حتفهم قبالة الساحل.", "سبعة صيادين", "killed"),
        RuleExample("شاركت ثلاثون شركة في المعرض.", "ثلاثون شركة", "participants"),
        RuleExample("يضم المعسكر 60 لاعبا.", "60 لاعبا", "participants"),
      ],
      leaves: [
        "غرقت السفينة وعلى متنها 300 سيارة.",
        "يضم المعسكر في كل عام من الأعوام 60 خيمة.",
      ]),
    rule(
      .total, "Something whose number or amount is said by another word: عدد النازحين بلغ.", opens: table,
      finds: [
        RuleExample("بلغ عدد النازحين من الوادي 4000 شخص.", "4000 شخص", "displaced"),
        RuleExample("تبلغ مساحة الحديقة 300 متر مربع.", "300 متر مربع", "size"),
        RuleExample("وقع الوزير اتفاق قرض بقيمة 5 ملايين دولار.", "5 ملايين دولار", "aid"),
      ],
      leaves: ["تبلغ مساحة الحديقة ما يكفي 300 زائر.", "وصف عدد النازحين بأنه كبير في 30 قرية."]),
    rule(
      .counted, "What is counted says it: خمسة قتلى.", opens: table,
      finds: [
        RuleExample("نقل إلى العيادة 17 جريحا.", "17 جريحا", "injured"),
        RuleExample("سجل المهاجم 12 هدفا في الدوري.", "12 هدفا", "goals"),
      ],
      leaves: ["حددت الخطة ثلاثة أهداف للتعليم.", "اشترى الرجل 3 منازل في القرية."]),
    rule(
      .behind, "A phrase behind the number says it: خمسة لقوا حتفهم.", opens: table,
      finds: [
        RuleExample("وجد ثمانية بحارة مصرعهم في العاصفة.", "ثمانية بحارة", "killed"),
        RuleExample("أجبرت السيول ألف شخص على ترك منازلهم.", "ألف شخص", "displaced"),
      ],
      leaves: ["زار ثمانية وزراء موقع الحادث.", "فارقوا الحياة قبل أن تصل 3 سيارات."]),
    rule(
      .change, "A word for a change or a difference, and the number by which it is: ارتفع بنسبة.",
      opens: table,
      finds: [
        RuleExample("ارتفع الإنتاج بنسبة 3 في المئة.", "3 في المئة", "growth"),
        RuleExample("هبطت المبيعات 2 في المئة.", "2 في المئة", "decline"),
        RuleExample("صارت الفاتورة أقل بعشرين دولارا.", "عشرين دولارا", "decline"),
      ],
      leaves: ["ارتفع سعر السهم إلى 40 دولارا.", "قفز الفريق إلى الصدارة، متقدما بنقطتين."]),
    rule(
      .crowd, "Tens, hundreds or thousands of people of whom nothing else is said: مئات الشباب.",
      opens: "عشرات, مئات or آلاف of people that the table of events names",
      finds: [RuleExample("سار مئات الشباب في الشارع.", "مئات الشباب", "participants")],
      leaves: ["كتب الشاعر مئات الرسائل.", "يحلم ملايين الشباب بذلك."]),
    rule(
      .part, "A part of the figure before it: منهم, من بينهم, or in brackets right behind it.",
      opens: "منهم or its like beside the number, or a bracket between two numbers",
      finds: [
        RuleExample("احتجز المسلحون 40 رهينة، بينهم 6 نساء.", "6 نساء", "captive"),
        RuleExample("اعتقلت الشرطة تسعة أشخاص (سبعة رجال وامرأتين).", "سبعة رجال", "detained"),
      ],
      leaves: ["احتجز المسلحون 40 رهينة في 6 غرف.", "زار المتحف 40 شخصا (6 مرات)."]),
    rule(
      .coordination, "It stands beside a figure of the same event: خمسة في حلب وستة في حماة.",
      opens: "a figure before it in the sentence",
      finds: [
        RuleExample("قتل خمسة جنود في حلب وستة في حماة.", "ستة", "killed"),
        RuleExample("كان سعر الكيس 20 دولارا مقابل 30 دولارا في الشتاء.", "30 دولارا", "price"),
        RuleExample("انخفض السهم 3 دولارات، أو 2 في المئة.", "2 في المئة", "decline"),
      ],
      leaves: [
        "قتل خمسة جنود وتضررت 12 سيارة.", "فاز الفريق بهدفين في الدوري، إلى أربع نقاط أخرى.",
      ]),
    rule(
      .repetition, "The article has said before what this number is a number of.",
      opens: "the same number and unit before it in the text",
      finds: [
        RuleExample(
          "بلغت إيرادات الشركة 75 مليون دولار. والعضو يعد 75 مليون دولار كثيرة.", "75 مليون دولار", "revenue")
      ],
      leaves: ["تبلغ تكلفة الجسر 75 مليون دولار. وللمدينة 80 مليون دولار."]),
    rule(
      .level, "Money to which something rose or fell (هبط الذهب إلى), or in brackets right behind a name.",
      opens: "إلى or its like, or a name and a bracket, before the number",
      finds: [RuleExample("هبط الذهب إلى 1300 دولار.", "1300 دولار", "price")],
      leaves: ["هبط الذهب 30 دولارا."]),
    rule(
      .unit, "The unit says it: kilometres are a distance, a percentage a share.",
      opens: "a number with a unit of measure, a percentage or a fraction, and no word that governs it",
      finds: [
        RuleExample("سار الموكب 12 كيلومترا.", "12 كيلومترا", "distance"),
        RuleExample("قرأ ثلث الطلاب الكتاب.", "ثلث", "share"),
      ],
      leaves: ["سار الموكب 12 مرة.", "بنيت القلعة في الربع الأخير من القرن."]),
    rule(
      .none, "No word says what it is a number of.", opens: "any number that counts or measures",
      finds: [RuleExample("قرأ الطالب 12 كتابا.", "12 كتابا", "-")], leaves: ["قتل خمسة جنود."]),
  ]

  private static func rule(
    _ rule: FigureRule, _ meaning: String, opens: String, finds: [RuleExample], leaves: [String]
  ) -> StageRule {
    StageRule(rule.rawValue, meaning, opens: opens, finds: finds, leaves: leaves)
  }
}
