import Testing

@testable import IsnadStages

/// The phenomena that an Arabic quote attributor must handle, each with a sentence of its own.
@Suite struct QuoteTests {
  /// Quotes as `content | speaker's name | type`.
  private func quotes(_ text: String) async throws -> [String] {
    let document = try await Chain.make()(text)
    return (document.quotes ?? []).map {
      "\(document[$0.span]) | \($0.speakerName ?? "-") | \($0.speakerType.rawValue)"
    }
  }

  @Test(
    arguments: [
      // 1. verb first, a long subject
      (
        "أكد نائب رئيس مجلس الإدارة في شركة الاتصالات المهندس سامر الحسن أن الخدمة ستعود.",
        ["الخدمة ستعود | سامر الحسن | named"]
      ),
      // 2. omitted subject
      (
        "قال المهندس سامر الحسن إن الجسر آمن. وأضاف أن العمل مستمر.",
        ["الجسر آمن | سامر الحسن | named", "العمل مستمر | سامر الحسن | implicit"]
      ),
      // 3. a description goes to the name
      (
        "قالت الوزيرة ليلى حداد إن الميزانية كافية. وأوضحت الوزيرة أن الأجور سترتفع.",
        ["الميزانية كافية | ليلى حداد | named", "الأجور سترتفع | ليلى حداد | description"]
      ),
      // 4. two anonymous sources
      (
        "قال مصدر أمني إن الحريق أخمد. وذكر مصدر طبي أن الجرحى عشرة.",
        ["الحريق أخمد | مصدر أمني | anonymous", "الجرحى عشرة | مصدر طبي | anonymous"]
      ),
      // 5. participle chain
      (
        "قال الطبيب عمر ناصر إن الدواء متوفر، مشيرا إلى أن الأسعار ثابتة، ومؤكدا أن التوزيع عادل.",
        [
          "الدواء متوفر | عمر ناصر | named", "الأسعار ثابتة | عمر ناصر | named",
          "التوزيع عادل | عمر ناصر | named",
        ]
      ),
      // 6. fronted subject
      ("لكن مدير المطار قال إن الرحلات منتظمة.", ["الرحلات منتظمة | مدير المطار | anonymous"]),
      // 7. كان … قد قال
      (
        "وكان المتحدث باسم الحكومة كمال يوسف قد أعلن أن الحدود مفتوحة.", ["الحدود مفتوحة | كمال يوسف | named"]
      ),
      // 8. relay
      ("ونقلت وكالة رويترز عن مسؤول عسكري قوله إن الهجوم انتهى.", ["الهجوم انتهى | مسؤول عسكري | anonymous"]),
      // 9. a particle behind the clause
      ("غرق قارب قبالة الساحل، بحسب وكالة رويترز.", ["غرق قارب قبالة الساحل | وكالة رويترز | named"]),
      // 10. a particle that names a rule
      ("تحتسب الضريبة وفقا لمتوسط الدخل.", []), ("يعاقب المخالف بحسب القانون الجديد.", []),
      // 11. marks opened after أن and the subject
      (
        "أكد الوزير سليم عيسى أن بلاده \"لن تقبل الشروط التي وضعت أمس\".",
        ["بلاده \"لن تقبل الشروط التي وضعت أمس\" | سليم عيسى | named"]
      ),
      // 12. a name in marks between cue and content
      ("قال المدير وليد زكي لصحيفة «الأيام» إن العرض تأجل.", ["العرض تأجل | وليد زكي | named"]),
      // 13. broken marks
      ("قال المدير وليد زكي \"سنعود غدا.", ["سنعود غدا | وليد زكي | named"]),
      (
        "وقالت الممثلة سعاد كامل إن الدور \"صعب جدا. وانتهت المقابلة.",
        ["الدور \"صعب جدا | سعاد كامل | named"]
      ),
      // 14. several sentences, (...)
      (
        "قال المدرب نبيل سعيد: \"تعبنا كثيرا (...) ثم فزنا. هذا يكفي\".",
        ["تعبنا كثيرا (...) ثم فزنا. هذا يكفي | نبيل سعيد | named"]
      ),
      // 15. no marks, first person
      ("قال الرئيس فؤاد شهاب في مؤتمر صحفي: إننا لن نتراجع.", ["لن نتراجع | فؤاد شهاب | named"]),
      // 16. a headline's colon
      ("ماكرون: لن نرسل قوات إلى الخارج\n\nباريس هادئة.", ["لن نرسل قوات إلى الخارج | ماكرون | named"]),
      // 17. denial
      ("نفى اللاعب كريم عادل أن يكون مصابا.", ["يكون مصابا | كريم عادل | named"]),
      ("نفى اللاعب كريم عادل لصحيفة «الهدف» شائعات انتقاله.", ["شائعات انتقاله | كريم عادل | named"]),
      // 18. a noun says what happened
      (
        "أفادت وكالة الأنباء الأردنية بمقتل سبعة جنود في كمين.",
        ["مقتل سبعة جنود في كمين | وكالة الأنباء الأردنية | named"]
      ),
      (
        "أعلنت وزارة العدل إغلاق السجن بعد أن هرب نزلاؤه.",
        ["إغلاق السجن بعد أن هرب نزلاؤه | وزارة العدل | named"]
      ),
      ("أشار المدير وليد زكي إلى استمرار الأشغال في بغداد.", ["استمرار الأشغال في بغداد | وليد زكي | named"]),
      ("وصف الوزير سليم عيسى العقد بأنه \"صفقة خاسرة\".", ["صفقة خاسرة | سليم عيسى | named"]),
      ("وصف الوزير سليم عيسى العقد بأنه صفقة لا تنفع أحدا.", ["صفقة لا تنفع أحدا | سليم عيسى | named"]),
      (
        "طالبت النائبة ليلى حداد بالكف عن \"نهب أموال الناس\".",
        ["الكف عن \"نهب أموال الناس\" | ليلى حداد | named"]
      ),
      // The end of the text where a quotation would begin.
      ("وصف الوزير القرار ب", []), ("وصفه ب", []), ("أفادت ب", []), ("أعلنت في بيان", []),
      // What somebody asks for without his own words, a place that begins with ب, a fact that confirms.
      ("طالبت النائبة ليلى حداد بالكف عن نهب المال.", []), ("أفاد المراسل بغداد كلها.", []),
      ("خسر الفريق ثلاث مرات، ما يؤكد تراجع مستواه.", []),
      // Figures of somebody are a source, figures are none.
      ("قتل نحو 30 شخصا، بحسب تقديرات وزارة الدفاع.", ["قتل نحو 30 شخصا | وزارة الدفاع | named"]),
      ("نما الاقتصاد ببطء، بحسب الأرقام.", []),
      ("نفت قطر الاتهامات جملة وتفصيلا.", ["الاتهامات جملة وتفصيلا | قطر | named"]),
      // Figures and unnamed believers are nobody.
      ("الأرقام تشير إلى تراجع التصويت.", []), ("ويعتقد أن القارب غرق.", ["القارب غرق | - | impersonal"]),
      // 20. an incidental clause
      ("من بينهم 34 يقول الجيش الإسرائيلي إنهم قتلوا.", ["قتلوا | الجيش الإسرائيلي | named"]),
      // 21. a document as a speaker
      ("قال بيان لوزارة العدل إن الإفراج تم.", ["الإفراج تم | وزارة العدل | named"]),
      // 22. homographs
      ("يذكر أن المدينة قديمة.", []),
      ("قال مسؤول طلب عدم كشف هويته إن الملف أغلق.", ["الملف أغلق | مسؤول | anonymous"]),
      ("لم يؤكد الوزير أن اللقاء تم.", []),
      // 23. spellings
      (
        "وقال الدكتور عمر ناصر ان الوضع مستقر، مشيرًا الى ان اللقاح متوفر.",
        ["الوضع مستقر | عمر ناصر | named", "اللقاح متوفر | عمر ناصر | named"]
      ),
      // 24. adverbs between cue and content
      (
        "أعلنت وزارة الداخلية في بيان في وقت متأخر من مساء الأربعاء، أن الطريق مغلق.",
        ["الطريق مغلق | وزارة الداخلية | named"]
      ),
    ] as [(String, [String])])
  func phenomenon(_ text: String, _ expected: [String]) async throws {
    let found = try await quotes(text)
    #expect(found == expected)
  }

