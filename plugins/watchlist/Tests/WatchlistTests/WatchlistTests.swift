import Foundation
import Isnad
import IsnadArabic
import IsnadStages
import IsnadTesting
import Testing
import Watchlist

@Suite struct WatchlistTests {
  private static var registry: Registry {
    var registry = Registry.standard
    for stage in Plugin.stages { registry.register(stage) }
    return registry
  }

  @Test func contract() async throws {
    let contract = StageContract(registry: Self.registry, stage: "watchlist", after: ["normalizer"])
    #expect(try await contract.violations() == [])
  }

  /// Texts through the chain and the stage, with its state.
  private func run(_ options: String, _ texts: [String]) async throws -> (
    documents: [Document], summary: String?
  ) {
    let context = StageContext(id: "t", directory: ".")
    var chain: [any Transform] = []
    for name in ["normalizer", "entity-tagger", "number-extractor", "quote-attributor", "figure-linker"] {
      let stage = try await Self.registry.make(name, context: context)
      if let transform = stage as? any Transform { chain.append(transform) }
    }
    let made = try await Self.registry.make("watchlist", options: options, context: context)
    let watchlist = try #require(made as? Watchlist)
    var state = watchlist.makeState()
    var documents: [Document] = []
    for text in texts {
      var document = Document(id: "d", source: DocumentSource(uri: "d"), text: SourceText(text))
      for transform in chain { try transform.process(&document) }
      try watchlist.process(&document, state: &state)
      documents.append(document)
    }
    return (documents, watchlist.summary(of: state))
  }

  private func alerts(_ document: Document) -> [String] {
    (document[AlertLayer.self] ?? []).map { "\(document[$0.span]) | \($0.term) | \($0.speaker ?? "-")" }
  }

  @Test(
    arguments: [
      ("أحمد", "زار احمد بيروت", ["احمد | أحمد | -"]),
      ("شركة النور", "قالت شركه النور إنها رابحة", ["شركه النور | شركة النور | -"]),
      ("قاهرة", "وصل إلى القاهرة وللقاهرة", ["القاهرة | قاهرة | -", "لقاهرة | قاهرة | -"]),
      ("القاهرة", "كتب من قاهرة المعز", ["قاهرة | القاهرة | -"]),
      ("غزة", "بغزة وغزة وفي غزّة", ["غزة | غزة | -", "غزة | غزة | -", "غزّة | غزة | -"]),
      ("نفط", "النفطي غير النفط", ["النفط | نفط | -"]),
      ("وزير", "وزير ووزير", ["وزير | وزير | -", "وزير | وزير | -"]),
      // With a pronoun behind it; not where a letter more makes another word.
      ("شركة", "باعت شركته وشركتنا", ["شركته | شركة | -", "شركتنا | شركة | -"]),
      ("حزب", "في حزبها وحزبهم", ["حزبها | حزب | -", "حزبهم | حزب | -"]),
      ("مدير", "المديرة غير مدير", ["مدير | مدير | -"]),
      ("وزارة العدل", "بوزارة عدلها", ["وزارة عدلها | وزارة العدل | -"]),
    ] as [(String, String, [String])])
  func spellings(_ term: String, _ text: String, _ expected: [String]) async throws {
    let (documents, _) = try await run("terms: [\(term)]", [text])
    #expect(documents.map(alerts) == [expected])
  }

