import Isnad
import Testing

@testable import IsnadDatabase

@Suite struct NameSpellingTests {
  private func areOne(_ one: String, _ other: String) -> Bool {
    let search = SearchText()
    let (one, other) = (
      NameSpelling(form: search.indexed(one)), NameSpelling(form: search.indexed(other))
    )
    return one.skeleton == other.skeleton && one.isSpelling(of: other) && other.isSpelling(of: one)
  }

  @Test(arguments: [
    ("نتنياهو", "نتانياهو"), ("رجب طيب أردوغان", "رجب طيب اردوغان"), ("دونالد ترامب", "دونالد ترمب"),
    ("غوغل", "جوجل"),
    ("أنطونيو غوتيريش", "أنطونيو جوتيريس"), ("عبد الله", "عبدالله"), ("داوود", "داود"), ("ميركل", "ميركيل"),
    ("بشار الأسد", "بشار اسد"), ("غوغل", "كوكل"), ("ترامب", "ترمب"), ("بايرن ميونيخ", "بايرن ميونخ"),
    ("هيذر نويرت", "هيذر ناورت"),
    ("وزارة الخارجية الأميركية", "وزارة الخارجية الأمريكية"),
  ])
  func spellings(_ one: String, _ other: String) { #expect(areOne(one, other)) }

  @Test(arguments: [
    ("سالم", "سليم"), ("محمد", "محمود"), ("حسن", "حسين"), ("جمال", "كمال"), ("سلمان", "سليمان"),
    ("كريم", "كرم"),
    ("بيرنز", "بارنز"), ("محمد علي", "محمد"), ("مورينيو", "مورينو"), ("سعد", "سعود"), ("إيران", "إيرانية"),
    ("بندر", "بنيدير"), ("جبريل", "غابرييل"), ("روبرت", "روبرتو"),
    ("ماريو غوميز", "ماريا غوميز"), ("كيم جونغ أون", "كيم يونغ أون"), ("محمد بدير", "محمد بيدر"),
  ])
  func others(_ one: String, _ other: String) { #expect(!areOne(one, other)) }
}

@Suite struct PeopleResolverTests {
  private static let search = SearchText()

  private func name(_ name: String, _ documents: Int, _ label: String = "PER", kb: String? = nil)
    -> PeopleResolver.Name
  {
    PeopleResolver.Name(
      number: NameKey(label: label, name: name, kbID: kb).number, label: label, name: name,
      form: Self.search.indexed(name), kbID: kb, documents: documents)
  }

  private func groups(_ names: [PeopleResolver.Name], _ authority: [Authority.Line] = []) throws -> Set<
    [String]
  > {
    var resolver = PeopleResolver(names, authority: Authority(authority))
    return Set(try resolver.groups().map { [$0[0].name] + $0.dropFirst().map(\.name).sorted() })
  }

  private var news: [PeopleResolver.Name] {
    [
      name("بنيامين نتنياهو", 30), name("بنيامين نتانياهو", 12), name("نتنياهو", 20), name("نتانياهو", 4),
      name("محمد مرسي", 40), name("مرسي", 10), name("علي", 9), name("محمد علي", 4), name("أحمد علي", 4),
      name("سلمان بن عبد العزيز", 8), name("خالد بن سلمان بن عبد العزيز", 3), name("محمد بن سلمان", 20),
      name("محمد بن سلمان بن عبد العزيز", 4),
      name("طرابلس", 7, "LOC", kb: "geonames:2210247"), name("طرابلس", 5, "LOC", kb: "geonames:266826"),
      name("طرابلس", 2, "LOC"), name("طرابلس الغرب", 2, "LOC", kb: "geonames:2210247"),
      name("محمد مرسي", 2, "ORG"),
    ]
  }

  @Test func whoIsWho() throws {
    #expect(
      try groups(news) == [
        ["بنيامين نتنياهو", "بنيامين نتانياهو", "نتانياهو", "نتنياهو"], ["محمد مرسي", "مرسي"], ["علي"],
        ["محمد علي"],
        ["أحمد علي"], ["سلمان بن عبد العزيز"], ["خالد بن سلمان بن عبد العزيز"],
        ["محمد بن سلمان", "محمد بن سلمان بن عبد العزيز"], ["طرابلس", "طرابلس", "طرابلس الغرب"], ["طرابلس"],
        ["محمد مرسي"],
      ])
  }

  @Test func wordsForPeoplesAreNoForeignNames() throws {
    #expect(try groups([name("المغربي", 9, "NORP"), name("المغاربي", 4, "NORP")]).count == 2)
    #expect(try groups([name("تشيلسي", 9, "ORG"), name("تشلسي", 4, "ORG")]).count == 1)
  }

  @Test func wordsTogetherAndFathersLeftOut() throws {
    #expect(
      try groups([
        name("حسن نصر الله", 9), name("حسن نصرالله", 5), name("عادل الجبير", 9),
        name("عادل بن أحمد الجبير", 4), name("خالد الفيصل", 9), name("خالد الفيصل بن عبدالعزيز", 3),
        name("محمد القحطاني", 9), name("محمد بن سعيد القحطاني", 2), name("محمد بن ناصر القحطاني", 2),
        name("وكالة الأنباء القطرية", 4, "ORG"), name("لوكالة الأنباء القطرية", 3, "ORG"),
        name("للوكالة الوطنية", 5, "ORG"), name("الوكالة الوطنية", 4, "ORG"), name("لبنان", 3, "ORG"),
      ]) == [
        ["حسن نصر الله", "حسن نصرالله"], ["عادل الجبير", "عادل بن أحمد الجبير"],
        ["خالد الفيصل", "خالد الفيصل بن عبدالعزيز"], ["محمد القحطاني"], ["محمد بن سعيد القحطاني"],
        ["محمد بن ناصر القحطاني"], ["وكالة الأنباء القطرية", "لوكالة الأنباء القطرية"],
        ["الوكالة الوطنية", "للوكالة الوطنية"], ["لبنان"],
      ])
  }