  /// Ways of reporting that unseen articles use.
  @Test(
    arguments: [
      // بين, زاد and جاء report where a clause begins with them, and only there.
      ("وبين الدكتور سامي نعيم أن اللقاح متوفر.", ["اللقاح متوفر | سامي نعيم | named"]),
      ("وقع الخلاف بين الوزارة والشركة.", []),
      ("وزاد عدد المسافرين هذا العام.", []),
      ("وجاء في بيان وزارة الصحة أن الوضع مستقر.", ["الوضع مستقر | وزارة الصحة | named"]),
      ("وأبان الدكتور سامي نعيم أن الحملة مستمرة.", ["الحملة مستمرة | سامي نعيم | named"]),
      // The subjunctive of an expectation is said, that of a wish is not.
      ("توقع الوزير سليم عيسى أن ترتفع الأسعار.", ["ترتفع الأسعار | سليم عيسى | named"]),
      ("طلب الوزير سليم عيسى أن ترتفع الأسعار.", []),
      // A verb behind كما attributes what stands before it.
      (
        "أصيب أربعة عمال في الحريق، كما قال الوزير سليم عيسى.",
        ["أصيب أربعة عمال في الحريق | سليم عيسى | named"]
      ),
      // Full stops of an abbreviation end nothing.
      (
        "وقال الوزير سليم عيسى لشبكة (إن.بي.سي) إن الحوار مستمر.",
        ["الحوار مستمر | سليم عيسى | named"]
      ),
      // A bracket that nobody closes hides nothing.
      ("وقال الوزير سليم عيسى (من بيروت إن الحوار مستمر.", ["الحوار مستمر | سليم عيسى | named"]),
      // A time stands before the subject, and whom it was told.
      ("وأعلنت أمس وزارة الصحة أن الوضع مستقر.", ["الوضع مستقر | وزارة الصحة | named"]),
      // A few words before their cue.
      ("«السعر ثابت ولن يتغير»، قال سليم عيسى.", ["السعر ثابت ولن يتغير | سليم عيسى | named"]),
      // A quotation over paragraphs, each of which may open it again.
      (
        "قال الوزير سليم عيسى: «نتابع سرعة الوباء.\n\nحتى الآن لم نتجاوز الحد».",
        ["نتابع سرعة الوباء.\n\nحتى الآن لم نتجاوز الحد | سليم عيسى | named"]
      ),
      (
        "قال الوزير سليم عيسى: «نتابع السرعة. رأينا الحالات تنخفض.\n\n«أطلب منكم الصبر».",
        ["نتابع السرعة. رأينا الحالات تنخفض.\n\n«أطلب منكم الصبر | سليم عيسى | named"]
      ),
      // Marks as they are really written.
      ("قال سليم عيسى: ”السعر ثابت هذا العام“.", ["السعر ثابت هذا العام | سليم عيسى | named"]),
      ("قال سليم عيسى: “السعر ثابت هذا العام“.", ["السعر ثابت هذا العام | سليم عيسى | named"]),
      ("قال سليم عيسى: »السعر ثابت هذا العام«.", ["السعر ثابت هذا العام | سليم عيسى | named"]),
      ("قال سليم عيسى: ((السعر ثابت هذا العام)).", ["السعر ثابت هذا العام | سليم عيسى | named"]),
      // What a speaker does beside speaking, or where and when he speaks, is the writer's.
      ("قال سليم عيسى إن السوق مستقرة، مثمنا جهود التجار.", ["السوق مستقرة | سليم عيسى | named"]),
      ("قال سليم عيسى إن السوق مستقرة، رافضا كل الانتقادات.", ["السوق مستقرة | سليم عيسى | named"]),
      (
        "قال سليم عيسى إن السوق مستقرة، مثلما كانت دائما.",
        ["السوق مستقرة، مثلما كانت دائما | سليم عيسى | named"]
      ),
      ("قال سليم عيسى إن السوق مستقرة، دون أن يذكر أرقاما.", ["السوق مستقرة | سليم عيسى | named"]),
      ("قال سليم عيسى إن السوق مستقرة، في إشارة إلى تجارة القمح.", ["السوق مستقرة | سليم عيسى | named"]),
      (
        "قال سليم عيسى إن السوق مستقرة، في بيروت وفي طرابلس.",
        ["السوق مستقرة، في بيروت وفي طرابلس | سليم عيسى | named"]
      ),
      ("قال سليم عيسى إن السوق مستقرة، وأشاد التجار بالقرار.", ["السوق مستقرة | سليم عيسى | named"]),
      // بعد أن tells when, and brings nothing that is said.
      ("اعترف سليم عيسى بعد أن وصلت الشرطة بأنه باع السيارة.", ["باع السيارة | سليم عيسى | named"]),
      // فإن and فقد answer a particle, however long its source is.
      ("وبحسب بعض سكان الجبل، فإن الطريق خطر.", ["الطريق خطر | بعض سكان الجبل | anonymous"]),
      (
        "ووفقا لمكتب الوزير الإعلامي، فقد صدر القرار أمس.",
        ["قد صدر القرار أمس | مكتب الوزير الإعلامي | anonymous"]
      ),
      ("وقد وصلت الشاحنات مساء، بحسب مصدر أمني.", ["قد وصلت الشاحنات مساء | مصدر أمني | anonymous"]),
      ("وصلت الشاحنات مساء، وذلك بحسب مصدر أمني.", ["وصلت الشاحنات مساء | مصدر أمني | anonymous"]),
      // Letters of an abbreviation are no أن, and its points end nothing.
      ("وقال سليم عيسى لقناة سي.إن.إن إن السباق بدأ.", ["السباق بدأ | سليم عيسى | named"]),
      // A name in marks before أن.
      (
        "وأضافت سعاد كامل، رئيسة جمعية «ماء نظيف لكل بيت في الجبل»، أمس، أن المشروع اكتمل.",
        ["المشروع اكتمل | سعاد كامل | named"]
      ),
      // Brackets as marks.
      ("قال سليم عيسى: (السعر ثابت هذا العام).", ["السعر ثابت هذا العام | سليم عيسى | named"]),
      // One's own words: whoever speaks is named before.
      (
        "قال سليم عيسى إن العمل بدأ. المصنع سيغلق أبوابه قريبا، حسب قوله.",
        ["العمل بدأ | سليم عيسى | named", "المصنع سيغلق أبوابه قريبا | سليم عيسى | pronoun"]
      ),
      // What is spoken of is no speaker, nor how, nor to whom.
      (
        "رأى الوزير سليم عيسى أن السعر ثابت. وعن المستقبل قال إن الأجور سترتفع.",
        ["السعر ثابت | سليم عيسى | named", "الأجور سترتفع | سليم عيسى | implicit"]
      ),
      ("وقال لي الوزير سليم عيسى إن السعر ثابت.", ["السعر ثابت | سليم عيسى | named"]),
      ("تحدث سليم عيسى عن السوق. ولفت النظر إلى أن السعر ثابت.", ["السعر ثابت | سليم عيسى | implicit"]),
      // The writer says so himself.
      ("يمكن القول إن السعر ثابت هذا العام.", []),
      // Accused of what a clause says.
      ("اتهم الوزير سليم عيسى إسرائيل بأنها تعرقل الحل.", ["تعرقل الحل | سليم عيسى | named"]),
    ] as [(String, [String])])
  func report(_ text: String, _ expected: [String]) async throws {
    let found = try await quotes(text)
    #expect(found == expected)
  }

