/// Words that say that somebody said something, by lemma with their inflections.
///
/// The choice follows counts of 371 reporting forms in news (see NOTICE): a lemma is here where
/// most of its forms introduce what somebody said.
enum Cues {
  struct Lemma: Sendable {
    let name: String
    var past = ""
    var present = ""
    /// مضيفا، مضيفة
    var participle = ""
    /// قوله، بالقول
    var nominal = ""
    var denies = false
    /// Says little by itself: only with a complementiser or in marks of some length.
    var isWeak = false
    /// Asks, praises or threatens: only words in marks are a quotation.
    var needsMarks = false
    /// With أن it says something all the same: اتهمه بأنه …
    var takesClause = false
    /// What it says may be in the subjunctive: توقع أن ترتفع, يستبعد أن يكون.
    var expects = false
    /// A cue only where its clause begins with it: elsewhere بين is between, and زاد grew.
    var opensClause = false
    /// Nobody in particular: قيل إن.
    var isPassive = false
    /// What introduces a noun that says what happened: أفاد ب, أشار إلى.
    var governs: Government = []
  }

  /// Prepositions of a verb, and whether it takes an object.
  struct Government: OptionSet, Sendable {
    let rawValue: UInt8
    static let beh = Government(rawValue: 1)
    static let to = Government(rawValue: 2)
    static let on = Government(rawValue: 4)
    static let about = Government(rawValue: 8)
    static let object = Government(rawValue: 16)
  }