  @Test func quotesAndSpeakers() async throws {
    let (documents, summary) = try await run(
      "terms: [النفط]",
      [
        "قال الوزير سليم عيسى إن أسعار النفط سترتفع. وأضاف أن النفط ثروة.", "الطقس جميل.",
        "ارتفع سعر النفط. قال المدير وليد زكي إن النفط نعمة.",
      ])
    #expect(
      documents.map(alerts) == [
        ["النفط | النفط | سليم عيسى", "النفط | النفط | سليم عيسى"], [],
        ["النفط | النفط | -", "النفط | النفط | وليد زكي"],
      ])
    #expect(
      documents.map { $0.metadata["watchlist"] } == [
        .array([.string("النفط")]), nil, .array([.string("النفط")]),
      ])
    #expect(
      summary == """
        watchlist: 2 of 3 documents mention something of the list.
          النفط: 2 documents
          Who spoke of it:
            سليم عيسى: النفط ×2
            وليد زكي: النفط ×1
        """)
  }

  @Test func onlyWhatMentionsSomething() async throws {
    let (documents, _) = try await run("{ terms: [النفط], only: true }", ["سعر النفط", "الطقس"])
    #expect(documents.map(\.filterReason) == [nil, "nothing of the watchlist"])
  }

  // MARK: Lists

  /// A stage with a list in a file.
  private func run(list: String, as name: String, _ texts: [String]) async throws -> [Document] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "watchlist-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try Data(list.utf8).write(to: file)
    return try await run("{ file: \(file.path) }", texts).documents
  }

  @Test func peopleByNameInAnyForm() async throws {
    let list = "- person: جو بايدن\n  category: president\n"
    let texts = [
      "قال الرئيس الأمريكي جو بايدن إن الحرب انتهت. وغادر بايدن بعد ذلك.", "قال هانتر بايدن إنه بريء.",
      "وصل الرئيس بايدن إلى الرياض.",
    ]
    let found = try await run(list: list, as: "l.yaml", texts).map { $0[AlertLayer.self] ?? [] }
    #expect(found[0].count >= 2)
    #expect(found[0].allSatisfy { $0.term == "جو بايدن" && $0.category == "president" })
    #expect(found[1] == [])
    #expect(found[2].count == 1)
  }

  @Test func onlyWhereThatPersonSaysIt() async throws {
    let texts = [
      "قال الوزير سليم عيسى إن أسعار النفط سترتفع. قال المدير وليد زكي إن النفط نعمة.",
      "قال المدير وليد زكي إن الطقس جميل.",
    ]
    let terms = try await run(list: "- { term: النفط, speaker: وليد زكي }", as: "l.yaml", texts)
    #expect(terms.map(alerts) == [["النفط | النفط · وليد زكي | وليد زكي"], []])
    let about = try await run(list: "- { speaker: وليد زكي, about: النفط }", as: "l.yaml", texts)
    #expect(about.map(alerts) == [["النفط نعمة | وليد زكي · النفط | وليد زكي"], []])
    let all = try await run(list: "وليد زكي\t\tspeaker\n", as: "l.tsv", texts)
    #expect(all.map { ($0[AlertLayer.self] ?? []).count } == [1, 1])
  }

  @Test func numbersAboveALimit() async throws {
    let texts = [
      "قتل 47 شخصا في غزة.", "قتل 147 شخصا في غزة.", "قتل 147 شخصا في بيروت.", "أصيب 147 شخصا في غزة.",
    ]
    let list = "- { about: غزة, above: { value: 100, event: killed } }"
    let found = try await run(list: list, as: "l.yaml", texts)
    #expect(found.map(alerts) == [[], ["147 شخصا | غزة · > 100 killed | -"], [], []])
  }

  @Test func aStoryIsToldOfOnce() async throws {
    let context = StageContext(id: "t", directory: ".")
    let made = try await Self.registry.make(
      "watchlist", options: "{ terms: [النفط, الذهب], story: once }", context: context)
    let watchlist = try #require(made as? Watchlist)
    var state = watchlist.makeState()
    func terms(_ id: String, _ text: String, of story: String?) throws -> [String] {
      var document = Document(id: id, source: DocumentSource(uri: id), text: SourceText(text))
      document[TokenLayer.self] = Tokenizer()(document.text)
      if let story { document.metadata["duplicate_of"] = .string(story) }
      try watchlist.process(&document, state: &state)
      return (document[AlertLayer.self] ?? []).map(\.term)
    }
    #expect(try terms("1", "سعر النفط والنفط", of: nil) == ["النفط", "النفط"])
    #expect(try terms("2", "سعر النفط", of: "1") == [])
    #expect(try terms("3", "سعر النفط والذهب", of: "1") == ["الذهب"])
    #expect(try terms("4", "سعر النفط", of: nil) == ["النفط"])
  }

  @Test(
    arguments: [
      ("- term: a\n  speker: b", "l.yaml", ":2:3", "'speker' is nothing that an entry has."),
      ("- above: { value: x }", "l.yaml", ":1:19", "a number must stand here."),
      ("- above: { value: 3, event: kill }", "l.yaml", ":1:29", "'kill' is no event."),
      ("- category: x", "l.yaml", ":1:3", "an entry needs a term, a person, a speaker or a number"),
      ("a: b", "l.yaml", ":1:1", "the file must be a list."),
      ("x\ty\tz\n", "l.tsv", ":1:1", "'z' is no kind of what is watched."),
      ("\n# note\na\tb\tterm\td", "l.tsv", ":3:1", "a line has a term, and at most"),
    ])
  func mistakesHaveAPlace(_ list: String, _ name: String, _ place: String, _ message: String) async throws {
    do {
      _ = try await run(list: list, as: name, [])
      Issue.record("it was taken")
    } catch {
      let said = (error as? Diagnostics)?.items.map(\.description) ?? ["\(error)"]
      #expect(said.contains { $0.contains(name + place) && $0.contains(message) }, "\(said)")
    }
  }
}
