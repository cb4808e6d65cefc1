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
      ("الحكومة السعودية", ["السعودية NORP"]), ("للأمم المتحدة", ["لأمم المتحدة ORG"]),
      ("قوات روسيا وسوريا", ["روسيا LOC", "سوريا LOC"]),
      ("محمد بن عبد الرحمن آل ثاني", ["محمد بن عبد الرحمن آل ثاني PER"]),
      ("الملك عبد الله الثاني", ["عبد الله الثاني PER"]),
      ("على الطاولة", []), ("قال الدكتور علي حسن", ["علي حسن PER"]), ("صباح اليوم وأمل الناس", []),
      ("في مديرية الحشوة", ["الحشوة LOC"]),
    ] as [(String, [String])])
  func entity(_ text: String, _ expected: [String]) async throws {
    #expect(try await entities(text) == expected)
  }

  @Test func shortFormsGoToTheFullName() async throws {
    let document = try await Chain.make(["normalizer", "entity-tagger"])(
      "وصل خالد بن سلمان إلى واشنطن. وقال خالد ذلك. والتقى ديفيد برنيع، ثم غادر برنيع.")
    let people = (document.entities ?? []).filter { $0.label == .person }
    #expect(people.map(\.name) == ["خالد بن سلمان", "خالد بن سلمان", "ديفيد برنيع", "ديفيد برنيع"])
    #expect(Set(people.map(\.cluster)).count == 2)
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