  static let lemmas: [Lemma] = [
    Lemma(
      name: "قال", past: "قال قالت قالوا قالا قالتا", present: "يقول تقول يقولون يقولان سيقولون",
      participle: "قائلا قائلة قائلين قائلا:",
      nominal: "قوله قولها قولهم بالقول القول قولهما بقوله بقولها بقولهم للقول"),
    Lemma(
      name: "أضاف", past: "أضاف أضافت أضافوا أضافا", present: "يضيف تضيف يضيفون",
      participle: "مضيفا مضيفة مضيفين"),
    Lemma(
      name: "أكد", past: "أكد أكدت أكدوا", present: "يؤكد تؤكد يؤكدون تؤكدان يؤكدان",
      participle: "مؤكدا مؤكدة مؤكدين مؤكدان",
      nominal: "تأكيده تأكيدها التأكيد بالتأكيد تأكيدات", governs: [.on, .object]),
    Lemma(name: "أوضح", past: "أوضح أوضحت أوضحوا", present: "يوضح توضح", participle: "موضحا موضحة موضحين"),
    Lemma(
      name: "أشار", past: "أشار أشارت أشاروا", present: "يشير تشير يشيرون", participle: "مشيرا مشيرة مشيرين",
      governs: .to),
    Lemma(name: "ذكر", past: "ذكر ذكرت ذكروا", present: "تذكر يذكرون يذكران", participle: "ذاكرا"),
    Lemma(
      name: "أعلن", past: "أعلن أعلنت أعلنوا", present: "يعلن تعلن", participle: "معلنا معلنة",
      nominal: "إعلانه إعلانها", governs: [.about, .object]),
    Lemma(name: "تابع", past: "تابع تابعت تابعوا", present: "يتابع", participle: "متابعا"),
    Lemma(name: "أردف", past: "أردف أردفت", present: "يردف", participle: "مردفا"),
    Lemma(name: "صرح", past: "صرح صرحت صرحوا", present: "يصرح تصرح", participle: "مصرحا", governs: .beh),
    Lemma(name: "أفاد", past: "أفاد أفادت أفادوا", present: "يفيد تفيد", participle: "مفيدا", governs: .beh),
    Lemma(name: "لفت", past: "لفت لفتت لفتوا", present: "يلفت تلفت", participle: "لافتا لافتة", governs: .to),
    Lemma(
      name: "كشف", past: "كشف كشفت كشفوا", present: "يكشف تكشف", participle: "كاشفا كاشفة", isWeak: true,
      governs: .about),
    Lemma(name: "شدد", past: "شدد شددت شددوا", present: "يشدد تشدد", participle: "مشددا مشددة", governs: .on),
    Lemma(name: "مبين", participle: "مبينا مبينة مبينين"),
    Lemma(name: "بين", past: "بين بينت", isWeak: true, opensClause: true),
    Lemma(name: "أبان", past: "أبان أبانت"),
    Lemma(name: "زاد", past: "زاد زادت", isWeak: true, opensClause: true),
    Lemma(name: "أصر", past: "أصر أصرت", present: "يصر تصر يصرون", participle: "مصرا مصرة", isWeak: true),
    Lemma(name: "توصل", past: "توصل توصلت", isWeak: true),
    Lemma(name: "أفتى", past: "أفتى أفتت", participle: "مفتيا", isWeak: true),
    Lemma(name: "أفصح", past: "أفصح أفصحت", participle: "مفصحا", isWeak: true),
    Lemma(
      name: "أنكر", past: "أنكر أنكرت أنكروا", present: "ينكر تنكر ينكرون", participle: "منكرا", denies: true,
      isWeak: true),
    Lemma(
      name: "استبعد", past: "استبعد استبعدت", present: "يستبعد تستبعد", participle: "مستبعدا مستبعدة",
      denies: true,
      isWeak: true, expects: true),
    Lemma(name: "ارتأى", past: "ارتأى ارتأت", isWeak: true),
    Lemma(name: "تضمن", past: "تضمن تضمنت", isWeak: true),
    Lemma(name: "تباهى", past: "تباهى", present: "يتباهى", isWeak: true),
    Lemma(name: "جادل", past: "جادل جادلت", present: "يجادل تجادل", participle: "مجادلا", isWeak: true),
    Lemma(name: "استنتج", past: "استنتج استنتجت", isWeak: true),
    Lemma(name: "قيل", past: "قيل", present: "يقال", isWeak: true, isPassive: true),
    Lemma(name: "جاء", past: "جاء ورد", isWeak: true, opensClause: true),
    Lemma(name: "مفاده", participle: "مفاده مفادها", isWeak: true),
    Lemma(
      name: "اعتبر", past: "اعتبر اعتبرت اعتبروا", present: "يعتبر تعتبر يعتبرون",
      participle: "معتبرا معتبرة معتبرين", isWeak: true),
    Lemma(name: "رأى", past: "رأى رأت رأوا", present: "يرى ترى يرون", isWeak: true),
    Lemma(name: "يعتقد", present: "يعتقد تعتقد يعتقدون", participle: "معتقدا", isWeak: true),
    Lemma(name: "نفى", past: "نفى نفت نفوا", present: "ينفي تنفي", participle: "نافيا نافية", denies: true),
    Lemma(name: "حذر", past: "حذر حذرت حذروا", present: "يحذر تحذر", participle: "محذرا محذرة"),
    Lemma(name: "كتب", past: "كتب كتبت كتبوا", present: "يكتب تكتب", isWeak: true),
    Lemma(name: "غرد", past: "غرد غردت", participle: "مغردا"),
    Lemma(name: "علق", past: "علق علقت", present: "يعلق تعلق", participle: "معلقا", isWeak: true),
    Lemma(name: "رد", past: "رد ردت", isWeak: true),
    Lemma(name: "أجاب", past: "أجاب أجابت أجابوا", present: "يجيب تجيب", participle: "مجيبا"),
    Lemma(name: "تساءل", past: "تساءل تساءلت تساءلوا", present: "يتساءل تتساءل", participle: "متسائلا"),
    Lemma(name: "سأل", past: "سأل سألت", isWeak: true),
    Lemma(name: "اعترف", past: "اعترف اعترفت اعترفوا", present: "يعترف", participle: "معترفا", governs: .beh),
    Lemma(name: "أقر", past: "أقر أقرت", present: "يقر", participle: "مقرا", isWeak: true, governs: .beh),
    Lemma(
      name: "زعم", past: "زعم زعمت زعموا", present: "يزعم تزعم", participle: "زاعما",
      governs: [.beh, .object]),
    Lemma(name: "ادعى", past: "ادعى ادعت", present: "يدعي تدعي", participle: "مدعيا"),
    Lemma(
      name: "توقع", past: "توقع توقعت توقعوا", present: "يتوقع تتوقع", participle: "متوقعا متوقعة",
      isWeak: true, expects: true, governs: .object),
    Lemma(
      name: "رجح", past: "رجح رجحت", present: "يرجح ترجح", participle: "مرجحا مرجحة", expects: true,
      governs: .object),
    Lemma(
      name: "نقل", past: "نقل نقلت نقلوا تناقلت", present: "ينقل تنقل", participle: "ناقلا", isWeak: true),
    Lemma(name: "أورد", past: "أورد أوردت", present: "يورد تورد", participle: "موردا"),
    Lemma(name: "أبلغ", past: "أبلغ أبلغت أبلغوا", nominal: "إبلاغهم إبلاغه", isWeak: true),
    Lemma(name: "أخبر", past: "أخبر أخبرت", present: "يخبر"),
    Lemma(name: "تحدث", past: "تحدث تحدثت تحدثوا", present: "يتحدث", participle: "متحدثا", isWeak: true),
    Lemma(name: "أبرز", past: "أبرز أبرزت", present: "يبرز", participle: "مبرزا مبرزة", isWeak: true),
    Lemma(
      name: "أعرب", past: "أعرب أعربت", participle: "معربا معربة", isWeak: true, needsMarks: true,
      governs: .about),
    Lemma(name: "نوه", past: "نوه نوهت", participle: "منوها منوهة", governs: [.beh, .to]),
    Lemma(name: "نبه", past: "نبه نبهت", present: "ينبه", participle: "منبها", governs: .to),
    Lemma(name: "خلص", past: "خلص خلصت", isWeak: true),
    Lemma(name: "اختتم", past: "اختتم اختتمت ختم ختمت", isWeak: true),
    Lemma(name: "استطرد", past: "استطرد استطردت", participle: "مستطردا"),
    Lemma(name: "استدرك", past: "استدرك استدركت", participle: "مستدركا"),
    Lemma(name: "استرسل", past: "استرسل", participle: "مسترسلا"),
    Lemma(name: "أكمل", past: "أكمل أكملت", isWeak: true),
    Lemma(name: "واصل", past: "واصل واصلت", isWeak: true),
    Lemma(name: "ألمح", past: "ألمح ألمحت", participle: "ملمحا", governs: .to),
    Lemma(name: "أظهر", past: "أظهر أظهرت", present: "يظهر تظهر", isWeak: true),
    Lemma(name: "جدد", past: "جدد جددت", participle: "مجددا", isWeak: true, needsMarks: true),
    Lemma(name: "كرر", past: "كرر كررت", isWeak: true),
    Lemma(name: "روى", past: "روى روت", present: "يروي تروي", isWeak: true),
    Lemma(name: "هدد", past: "هدد هددت", participle: "مهددا", isWeak: true),
    Lemma(
      name: "تعهد", past: "تعهد تعهدت", present: "يتعهد", participle: "متعهدا", isWeak: true, expects: true),
    Lemma(name: "وعد", past: "وعد وعدت", isWeak: true),
    Lemma(name: "توعد", past: "توعد توعدت", participle: "متوعدا", isWeak: true),
    Lemma(
      name: "اتهم", past: "اتهم اتهمت اتهموا", present: "يتهم تتهم", participle: "متهما متهمة", isWeak: true,
      needsMarks: true, takesClause: true, governs: .beh),
    Lemma(name: "انتقد", past: "انتقد انتقدت", participle: "منتقدا منتقدة", isWeak: true, needsMarks: true),
    Lemma(
      name: "طالب", past: "طالب طالبت", participle: "مطالبا مطالبة", isWeak: true, needsMarks: true,
      governs: .beh),
    Lemma(
      name: "دعا", past: "دعا دعت", participle: "داعيا داعية", isWeak: true, needsMarks: true, governs: .to),
    Lemma(
      name: "وصف", past: "وصف وصفت وصفوا وصفه وصفها وصفته وصفتها", present: "يصف تصف",
      participle: "واصفا واصفة", isWeak: true,
      needsMarks: true),
    Lemma(name: "سجل", participle: "مسجلا مسجلة", isWeak: true),
    Lemma(name: "طمأن", past: "طمأن", participle: "مطمئنا", isWeak: true),
    Lemma(name: "اقترح", past: "اقترح اقترحت", isWeak: true),
    Lemma(name: "أدان", past: "أدان أدانت", isWeak: true, needsMarks: true),
    Lemma(
      name: "أشاد", past: "أشاد أشادت", participle: "مشيدا مشيدة", isWeak: true, needsMarks: true,
      governs: .beh),
    Lemma(name: "ردد", past: "ردد رددت رددوا", isWeak: true, needsMarks: true),
  ]

