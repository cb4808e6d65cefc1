import Foundation
import IsnadStages
import Testing

@Suite struct EntityTests {
  private func entities(_ text: String) async throws -> [String] {
    let document = try await Chain.make(["normalizer", "entity-tagger"])(text)
    return (document.entities ?? []).map { "\(document[$0.span]) \($0.label.rawValue)" }
  }

  @Test(
    arguments: [
      ("زار الرئيس الفرنسي إيمانويل ماكرون بيروت.", ["الفرنسي NORP", "إيمانويل ماكرون PER", "بيروت LOC"]),
      ("وقالت وزارة الخارجية السويدية إن", ["وزارة الخارجية السويدية ORG"]),
      ("في السعودية والإمارات وقطاع غزة", ["السعودية LOC", "الإمارات LOC", "قطاع غزة LOC"]),
      ("الحكومة السعودية", ["السعودية NORP"]),
      (
        "اختفى جمال خاشقجي بعد دخوله القنصلية السعودية في إسطنبول أمس.",
        ["جمال خاشقجي PER", "القنصلية السعودية ORG", "إسطنبول LOC"]
      ),
      ("إلى جانب بطلة النسخة الماضية ألمانيا والمكسيك", ["ألمانيا LOC", "المكسيك LOC"]),
      ("للأمم المتحدة", ["لأمم المتحدة ORG"]),
      ("قوات روسيا وسوريا", ["روسيا LOC", "سوريا LOC"]),
      ("محمد بن عبد الرحمن آل ثاني", ["محمد بن عبد الرحمن آل ثاني PER"]),
      ("الملك عبد الله الثاني", ["عبد الله الثاني PER"]),
      ("على الطاولة", []), ("قال الدكتور علي حسن", ["علي حسن PER"]), ("صباح اليوم وأمل الناس", []),
      ("في مديرية الحشوة", ["الحشوة LOC"]),
    ] as [(String, [String])])
  func entity(_ text: String, _ expected: [String]) async throws {
    #expect(try await entities(text) == expected)
  }

  @Test(
    arguments: [
      // The article has the name without و.
      (
        "سافر الوفد من مكة إلى جدة. وتشهد الرياض وجدة أمطارا غزيرة.",
        ["مكة LOC", "جدة LOC", "الرياض LOC", "جدة LOC"]
      ),
      // مركز opens names.
      (
        "وقال المتحدث باسم المشروع التابع لمركز الملك سلمان للإغاثة إن العمل بدأ.",
        ["مركز الملك سلمان للإغاثة ORG"]
      ),
      // وجدة is a town where no جدة is spoken of.
      ("وصل القطار إلى وجدة مساء أمس.", ["وجدة LOC"]),
      // A place right behind a place: و stands between them.
      ("وتشمل الخدمة عملاء الشركة في الرياض وجدة.", ["الرياض LOC", "جدة LOC"]),
      // What looks like clitics is the word's own: لديه is a word, بلدية too.
      ("وقال رئيس بلدية الجنوب المهندس محمد صالح إن الحملة مستمرة.", ["بلدية الجنوب ORG", "محمد صالح PER"]),
      ("ووصل المهاجم البرازيلي باولو ماتيوس إلى النادي.", ["البرازيلي NORP", "باولو ماتيوس PER"]),
      ("وقال رئيس الوزراء البريطاني ونستون تشرشل إن الحرب انتهت.", ["البريطاني NORP", "ونستون تشرشل PER"]),
    ] as [(String, [String])])
  func cliticsAreNoPartOfAName(_ text: String, _ expected: [String]) async throws {
    #expect(try await entities(text) == expected)
  }

  @Test func shortFormsGoToTheFullName() async throws {
    let document = try await Chain.make(["normalizer", "entity-tagger"])(
      "وصل خالد بن سلمان إلى واشنطن. وقال خالد ذلك. والتقى ديفيد برنيع، ثم غادر برنيع.")
    let people = (document.entities ?? []).filter { $0.label == .person }
    #expect(people.map(\.name) == ["خالد بن سلمان", "خالد بن سلمان", "ديفيد برنيع", "ديفيد برنيع"])
    #expect(Set(people.map(\.cluster)).count == 2)
  }

