import Foundation
import IsnadArabic
import IsnadStages
import Testing

/// The ways in which a text says what a number is a number of, each with a sentence of its own.
@Suite struct FigureTests {
  /// Figures as `number | event | place | source`, with `of` and the whole where it is a part.
  private func figures(_ text: String) async throws -> [String] {
    let document = try await Chain.make()(text)
    return (document.figures ?? []).map { figure in
      "\(document[figure.span]) | \(figure.event?.rawValue ?? "-") | \(figure.place.map { document[$0] } ?? "-")"
        + " | \(figure.sourceName ?? "-")" + (figure.partOf.map { " of f\($0)" } ?? "")
    }
  }

  @Test(
    arguments: [
      // a verbal noun, and coordination
      (
        "أدى الهجوم إلى مقتل 5 جنود وإصابة 20 مدنيا في حلب.",
        ["5 جنود | killed | حلب | -", "20 مدنيا | injured | حلب | -"]
      ),
      // a verb before and behind what it counts
      ("قتل ستة عمال في المنجم.", ["ستة عمال | killed | - | -"]),
      ("ستة عمال لقوا حتفهم في المنجم.", ["ستة عمال | killed | - | -"]),
      ("لقي ستة عمال مصرعهم في المنجم.", ["ستة عمال | killed | - | -"]),
      // what was counted by another word
      ("ارتفع عدد القتلى في الزلزال إلى 120.", ["120 | killed | - | -"]),
      ("بلغ عدد النازحين من القرية 4000 شخص.", ["4000 شخص | displaced | - | -"]),
      // the counted noun says it
      ("نقل إلى المستشفى 17 جريحا.", ["17 جريحا | injured | - | -"]),
      // of them
      (
        "أوقفت الشرطة 40 متظاهرا، بينهم 6 نساء.",
        ["40 متظاهرا | detained | - | -", "6 نساء | detained | - | - of f1"]
      ),
      // a change and a level
      (
        "ارتفعت الأسعار بنسبة 3 في المئة.", ["3 في المئة | growth | - | -"]
      ),
      ("هبط سعر الذهب إلى 1300 دولار.", ["1300 دولار | price | - | -"]),
      // what the unit says
      ("سار الموكب 12 كيلومترا.", ["12 كيلومترا | distance | - | -"]),
      // hostages are held, not arrested; riyals are not killed
      ("احتجز المسلحون 9 رهائن.", ["9 رهائن | captive | - | -"]),
      ("قتل الرجل بعد أن سرق 500 ريال.", ["500 ريال | loss | - | -"]),
      // cars are no persons
      ("أصيب السائق وتضررت 12 سيارة.", ["12 سيارة | - | - | -"]),
      // a virus makes the injured ill
      ("سجل المركز إصابة 14 شخصا بفيروس كورونا.", ["14 شخصا | infected | - | -"]),
      // places of their own
      (
        "قتل 4 أشخاص في حلب، وأصيب 9 في دمشق.",
        ["4 أشخاص | killed | حلب | -", "9 | injured | دمشق | -"]
      ),
      // the place in which another lies
      ("انفجر لغم في الفلوجة غرب بغداد ما أدى إلى مقتل 6 رعاة.", ["6 رعاة | killed | الفلوجة | -"]),
      // among whose buildings it is the greatest, whose clock it is, who does it
      ("تنتج المصفاة 600 برميل وهي أكبر مصفاة في آسيا.", ["600 برميل | production | - | -"]),
      ("هبط الذهب 2 في المئة في الساعة التاسعة بتوقيت غرينتش.", ["2 في المئة | decline | - | -"]),
      // a place of what somebody says is none of the number's
      ("أصيب 7 عمال، وذكرت الصحف في دمشق الخبر.", ["7 عمال | injured | - | -"]),
      // written in words it is no year and no round
      ("زارنا اثنان من الجيران.", ["اثنان | - | - | -"]),
      ("وقع البيان 76 من الأساتذة.", ["76 | - | - | -"]), ("فاز الفريق في الموسم 76 بالكأس.", []),
      // a crowd takes part in something, whatever it does
      ("سار مئات الشباب في الشارع.", ["مئات الشباب | participants | - | -"]),
      // states are nobody, and take part
      ("شاركت 12 دولة في المعرض.", ["12 دولة | participants | - | -"]),
      ("قتل القائد وانسحبت 12 دولة.", ["12 دولة | - | - | -"]),
      // a house is counted where something befalls it
      ("هدمت البلدية 9 منازل.", ["9 منازل | buildings | - | -"]),
      ("زار الوفد 9 منازل.", ["9 منازل | - | - | -"]),
      // an amount is of what stands before it
      ("وقع الوزير اتفاق قرض قيمته 6 ملايين دولار.", ["6 ملايين دولار | aid | - | -"]),
      ("عرض التاجر سجادة قيمتها 6 آلاف دولار.", ["6 آلاف دولار | price | - | -"]),
      // a loss in percent is a decline
      ("خسر الذهب 2 في المئة.", ["2 في المئة | decline | - | -"]),
      ("خسر التاجر 900 دولار.", ["900 دولار | loss | - | -"]),
      // goals are goals where a match is played
      ("سجل المهاجم هدفين في المباراة.", ["هدفين | goals | - | -"]),
      ("للوزارة ثلاثة أهداف.", ["ثلاثة أهداف | - | - | -"]),
      // who is sentenced, before the verdict and behind it
      ("صدر الحكم بالحبس خمس سنوات على 7 متهمين.", ["7 متهمين | detained | - | -"]),
      ("صدر الحكم على 7 متهمين بالحبس خمس سنوات.", ["7 متهمين | detained | - | -"]),
      // in brackets, the parts of a whole
      (
        "اعتقلت الشرطة تسعة أشخاص (سبعة رجال وامرأتين).",
        [
          "تسعة أشخاص | detained | - | -", "سبعة رجال | detained | - | - of f1",
          "امرأتين | detained | - | -",
        ]
      ),
      // votes are counted, and a part of them is a share
      ("حصل المرشح على 40 في المئة من الأصوات.", ["40 في المئة | share | - | -"]),
      // the same change in percent
      (
        "ارتفع السهم 3 دولارات، أو 2 في المئة.",
        ["3 دولارات | growth | - | -", "2 في المئة | growth | - | -"]
      ),
      // a verb whose neighbour has a verb of its own
      (
        "في القرية 5 شبان قتلوا وأصيب 12 آخرون.",
        ["5 شبان | killed | القرية | -", "12 | injured | القرية | -"]
      ),
      // which part of a century is said, and not how much of it; a school year is no part
      ("بنيت القلعة في الربع الأخير من القرن.", []), ("بدأ العام الدراسي 2014/2015 في الأحد.", []),
      ("باع الفلاح ربع المحصول.", ["ربع | share | - | -"]),
      // two that the reader knows are nowhere: they may be the places
      ("تدهور الأمن في محافظتي حلب وإدلب.", ["محافظتي | - | - | -"]),
      // a verb whose clause is over before the next number
      (
        "في القرية 5 شبان قتلوا وتضررت 12 سيارة.",
        ["5 شبان | killed | القرية | -", "12 سيارة | - | القرية | -"]
      ),
      // the number of an index measures no change
      ("صعد مؤشر القمة 300 بنسبة 2 في المئة.", ["2 في المئة | growth | - | -"]),
      // what somebody costs
      ("ضم النادي اللاعب سالم العلي (20 مليون دولار).", ["20 مليون دولار | price | - | -"]),
      // a ب of its own
      ("صار الحصاد أكثر بـ 25 في المئة.", ["25 في المئة | growth | - | -"]),
      // numbers that name
      ("نصت المادة 6 من القانون على ذلك.", []), ("وصلت الرحلة رقم 370 إلى المطار.", []),
      ("ولد اللاعب عام 1994.", []),
    ] as [(String, [String])])
  func phenomenon(_ text: String, _ expected: [String]) async throws {
    #expect(try await figures(text) == expected)
  }