  /// بحسب، وفقا لـ …: what stands before or after them is somebody's.
  static let particles = ["بحسب", "حسب", "وفق", "وفقا", "طبقا", "نقلا", "حسبما", "بحسبما", "كما"]

  /// أن and its kind, with what may be attached.
  static let complementisers: [String] = {
    let stems = [
      "أن", "إن", "أنه", "أنها", "أنهم", "أنهما", "أنهن", "أني", "أنني", "أننا", "إنه", "إنها",
      "إنهم", "إنهما", "إنهن", "إني", "إنني", "إننا",
    ]
    return stems.flatMap { [$0, "ب" + $0, "ف" + $0] }
  }()

  /// Heads of noun phrases that can be a source, without a name.
  static let sourceHeads = """
    مصدر مصادر المصدر المصادر مسؤول مسؤولون مسؤولين المسؤول المسؤولون المسؤولين مسؤولة متحدث المتحدث متحدثة المتحدثة ناطق الناطق شاهد شهود شاهدا
    وكالة الوكالة وكالات صحيفة الصحيفة صحف الصحف قناة القناة مجلة موقع إذاعة تلفزيون التلفزيون شبكة وسائل الإعلام إعلام بيان البيان بلاغ البلاغ تقرير التقرير تقارير
    وزارة الوزارة وزير الوزير هيئة الهيئة منظمة المنظمة مركز المركز مؤسسة لجنة اللجنة مجلس المجلس شركة الشركة جيش الجيش شرطة الشرطة سلطات السلطات حكومة الحكومة
    رئيس الرئيس نائب مدير المدير محلل محللون خبير خبراء الخبراء باحث باحثون دراسة الدراسة حصيلة إحصاء إحصائية إحصائيات إحصاءات استطلاع تصريحات تصريح ناشط ناشطون نشطاء
    دبلوماسي دبلوماسيون مراسل مراسلنا محام محامي عضو قيادي زعيم سفير السفارة سفارة المرصد مرصد أطباء طبيب الأمم مفوضية المفوضية اتحاد الاتحاد جمعية
    سكان السكان أهالي الأهالي مواطن مواطنون المواطن فريق منظمون المنظمون المنظمين مقربون مقربين المقربين القريبين كاتب الكاتب الكاتبة
    وثائق الوثائق دراسات الدراسات أبحاث إعلان الإعلان رواية روايات تأكيدات ادعاءات رسالة الرسالة خطاب البحث بحث منابر حكومات عائلة أسرة والد والدة
    محامون محامو محاميه محاميته نقاد النقاد منتقدون المنتقدون معارضون المعارضون مؤيدون كلامه تعبيره وصفه قوله
    مكتب المكتب معهد جامعة تسريبات وثيقة وثائق شهادات شهادة قائد القائد قوات القوات حركة الحركة حزب الحزب جماعة الجماعة النيابة نيابة
    """

