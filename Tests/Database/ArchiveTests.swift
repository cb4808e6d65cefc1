#if SQLite
  import Foundation
  import Isnad
  import Synchronization
  import SystemPackage
  import Testing

  @testable import IsnadDatabase

  @Suite struct ArchiveTests {
    /// One with its database, which goes with it.
    private final class Folder {
      let path = FilePath(NSTemporaryDirectory()).appending("isnad-archive-\(UUID().uuidString)")
      init() throws {
        try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
      }
      deinit { try? FileManager.default.removeItem(atPath: path.string) }
      var database: FilePath { path.appending("news.db") }
    }

    private struct Said {
      var id: String
      var date: String?
      var outlet: String
      var title: String
      /// Name, words, denied.
      var quotes: [(String, String, Bool)]
    }

    private static let news = [
      Said(
        id: "a", date: "2024-04-01", outlet: "سكاي", title: "أخبار غزة",
        quotes: [("جو بايدن", "وقف إطلاق النار قريب", false), ("بايدن", "لن نرسل جنودا للإمارات", true)]),
      Said(
        id: "b", date: "2024-04-03", outlet: "بي بي سي", title: "نفط",
        quotes: [("محمد مرسي", "إطلاق الحوار غدا", false)]),
      Said(
        id: "c", date: "2024-05-07", outlet: "سكاي", title: "حوار",
        quotes: [("مرسي", "النار تحت الرماد", false)]),
      Said(
        id: "d", date: nil, outlet: "سكاي", title: "بلا يوم", quotes: [("مصدر حكومي", "وبغزة هدوء", false)]),
    ]

    private func document(_ said: Said) -> Document {
      var text = said.title + "\n"
      var quotes: [Quote] = []
      var entities: [Entity] = []
      for (name, words, isDenied) in said.quotes {
        let by = Provenance(stage: "test", rule: "test")
        let start = text.utf8.count
        text += name
        let speaker = TextSpan(start, text.utf8.count)
        let isPerson = name != "مصدر حكومي"
        if isPerson {
          entities.append(
            Entity(
              id: entities.count + 1, span: speaker, label: .person, name: name, cluster: entities.count + 1,
              confidence: 1, by: by))
        }
        text += ": "
        let from = text.utf8.count
        text += words
        var quote = Quote(
          span: TextSpan(from, text.utf8.count), kind: .direct, cue: nil, speakerType: .named,
          confidence: 0.9, by: by)
        quote.id = quotes.count + 1
        quote.speaker = speaker
        quote.speakerName = name
        quote.speakerEntity = isPerson ? entities.count : nil
        if isDenied { quote.polarity = .denied }
        quotes.append(quote)
        text += ".\n"
      }
      var document = Document(
        id: said.id, source: DocumentSource(uri: said.id),
        metadata: ["title": .string(said.title), "outlet": .string(said.outlet)],
        text: SourceText(text))
      if let date = said.date { document.metadata["date"] = .string(date) }
      document[EntityLayer.self] = entities
      document[QuoteLayer.self] = quotes
      return document
    }

    private func write(_ said: [Said], _ path: FilePath) throws {
      var session = try DatabaseSession(path)
      try session.write(
        said.map { DocumentTables(document($0), offsets: .codepoint, isForDatabase: true) })
      try session.finish()
    }

    private func found(_ text: String, _ archive: Archive) throws -> [String] {
      try archive.quotes(ArchiveQuestion(text)).quotes.map { $0.documentID + $0.id }
    }

    @Test func searches() throws {
      let folder = try Folder()
      try write(Self.news, folder.database)
      let archive = try Archive(folder.database)
      #expect(try found("", archive) == ["cq1", "bq1", "aq2", "aq1", "dq1"])
      #expect(try found("النار", archive) == ["cq1", "aq1"])
      #expect(try found("\"إطلاق النار\"", archive) == ["aq1"])
      #expect(try found("اطلاق -النار", archive) == ["bq1"])
      #expect(try found("-النار", archive) == ["bq1", "aq2", "dq1"])
      #expect(try found("الامارات", archive) == ["aq2"])
      // Of the quote or of the article's title, with what is written together.
      #expect(try found("غزة", archive) == ["aq2", "aq1", "dq1"])
      // By every name of his.
      #expect(try found("speaker:مرسي", archive) == ["cq1", "bq1"])
      #expect(try found("speaker:\"محمد مرسي\"", archive) == ["cq1", "bq1"])
      #expect(try found("speaker:\"جو بايدن\"", archive) == ["aq2", "aq1"])
      #expect(try found("outlet:\"بي بي\"", archive) == ["bq1"])
      #expect(try found("outlet:رويترز", archive) == [])
      #expect(try found("since:2024-04-02 until:2024-04", archive) == ["bq1"])
      #expect(try found("polarity:denied", archive) == ["aq2"])
      // What would be words of the index's language are words.
      #expect(try found("النار OR غدا", archive) == [])
      #expect(try found("tags:q* NEAR(x)", archive) == [])
    }

    @Test func pagesFollowEachOther() throws {
      let folder = try Folder()
      try write(Self.news, folder.database)
      let archive = try Archive(folder.database)
      for order in ArchiveQuestion.Order.allCases {
        var question = try ArchiveQuestion()
        question.order = order
        var seen: [String] = []
        var after: String?
        repeat {
          let page = try archive.quotes(question, after: after, limit: 2)
          seen += page.quotes.map { $0.documentID + $0.id }
          after = page.next
        } while after != nil && seen.count < 20
        #expect(seen.count == 5)
        #expect(Set(seen).count == 5)
      }
      #expect(throws: Diagnostic.self) { try archive.quotes(ArchiveQuestion(), after: "?") }
    }

    @Test func facetsCount() throws {
      let folder = try Folder()
      try write(Self.news, folder.database)
      let facets = try Archive(folder.database).facets(ArchiveQuestion())
      #expect(facets.count == 5)
      #expect(!facets.isPartial)
      #expect(
        facets.speakers.map { "\($0.name) \($0.count)" }.sorted()
          == ["جو بايدن 2", "محمد مرسي 2", "مصدر حكومي 1"].sorted())
      #expect(facets.outlets.map { "\($0.name) \($0.count)" } == ["سكاي 4", "بي بي سي 1"])
      #expect(facets.months.map { "\($0.name) \($0.count)" } == ["2024-05 1", "2024-04 3"])
      #expect(facets.polarities.map { "\($0.name) \($0.count)" } == ["asserted 4", "denied 1"])
    }

    @Test func theOrderOfArticlesAndRunsSaysNothing() throws {
      let (one, other) = (try Folder(), try Folder())
      try write(Self.news, one.database)
      for said in Self.news.reversed() { try write([said], other.database) }
      let (people, others) = try (Archive(one.database).people(), Archive(other.database).people())
      #expect(people == others)
      #expect(people.map(\.name).sorted() == ["جو بايدن", "محمد مرسي"].sorted())
      #expect(people.map(\.quotes) == [2, 2])
    }

    /// The same numbers in every run of the tests (SplitMix64).
    private struct Seeded: RandomNumberGenerator {
      var state: UInt64

      mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
      }
    }

    /// Every row of who is who, as the database has it.
    private func people(_ path: FilePath) throws -> [String] {
      try Archive(path).rows(
        "SELECT * FROM people ORDER BY key",
        "SELECT key, person, documents FROM archive_names WHERE documents > 0 ORDER BY key",
        "SELECT name, document_key IS NULL, place >> 36 FROM archive_mentions ORDER BY name, place >> 36")
    }

    /// Articles of made-up names, which have short forms and spellings in common.
    private func manyArticles(_ random: inout some RandomNumberGenerator) -> [Said] {
      let names = [
        "بنيامين نتنياهو", "بنيامين نتانياهو", "نتنياهو", "محمد مرسي", "مرسي", "محمد علي", "أحمد علي", "علي",
        "دونالد ترامب", "ترمب", "هيلاري كلينتون", "بيل كلينتون", "كلينتون", "هيلاري",
      ]
      return (0..<60).map { number in
        let speakers = (0..<Int.random(in: 1...3, using: &random)).map { _ in
          (names.randomElement(using: &random) ?? "علي", "كلام \(number)", Bool.random(using: &random))
        }
        return Said(
          id: "n\(number)", date: number % 7 == 0 ? nil : "2024-0\(number % 9 + 1)-0\(number % 8 + 1)",
          outlet: "سكاي", title: "عنوان \(number)", quotes: speakers)
      }
    }

    @Test func anyOrderAndAnySplitIntoRunsEndTheSame() throws {
      var random = Seeded(state: 7)
      let articles = manyArticles(&random)
      let whole = try Folder()
      try write(articles, whole.database)
      let wanted = try people(whole.database)
      #expect(wanted.count > 20)
      for _ in 0..<4 {
        let folder = try Folder()
        var rest = articles.shuffled(using: &random)[...]
        while !rest.isEmpty {
          let run = rest.prefix(Int.random(in: 1...25, using: &random))
          rest = rest.dropFirst(run.count)
          // An article that comes as another one first is as it was last.
          if let first = run.first, Bool.random(using: &random) {
            try write(
              [Said(id: first.id, date: nil, outlet: "آخر", title: "", quotes: [("خطأ آخر", "كلام", false)])],
              folder.database)
          }
          try write(Array(run), folder.database)
        }
        #expect(try people(folder.database) == wanted)
      }
    }

    @Test func aRunThatHasNoEndMakesTheArchiveAtItsCommits() throws {
      let folder = try Folder()
      var session = try DatabaseSession(folder.database)
      _ = try session.commit()
      #expect(throws: Diagnostic.self) { try Archive(folder.database) }
      try session.write(
        Self.news.map { DocumentTables(document($0), offsets: .codepoint, isForDatabase: true) })
      _ = try session.commit()
      #expect(try Archive(folder.database).newer() == 0)
      #expect(try found("speaker:مرسي", Archive(folder.database)) == ["cq1", "bq1"])
      // Not again at once, but what is not in it yet is told.
      var later = Self.news[1]
      later.id = "e"
      try session.write([DocumentTables(document(later), offsets: .codepoint, isForDatabase: true)])
      _ = try session.commit()
      #expect(try Archive(folder.database).newer() == 1)
      _ = session.abandon()
      try Archive.update(folder.database, authority: nil)
      #expect(try Archive(folder.database).newer() == 0)
      #expect(try found("speaker:مرسي", Archive(folder.database)).count == 3)
    }

    @Test func aFastFirstLoadMakesTheArchiveAtItsEnd() throws {
      let folder = try Folder()
      var session = try DatabaseSession(folder.database)
      let many = (0..<1_000).map { number in
        var said = Self.news[0]
        said.id = "n\(number)"
        return DocumentTables(document(said), offsets: .codepoint, isForDatabase: true)
      }
      try session.write(many)
      _ = try session.commit()
      #expect(throws: Diagnostic.self) { try Archive(folder.database) }
      try session.finish()
      #expect(try Archive(folder.database).newer() == 0)
    }

    @Test func theWritersCorrectionsWinAndTakeThePlaceOfOthers() throws {
      let folder = try Folder()
      func run(_ authority: Authority?) throws -> [String] {
        var session = try DatabaseSession(folder.database, authority: authority)
        try session.write(
          Self.news.map { DocumentTables(document($0), offsets: .codepoint, isForDatabase: true) })
        try session.finish()
        return try Archive(folder.database).people().map(\.name).sorted()
      }
      let all = ["جو بايدن", "محمد مرسي", "مرسي"].sorted()
      #expect(try run(Authority([.init(.different, label: "PER", name: "مرسي", other: "محمد مرسي")])) == all)
      // Those that hold in the database hold where none are given.
      #expect(try run(nil) == all)
      #expect(try run(Authority([.init(.hidden, label: "PER", name: "جو بايدن")])) == ["محمد مرسي"])
      #expect(try run(Authority()) == ["جو بايدن", "محمد مرسي"].sorted())
    }

    @Test func anArticleThatIsReplacedIsReplaced() throws {
      let folder = try Folder()
      try write(Self.news, folder.database)
      var changed = Self.news[1]
      changed.quotes = [("سامي الحداد", "كلام آخر", false)]
      try write([changed], folder.database)
      let archive = try Archive(folder.database)
      #expect(try found("الحوار", archive) == [])
      #expect(try found("كلام", archive) == ["bq1"])
      #expect(try archive.people().map(\.name).sorted() == ["جو بايدن", "سامي الحداد", "مرسي"].sorted())
    }

    @Test func whatIsToldOfSomebody() throws {
      let folder = try Folder()
      try write(Self.news, folder.database)
      let archive = try Archive(folder.database)
      let person = try #require(try archive.people(name: "مرسي").first)
      let profile = try #require(try archive.profile(person.number))
      #expect(profile.person.name == "محمد مرسي")
      #expect(profile.person.aliases == ["مرسي"])
      #expect(profile.quotesByMonth.map { "\($0.month) \($0.count)" } == ["2024-04 1", "2024-05 1"])
      #expect(profile.outlets.map { "\($0.name) \($0.count)" } == ["بي بي سي 1", "سكاي 1"])
      let biden = try #require(try archive.people(name: "جو بايدن").first)
      #expect(try archive.profile(biden.number)?.denials == 1)
      // Two of his names stand in one article.
      #expect(biden.aliases == ["بايدن"] && biden.documents == 1)
      #expect(
        try archive.profile(biden.number)?.documentsByMonth.map { "\($0.month) \($0.count)" } == ["2024-04 1"]
      )
      #expect(try archive.profile(5) == nil)
    }

    @Test func anArticleWithoutADayDoesNotHideWhenSomebodyWasFirstNamed() throws {
      let folder = try Folder()
      let undated = Said(
        id: "e", date: nil, outlet: "سكاي", title: "", quotes: [("جو بايدن", "كلام بلا يوم", false)])
      try write(Self.news + [undated], folder.database)
      let archive = try Archive(folder.database)
      let biden = try #require(try archive.people(name: "جو بايدن").first)
      #expect((biden.first, biden.last) == ("2024-04-01", "2024-04-01"))
      // An article without a title is called by its first words.
      #expect(
        try archive.quotes(ArchiveQuestion("بلا")).quotes.map(\.heading) == [
          "جو بايدن: كلام بلا يوم.", "بلا يوم",
        ])
    }

    @Test(arguments: [
      ("نفط", "سطر", "نفط"), ("", "\n \nسطر\nآخر", "سطر"), ("", "", ""),
      ("", String(repeating: "كلمة ", count: 24), String(repeating: "كلمة ", count: 24).dropLast() + "…"),
    ])
    func headings(_ title: String, _ beginning: String, _ heading: String) {
      #expect(Archive.heading(title, beginning) == heading)
    }

    @Test func correctionsHoldForLaterRunsToo() throws {
      let folder = try Folder()
      try write(Self.news, folder.database)
      try Archive.update(
        folder.database,
        authority: Authority([.init(.different, label: "PER", name: "مرسي", other: "محمد مرسي")]))
      #expect(try Archive(folder.database).people().count == 3)
      try write([Self.news[0]], folder.database)
      #expect(try Archive(folder.database).people().count == 3)
      #expect(try found("speaker:\"محمد مرسي\"", Archive(folder.database)) == ["bq1"])
    }

    /// Tables with a row for each document, annotation or name; all questions but those of figures take one from its
    /// place on.
    private static let large = [
      "documents", "entities", "quotes", "figures", "archive_documents", "archive_mentions", "archive_quotes",
      "archive_figures", "archive_names", "people",
    ]

    @Test func nothingIsScanned() throws {
      let folder = try Folder()
      try write(Self.news, folder.database)
      let said = Mutex<[String]>([])
      let archive = try Archive(folder.database) { sql in said.withLock { $0.append(sql) } }
      for text in [
        "", "النار -غزة", "speaker:مرسي", "about:غزة since:2024", "outlet:سكاي polarity:denied kind:direct",
      ] {
        for order in ArchiveQuestion.Order.allCases {
          var question = try ArchiveQuestion(text)
          question.order = order
          #expect(try archive.quotes(question, limit: 2).quotes.count <= 2)
        }
        _ = try archive.facets(ArchiveQuestion(text))
      }
      let people =
        try archive.people(label: "PER") + archive.people(name: "مرسي")
        + archive.people(name: "جو", label: "PER")
      for person in people { _ = try archive.profile(person.number) }
      _ = try archive.places()
      _ = try archive.figures(FigureQuestion(event: .killed, place: people.first?.number))
      _ = try archive.figures(FigureQuestion(event: .killed, source: people.first?.number))
      _ = try archive.figures(FigureQuestion(event: .killed))
      _ = try archive.figures(FigureQuestion())
      for document in 1...4 { _ = try (archive.article(Int64(document)), archive.alsoSaid(Int64(document))) }
      let asked = said.withLock { Set($0) }.filter { sql in
        sql.contains("SELECT") && Self.large.contains { sql.contains($0) } && !sql.contains("archive_search_")
          && !sql.contains("sqlite_master")
      }
      #expect(asked.count > 30)
      for sql in asked {
        let plan = try archive.plan(sql)
        // Of a virtual table SQLite says SCAN for what its index answers; of an index in its order for what ends at LIMIT.
        let scans = plan.filter { step in
          step.hasPrefix("SCAN") && !step.contains("VIRTUAL TABLE INDEX")
            && !(step.contains(" INDEX ") && sql.contains("LIMIT"))
            && !["SCAN (subquery", "SCAN CONSTANT", "SCAN c", "SCAN x", "SCAN archive_outlets"].contains(
              where: step.hasPrefix)
        }
        // All figures, from the newest on.
        let isNewest = sql.contains("SELECT place FROM archive_figures ORDER BY place DESC LIMIT")
        #expect(scans.isEmpty || isNewest && scans == ["SCAN archive_figures"], "\(sql): \(plan)")
        if sql.contains("SELECT place FROM archive_figures") {
          #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(sql): \(plan)")
        }
        if sql.contains("ORDER BY archive_search.rowid DESC"), !sql.contains("score") {
          #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(sql): \(plan)")
        }
      }
    }

    @Test func aDatabaseWithoutAnArchiveSaysHowToMakeIt() throws {
      let folder = try Folder()
      var session = try DatabaseSession(folder.database)
      try session.write([
        DocumentTables(document(Self.news[0]), offsets: .codepoint, isForDatabase: true)
      ])
      _ = session.abandon()
      #expect { try Archive(folder.database) } throws: {
        ($0 as? Diagnostic)?.message == "'\(folder.database)' has no archive in it yet."
      }
      try Archive.update(folder.database, authority: nil)
      #expect(try Archive(folder.database).people().map(\.name) == ["جو بايدن"])
    }
  }
#endif