  @Test(
    arguments: [
      // the speaker of the quote around it
      ("قال الوزير سامر الحسن إن السيول شردت 300 أسرة.", "سامر الحسن"),
      // a particle behind the number
      ("غرق 11 مهاجرا قبالة الساحل، بحسب وكالة رويترز.", "وكالة رويترز"),
      // nobody
      ("غرق 11 مهاجرا قبالة الساحل.", nil),
      // the nearer source within what another says
      ("أكد الوزير سامر الحسن أن نسبة البطالة لا تتجاوز 7% حسب إحصاءات وزارة العمل.", "وزارة العمل"),
      // what is said of the number behind it
      ("في السجن 34 يقول الجيش الإسرائيلي إنهم لقوا حتفهم.", "الجيش الإسرائيلي"),
      // verbs whose subject vouches without أن
      ("وصف الوزير سامر الحسن حال القرية التي فيها 300 أسرة بالصعب.", "سامر الحسن"),
      ("وعد الوزير سامر الحسن القرية التي فيها 300 أسرة بالماء.", nil),
      // behind the number, though another verb of saying stands before it
      ("سجل الحزب تقدما كبيرا إذ نال 32 في المئة من الأصوات كما تشير التقديرات.", "التقديرات"),
    ] as [(String, String?)])
  func source(_ text: String, _ expected: String?) async throws {
    let figures = try #require(try await Chain.make()(text).figures)
    #expect(figures.count == 1)
    let name = figures.first?.sourceName
    #expect(name == expected || expected.map { name?.hasSuffix($0) ?? false } ?? false)
  }