  /// A description is whoever was introduced with it.
  @Test(
    arguments: [
      (
        "أعلن وزير الصحة السوداني سامي نعيم خطة جديدة لمكافحة الوباء في المدن الكبرى. وقال الوزير إن الخطة جاهزة.",
        "سامي نعيم"
      ),
      (
        "افتتحت شركة مايكروسوفت مركزا في عمان. وقالت الشركة إن المركز يبدأ العمل قريبا.",
        "مايكروسوفت"
      ),
      ("قال مدرب المنتخب كريم عادل إن اللاعبين جاهزون. وأضاف المدرب أن المباراة صعبة.", "كريم عادل"),
      ("زار سامي نعيم المصنع. وقال مصدر مقرب من سامي نعيم إن العمل بدأ.", "مصدر مقرب من سامي نعيم"),
      ("زار سامي نعيم المصنع. وقال مسؤول الشرطة العقيد كريم عادل إن العمل بدأ.", "كريم عادل"),
      // Whoever spoke last.
      (
        "زار سامي نعيم المصنع. وقالت الوزيرة هدى سالم إن العمل بدأ. وأكدت المتحدثة ذاتها أن الأجور سترتفع.",
        "هدى سالم"
      ),
      (
        "ذكر مصدر في البلدية أن الطريق مغلق. وصل سامي نعيم مساء. وأوضح المصدر أن العمل بدأ.",
        "مصدر في البلدية"
      ),
    ])
  func descriptions(_ text: String, _ speaker: String) async throws {
    let document = try await Chain.make()(text)
    let name = try #require(document.quotes?.last?.speakerName)
    #expect(speaker.contains(name) || name.contains(speaker))
  }