  /// A list of one's own: it is heard before all else, its id ties what is written differently, a longer name of
  /// the same kind stays, clitics stay outside.
  @Test func namesOfAList() async throws {
    let list = NSTemporaryDirectory() + "isnad-list-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: list) }
    try Data(
      ("name\tlabel\tcanonical\tid\n# ours\n\nأبل\tORG\tشركة أبل\tQ312\nApple\tORG\tشركة أبل\tQ312\nآيفون 15\tPRODUCT\n"
        + "بايدن\tPER\t\tQ6279\r\nبغداد\tORG\t\tclub:1\nبغداد\tLOC\n").utf8
    ).write(to: URL(fileURLWithPath: list))
    let document = try await Chain.make(
      ["normalizer", "entity-tagger"], options: ["entity-tagger": "{ gazetteers: ['\(list)'] }"])(
        "أعلنت أبل إطلاق آيفون 15، وقالت Apple إن جو بايدن حضر. وأضاف بايدن أن لأبل دورا في بغداد.")
    let found = (document.entities ?? []).map {
      "\(document[$0.span]) \($0.label.rawValue) \($0.name) \($0.kbID ?? "-") \($0.by.rule)"
    }
    #expect(
      found == [
        "أبل ORG شركة أبل Q312 gazetteer", "آيفون 15 PRODUCT آيفون 15 - gazetteer",
        "Apple ORG شركة أبل Q312 gazetteer", "جو بايدن PER جو بايدن Q6279 model",
        "بايدن PER جو بايدن Q6279 gazetteer", "أبل ORG شركة أبل Q312 gazetteer",
        "بغداد ORG بغداد club:1 gazetteer",
      ])
    let clusters = (document.entities ?? []).map(\.cluster)
    #expect(clusters == [1, 2, 1, 3, 3, 1, 4])
  }

  /// Numbers as geonames.org has them.
  @Test(
    arguments: [
      ("عاد الوفد إلى طرابلس بعد زيارة بنغازي ومدن أخرى في ليبيا.", "طرابلس", "geonames:2210247 LY"),
      ("اندلعت اشتباكات في طرابلس اللبنانية أمس.", "طرابلس", "geonames:266826 LB"),
      ("وصل الوزير إلى الكويت أمس.", "الكويت", "geonames:285570 KW"),
      ("وقع الحادث في مدينة الكويت أمس.", "الكويت", "geonames:285787 KW"),
      ("قصفت الطائرات أحياء في حلب.", "حلب", "geonames:170063 SY"),
      ("نزح آلاف من محافظة حلب أمس.", "حلب", nil),
      ("عاد الملك إلى عمان، وقال وزير الخارجية الأردني إن الأردن يرحب.", "عمان", "geonames:250441 JO"),
      ("زار الوزير مسقط، وقالت وزارة الخارجية العمانية إن عمان ترحب.", "عمان", "geonames:286963 OM"),
      ("ضرب الإعصار ساحل فلوريدا أمس.", "فلوريدا", "geonames:4155751 US"),
      ("قال إن أوروبا ترفض الاتفاق.", "أوروبا", "geonames:6255148 -"),
      ("قالت سفيرة الولايات المتحدة في جنيف إن واشنطن ترفض.", "جنيف", "geonames:2660646 CH"),
    ] as [(String, String, String?)])
  func placesAreFoundOnTheMap(_ text: String, _ name: String, _ expected: String?) async throws {
    let document = try await Chain.make(["normalizer", "entity-tagger"])(text)
    let entity = try #require(document.entities?.first { document[$0.span] == name && $0.label == .place })
    #expect(entity.kbID.map { "\($0) \(entity.place?.country ?? "-")" } == expected)
    #expect((entity.place == nil) == (expected == nil))
  }

  @Test func degreesAreThoseOfGeoNames() async throws {
    let document = try await Chain.make(["normalizer", "entity-tagger"])("وصل إلى القاهرة.")
    let place = try #require(document.entities?.first?.place)
    #expect(place.latitude?.description == "30.06263" && place.longitude?.description == "31.24967")
  }

  @Test func aLetterOfANameIsNoPreposition() async throws {
    #expect(try await entities("عاد إلى كاليفورنيا أمس.") == ["كاليفورنيا LOC"])
    #expect(try await entities("هذا ليس كالعراق.") == ["العراق LOC"])
  }

  @Test func labelsAndConfidenceFilter() async throws {
    let context = StageContext(id: "e", directory: ".")
    let stage = try await Registry.standard.make("entity-tagger", options: "labels: [LOC]", context: context)
    var document = try await Chain.make(["normalizer"])("زار جو بايدن القاهرة وبغداد.")
    try (stage as? any Transform)?.process(&document)
    #expect(document.entities?.map(\.label) == [.place, .place])
    #expect(document.entities?.map(\.id) == [1, 2])
  }
}