  @Test(
    arguments: [
      // who has made the document
      ("أصيب 300 شخص بالمرض، بحسب تقرير حديث لمنظمة الصحة العالمية.", "منظمة الصحة العالمية"),
      ("أصيب 300 شخص بالمرض، بحسب تقرير حديث.", "تقرير حديث"),
      ("أصيب 300 شخص بالمرض، وفق بيانات نشرتها منظمة الصحة العالمية.", "منظمة الصحة العالمية"),
      ("أصيب 300 شخص بالمرض، وفق بيانات نشرت أمس.", "بيانات"),
      // the organisation that begins with the noun
      ("حذرت منظمة الصحة العالمية من الوباء. وأصيب به 300 شخص، وفق المنظمة.", "منظمة الصحة العالمية"),
      ("حذرت وزارة الصحة من الوباء. وأصيب به 300 شخص، وفق المنظمة.", "المنظمة"),
      // where the words of a source end
      (
        "حذرت منظمة الصحة العالمية من الوباء. وحددت المنظمة مراكز تعالج 300 شخص.", "منظمة الصحة العالمية"
      ),
      // without أن somebody says so, or does it
      ("أعلنت الشرطة توقيف 12 شخصا.", "الشرطة"),
      ("نقل المركز 12 جريحا.", nil),
    ] as [(String, String?)])
  func whoIsMeant(_ text: String, _ expected: String?) async throws {
    let figures = try #require(try await Chain.make()(text).figures)
    #expect(figures.map(\.sourceName) == [expected])
  }

  @Test func placeOfTheParagraphIsMarked() async throws {
    let document = try await Chain.make()("وقع زلزال قوي في بغداد. وقتل 30 شخصا.")
    let figure = try #require(document.figures?.first)
    #expect(figure.place == nil)
    #expect(figure.inferredPlace.map { document[$0] } == "بغداد")
  }

  @Test func subjectHasItsQualifiers() async throws {
    let document = try await Chain.make()("قتل 3 جنود أتراك في الكمين.")
    #expect(document.figures?.first?.subject.map { document[$0] } == "جنود أتراك")
  }