  @Test func aShortNameInOtherCompanyIsSomebodyElses() throws {
    let names = [name("شينزو آبي", 90), name("أبي", 40), name("أبى", 3)]
    var asked: [String] = []
    var resolver = PeopleResolver(names, authority: Authority()) { short, full in
      asked.append("\(short.name) \(full.name)")
      return false
    }
    // A name of few documents has little to look at.
    #expect(try resolver.groups().map { $0.map(\.name) } == [["شينزو آبي"], ["أبي", "أبى"]])
    #expect(asked == ["أبي شينزو آبي"])
  }

  @Test func theOrderOfNamesSaysNothing() throws {
    let wanted = try groups(news)
    for _ in 0..<20 { #expect(try groups(news.shuffled()) == wanted) }
  }

  @Test func correctionsWin() throws {
    let found = try groups(
      news,
      [
        .init(.different, label: "PER", name: "مرسي", other: "محمد مرسي"),
        .init(.same, label: "PER", name: "أحمد علي", other: "علي"),
      ])
    #expect(found.contains(["مرسي"]))
    #expect(found.contains(["محمد مرسي"]))
    #expect(found.contains(["علي", "أحمد علي"]))
  }
}

@Suite struct NameKeyTests {
  @Test(arguments: [0, 35, 3_973_186_536_393_375, 1 << 52 - 1])
  func anIdIsReadBack(_ number: Int64) { #expect(NameKey.number(NameKey.id(number)) == number) }

  @Test(arguments: ["", "-1", "+1", "A", "١", "zzzzzzzzzzzz"])
  func whatIsNoId(_ id: String) { #expect(NameKey.number(id) == nil) }
}

@Suite struct AuthorityTests {
  @Test func linesAreReadAndWritten() throws {
    let text = "# who\nsame\tPER\tنتانياهو\tبنيامين نتنياهو\n\nhidden\tORG\tالمصدر\n"
    let authority = try Authority(text, path: "my.tsv")
    #expect(
      authority.lines == [
        .init(.same, label: "PER", name: "نتانياهو", other: "بنيامين نتنياهو"),
        .init(.hidden, label: "ORG", name: "المصدر"),
      ])
    #expect(authority.text == "same\tPER\tنتانياهو\tبنيامين نتنياهو\nhidden\tORG\tالمصدر\n")
  }

  @Test(arguments: [
    ("alike\tPER\ta\tb", 1, 1, "'alike' is none of same, different and hidden."),
    ("\nsame\tPER\ta", 2, 12, "the other name of 'same' is missing."),
    ("# مرسي\nsame\tPER\tمرسي\t", 2, 15, "the other name of 'same' is missing."),
    ("different\t\tمرسي\tمحمد مرسي", 1, 11, "the label of 'different' is missing."),
    ("hidden\tPER\ta\tb", 1, 14, "'hidden' ends before this."),
    ("same\tPER\tمرسي\t،", 1, 15, "'،' is no name."),
  ])
  func whatIsWrongIsSaid(_ text: String, _ line: Int, _ column: Int, _ message: String) {
    #expect { try Authority(text, path: "my.tsv") } throws: { error in
      let problem = error as? Diagnostic
      return problem?.message == message
        && problem?.place == Diagnostic.Place(file: "my.tsv", line: line, column: column)
    }
  }

  @Test func aLaterLineTakesTheOtherOfTheSamePairAway() {
    var authority = Authority([.init(.same, label: "PER", name: "a", other: "b")])
    authority.add(.init(.different, label: "PER", name: "b", other: "a"))
    #expect(authority.lines == [.init(.different, label: "PER", name: "b", other: "a")])
  }
}