  @Test func aModelThatIsDamagedIsRefused() throws {
    var file = Array("isnadqm1".utf8)
    #expect(QuoteModel(file) == nil)
    let bytes = try #require(QuoteModel.embedded)
    #expect(QuoteModel(bytes) != nil)
    for count in [0, 8, 12, 400, bytes.count / 2, bytes.count - 1] {
      #expect(QuoteModel(Array(bytes[..<count])) == nil)
    }
    #expect(QuoteModel(bytes + [0]) == nil)
    // Other columns.
    file = bytes
    file[12] ^= 1
    #expect(QuoteModel(file) == nil)
    var row = FactTable<SpeakerFact>()
    row.addRow()
    // A node that would be its own child, or a leaf that is not there: wherever a byte lies, nothing is read outside.
    for place in stride(from: 12, to: bytes.count, by: 97) {
      file = bytes
      file[place] ^= 0xFF
      if let model = QuoteModel(file) { #expect(model.speaker.scores(row).allSatisfy { $0.isFinite }) }
    }
  }

  @Test func howSomebodySaysItIsNoSpeaker() async throws {
    let smiling = try await Chain.make()(
      "وصل الطباخ سامي عيسى إلى بيروت. وقال مبتسما: «هي صورة لا تفارقني أبدا».")
    #expect(smiling.quotes?.map(\.speakerName) == ["سامي عيسى"])
    let father = try await Chain.make()("احترق بيت الفتاة. وقال والدها إن النار بدأت في المطبخ.")
    #expect(father.quotes?.map(\.speakerName) == ["والدها"])
  }

  @Test func aForestReadsRowsSideBySide() {
    // kind ≤ 1, or missing: on to form ≤ 5; else the third leaf. form sends what is missing right.
    var forest = Forest()
    forest.splits = [
      .init(place: UInt16(SpeakerFact.kind.rawValue), threshold: 1, left: 0b011),
      .init(
        place: UInt16(SpeakerFact.allCases.count + SpeakerFact.form.rawValue), threshold: 5, left: 0b001),
    ]
    forest.trees = [.init(splits: 0..<2, firstLeaf: 0)]
    forest.leaves = [1, 2, 4]
    var facts = FactTable<SpeakerFact>()
    for _ in 0..<2 {
      facts.removeAll()
      facts.share(.form, 5)
      // More rows than a block has.
      for kind in 0..<40 {
        facts.addRow()
        if kind != 20 { facts.set(.kind, kind % 3) }
        if kind == 30 { facts.set(.form, 6) }
      }
      let wanted = (0..<40).map { (kind: Int) -> Float in kind == 30 ? 2 : kind != 20 && kind % 3 == 2 ? 4 : 1
      }
      #expect(forest.scores(facts) == wanted)
    }
    facts.removeAll()
    facts.addRow()
    #expect(forest.scores(facts) == [2])
  }

  @Test(
    arguments: [
      // The name علي is spelled as the preposition على.
      (
        "قال وكيل الوزارة للتعمير المهندس علي سامر الحسن إن الجسر آمن.",
        ["الجسر آمن | علي سامر الحسن | named"]
      ),
      // ف answers أما.
      (
        "قال الوزير سليم عيسى إن الاتفاق قريب. أما الطبيب عمر ناصر فقال إن الدواء متوفر.",
        ["الاتفاق قريب | سليم عيسى | named", "الدواء متوفر | عمر ناصر | named"]
      ),
      // What is attributed to somebody is his.
      ("ونسبت صحيفة الوادي إلى مصدر أمني قوله إن الهجوم انتهى.", ["الهجوم انتهى | مصدر أمني | anonymous"]),
      // لل keeps the article of what it governs.
      (
        "غرق قارب قبالة الساحل، وفقا للسلطات المحلية.",
        ["غرق قارب قبالة الساحل | السلطات المحلية | anonymous"]
      ),
      // Whoever thinks so is not named; a fact speaks for nobody.
      ("كما يتوقع أن تنتهي الأعمال في الصيف.", []),
      ("انخفضت الأسعار، بما يشير إلى أن الطلب ضعيف.", []),
      // A byline is no headline.
      ("ليلى حداد- الوادي- صنعاء: افتتحت المدينة مدرسة جديدة.", []),
    ])
  func wordsAroundACue(_ text: String, _ wanted: [String]) async throws {
    #expect(try await quotes(text) == wanted)
  }

  @Test func anInstitutionIsNotItsOfficer() async throws {
    let document = try await Chain.make()(
      "اجتمع رئيس البنك المركزي مع الصحفيين. وقال رئيس البنك المركزي إن الأسعار ستنخفض.")
    let quote = try #require(document.quotes?.first)
    #expect(quote.speakerName?.hasPrefix("رئيس") == true)
  }

  @Test func confidenceOfAQuoteIsOfContentAndSpeaker() async throws {
    let document = try await Chain.make()(
      "قال الوزير سليم عيسى إن الاتفاق قريب. وذكر مسؤول أن الخلاف مستمر، بحسب صحيفة.")
    let shares = try #require(document.quotes?.map(\.confidence))
    #expect(!shares.isEmpty && shares.allSatisfy { (0.2...1).contains($0) })
    #expect(shares[0] > 0.6)
  }

  @Test func nestingIsNoted() async throws {
    let document = try await Chain.make()("قال الوزير سليم عيسى إن السفارة أكدت أن التأشيرات جاهزة.")
    #expect(
      document.quotes?.map { document[$0.span] } == ["السفارة أكدت أن التأشيرات جاهزة", "التأشيرات جاهزة"])
    #expect(document.quotes?.map(\.nestedIn) == [nil, 1])
  }