  @Test func onlyNamedEventsAreKept() async throws {
    let names = ["normalizer", "entity-tagger", "number-extractor", "quote-attributor", "figure-linker"]
    let text = "قتل 5 أشخاص وتضررت 12 سيارة وأصيب 20 شخصا."
    let named = try await Chain.make(names, options: ["figure-linker": "named: true"])(text)
    #expect(named.figures?.map(\.event) == [.killed, .injured])
    let injured = try await Chain.make(names, options: ["figure-linker": "events: [injured]"])(text)
    #expect(injured.figures?.map(\.event) == [.injured])
  }

  // MARK: The table of events

  private static func rows() throws -> [EventRow] {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let file = folder.appendingPathComponent("Language/events.tsv")
    let (rows, problems) = EventRow.parse(try String(contentsOf: file, encoding: .utf8), file: file.path)
    #expect(problems.isEmpty)
    return rows
  }

  /// A word stands once for a government, and never for two events.
  @Test func noWordStandsTwice() throws {
    let search = SearchForm()
    var seen: [String: (event: Figure.Event?, governments: Set<EventGovernment>, line: Int)] = [:]
    for row in try Self.rows() {
      for form in row.forms.map(search.key) {
        if let old = seen[form] {
          #expect(
            old.event == row.event,
            "\(form) of line \(row.place.line ?? 0) has another event in line \(old.line)")
          #expect(
            !old.governments.contains(row.government),
            "\(form) of line \(row.place.line ?? 0) stands in line \(old.line) too")
        }
        seen[form, default: (row.event, [], row.place.line ?? 0)].governments.insert(row.government)
      }
    }
    #expect(seen.count > 1000)
  }

  /// Every example gives what its line says, by a word of the line.
  @Test func examplesGiveWhatTheySay() async throws {
    let chain = try await Chain.make()
    let search = SearchForm()
    for row in try Self.rows() {
      let document = try chain(row.example)
      let figures = document.figures ?? []
      let isGiven = figures.contains { $0.event == row.event }
      #expect(
        isGiven,
        "line \(row.place.line ?? 0): \(row.example) gives \(figures.map { $0.event?.rawValue ?? "-" })")
      // Of these another word of the sentence is the trigger.
      guard row.event != nil, ![.disease, .scene, .object].contains(row.government) else { continue }
      let spellings = Set(row.spellings.map(search.key))
      let triggers = figures.compactMap { $0.trigger.map { search.key(document[$0]) } }
      #expect(
        triggers.contains { spellings.contains($0) },
        "line \(row.place.line ?? 0): \(triggers) is none of its words")
    }
  }

  @Test(
    arguments: [
      (
        "مقتل\tkilled\tnoun",
        "t.tsv:2: error[invalid-language]: a line has words, event, government and example, with tabs between them."
      ),
      ("مقتل\tdead\tnoun\tس", "t.tsv:2:6: error[invalid-language]: 'dead' is no event."),
      ("مقتل\tkilled\tname\tس", "t.tsv:2:13: error[invalid-language]: 'name' is no government."),
      (
        "مقتل||قتل\tkilled\tnoun\tس",
        "t.tsv:2:1: error[invalid-language]: the line has no words, or nothing between two |."
      ),
    ])
  func badLines(_ line: String, _ message: String) {
    let (rows, problems) = EventRow.parse("# a table\n\(line)\nقتل\tkilled\tverb\tقتل خمسة.\n", file: "t.tsv")
    #expect(rows.count == 1)
    #expect(problems.count == 1)
    #expect(problems.first.map { String(describing: $0).hasPrefix(message) } ?? false, "\(problems)")
  }

  /// The table in the program is the one that lies beside the sources.
  @Test func theTableIsCompiled() throws {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let file = folder.appendingPathComponent("Sources/CLexicon/events.lexicon")
    #expect(try [UInt8](Data(contentsOf: file)) == EventLexicon.compile(Self.rows()), "run 'make language'")
  }
}

/// Words in match form, with a space between them.
private struct SearchForm {
  private let tokenizer = Tokenizer()

  func key(_ phrase: String) -> String {
    let tokens = tokenizer(SourceText(phrase))
    return (0..<tokens.count).map(tokens.form).joined(separator: " ")
  }
}
