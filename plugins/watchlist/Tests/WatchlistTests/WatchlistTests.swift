import Isnad
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
    for name in ["normalizer", "entity-tagger", "quote-attributor"] {
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
}