  @Test func kindsAndCues() async throws {
    let document = try await Chain.make()(
      "قال الوزير سليم عيسى: \"الاتفاق قريب جدا\". وأضاف أن بلاده مستعدة، بينما نفت السفارة أن يكون اللقاء سريا."
    )
    #expect(document.quotes?.map(\.kind) == [.direct, .indirect, .indirect])
    #expect(document.quotes?.map(\.polarity) == [.asserted, .asserted, .denied])
    #expect(document.quotes?.compactMap { $0.cue.map { document[$0] } } == ["قال", "وأضاف", "نفت"])
  }

  @Test func theSpeakersEntityIsNamed() async throws {
    let document = try await Chain.make()("قال الرئيس الأميركي جو بايدن إن الاتفاق قريب.")
    let quote = document.quotes?.first
    #expect(quote?.speakerEntity != nil)
    #expect(document.entities?.first { $0.id == quote?.speakerEntity }?.name == "جو بايدن")
  }

  @Test func optionsLeaveQuotesOut() async throws {
    let context = StageContext(id: "q", directory: ".")
    let stage = try await Registry.standard.make(
      "quote-attributor", options: "kinds: direct", context: context)
    var document = try await Chain.make(["normalizer", "entity-tagger"])(
      "قال الوزير سليم عيسى: \"الاتفاق قريب\". وأضاف أن بلاده مستعدة.")
    try (stage as? any Transform)?.process(&document)
    #expect(document.quotes?.map(\.kind) == [.direct])
  }
}