  /// Of these a particle takes the measure, not the word of somebody: وفقا للقانون.
  static let notSources = """
    القانون القوانين قانون قواعد القواعد الأرقام معايير المعايير شروط الشروط متوسط خطة الخطة جدول الجدول الدستور دستور نظام النظام أحكام المادة اتفاق الاتفاق اتفاقية
    الاتفاقية الظروف الحاجة الطلب حاجة رغبة الأصول نوع حجم عدد درجة طبيعة القرار قرار مبدأ المبادئ نموذج آلية الترتيب ترتيب الأولوية التقاليد الشريعة أسعار سعر توقيت
    التوقيت بنود لوائح اللوائح مقاييس ضوابط الضوابط تصنيف استراتيجية برنامج البرنامج رؤية الأهمية
    """

  /// Words after which a speaker's noun phrase is over.
  static let phraseEnds = """
    في خلال عبر بعد قبل عقب على إلى عن حول مع لدى أمام ضد بين تعليقا ردا تحت منذ عند عندما حيث إثر أثناء وسط قد اليوم أمس مساء صباح ظهر السبت الأحد الاثنين الثلاثاء الأربعاء
    الخميس الجمعة الإثنين غدا مؤخرا أيضا سابقا لاحقا حينها كذلك هنا مجددا الماضي المقبل بشأن بأن بخصوص بحسب وفق وفقا حسب نقلا عبر لوكالة للصحفيين للصحافيين
    بعدما بينما فيما كما إنما لكن لكنه غير ثم أو بدوره بدورها ذلك قائلا قائلة إنه إن أن متحدثا متحدثة وذلك كان كانت الآن هذا هذه وفي وعلى وخلال ومن ومع وبعد وعقب فقد فإن إذ
    """

  /// In these a speaker speaks: في بيان، خلال مؤتمر. They open an adverb, not a part of the speaker.
  static let occasions = """
    بيان البيان تصريح تصريحات تصريحاته تصريحاتها مؤتمر المؤتمر مقابلة حديث حديثه كلمة كلمته تغريدة تغريدته تغريدات تقرير رسالة جلسة خطاب خطابه لقاء اجتماع وقت ختام مستهل معرض سياق إطار اتصال
    تدوينة منشور حوار مقال برنامج ندوة حفل ذات نفس هذا هذه السياق حسابه حسابها صفحته شأن رده تعليق تعليقه زيارة زيارته رد مداخلة نهاية بداية أعقاب
    """
}
