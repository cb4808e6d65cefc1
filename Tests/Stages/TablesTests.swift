import Foundation
import IsnadArabic
import IsnadStages
import IsnadText
import SystemPackage
import Testing

/// The tables of the language: ours, and those that users lay over them.
@Suite struct TablesTests {
  private static var sources: URL {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder
  }

  private static func ours() -> (rows: [LanguageRow], problems: [Diagnostic]) {
    LanguageTable.rows(of: [FilePath(sources.appendingPathComponent("Language").path)])
  }

  @Test func nothingIsWrongInOurs() {
    let (rows, problems) = Self.ours()
    let found = problems + LanguageCheck(rows, isWhole: true).problems
    #expect(found.map(String.init(describing:)) == [])
  }

  @Test func ourExamplesGiveWhatTheySay() async throws {
    let rows = Self.ours().rows
    #expect(rows.contains { !$0.example.isEmpty })
    let found = try await LanguageExamples(rows, isWhole: true).problems()
    #expect(found.map(String.init(describing:)) == [])
  }

  /// The tables in the program are those that lie beside the sources.
  @Test func theTablesAreCompiled() throws {
    let file = Self.sources.appendingPathComponent("Sources/CLexicon/language.lexicon")
    #expect(
      try [UInt8](Data(contentsOf: file)) == Language.encode(Self.ours().rows.map(\.entry)),
      "run 'make language'")
  }

  private static let few = [
    Language.Entry(words: ["كانون الثاني", "يناير"], wordClass: .month, value: "1"),
    Language.Entry(words: ["ثانية"], wordClass: .feminineNoun),
    Language.Entry(words: ["ثانية"], wordClass: .notWhole),
  ]

  /// What is compiled and read back says what the tables say.
  @Test func compiledTablesAreRead() throws {
    let read = try Language.encode(Self.few).withUnsafeBytes { bytes in try Language(bytes) }
    #expect(read[.month] == [Self.few[0]])
    #expect(read.spellings(.notWhole) == ["ثانية"])
    #expect(read[.weekday].isEmpty)
    let second = read.classes(Fingerprint.of("ثانيه"))
    #expect(read.has(second, .feminineNoun) && read.has(second, .notWhole) && !read.has(second, .month))
    #expect(read.has(read.classes(Fingerprint.of("يناير")), .month))
    #expect(read.duals(.indefinite) == ["ثانيتين", "ثانيتان"].map { Fingerprint.of($0) })
    #expect(read.duals(.definite).contains(Fingerprint.of("الثانيتين")))
  }

  /// Tables that lost their end, or grew, are refused and never read past it.
  @Test func damagedTablesAreRefused() {
    let bytes = Language.encode(Self.few)
    for count in 0..<bytes.count {
      #expect(throws: LanguageError.self) {
        try bytes[..<count].withUnsafeBytes { bytes in _ = try Language(bytes) }
      }
    }
    #expect(throws: LanguageError.self) {
      try (bytes + [0]).withUnsafeBytes { bytes in _ = try Language(bytes) }
    }
  }

  /// A class that no rule asks for holds words that never do anything.
  @Test func everyClassIsAskedFor() throws {
    var text = ""
    for folder in ["Sources/Stages", "Sources/Arabic", "Sources/Database"] {
      let files = FileManager.default.enumerator(
        at: Self.sources.appendingPathComponent(folder), includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        let isList = ["WordClass.swift", "ValueForm.swift"].contains(file.lastPathComponent)
        if file.pathExtension == "swift", !isList { text += try String(contentsOf: file, encoding: .utf8) }
      }
    }
    let words = Set(
      text.split { !$0.isLetter && !$0.isNumber && $0 != "." }.flatMap { $0.split(separator: ".") })
    let unused = WordClass.allCases.map { String(describing: $0) }.filter { !words.contains(Substring($0)) }
    #expect(unused == [])
  }

  @Test(arguments: [
    (
      "يناير",
      "t.tsv:1:6: error[invalid-language]: the line has no tab. A line has word, class, value, note, example, with tabs between them."
    ),
    (
      "يناير\tmont\t1",
      "t.tsv:1:7: error[invalid-language]: 'mont' is no class of words. Did you mean 'month'?"
    ),
    (
      "يناير\tmonth\t13",
      "t.tsv:1:13: error[invalid-language]: '13' is no value of 'month'. It is a number from 1 to 12."
    ),
    (
      "يناير\tmonth",
      "t.tsv:1:12: error[invalid-language]: 'month' needs a value. It is a number from 1 to 12."
    ),
    ("من\tfrom\t3", "t.tsv:1:9: error[invalid-language]: 'from' takes no value, and this is '3'."),
    (
      "يناير||جانفي\tmonth\t1",
      "t.tsv:1:1: error[invalid-language]: the line has no word, or nothing between two |. Spellings of one word are apart by |."
    ),
    (
      "من بعد\tfrom",
      "t.tsv:1:1: error[invalid-language]: 'من بعد' is a phrase, and 'from' is a class of single words. No rule would ever find it."
    ),
  ])
  func badLines(_ line: String, _ message: String) {
    let problems = LanguageTable.parse(Array(line.utf8), file: "t.tsv").problems
    #expect(problems.map(String.init(describing:)) == [message])
  }

  @Test(arguments: [
    (
      "أسبوع\tduration-noun\tW\nاسبوع\tduration-noun\tW",
      "t.tsv:2:1: error[invalid-language]: 'اسبوع' is in 'duration-noun' already, at t.tsv:1. Letters that readers take for one (أ and ا, ة and ه, ى and ي) are one here."
    ),
    (
      "كيلومتر\tunit-noun\tkm\nكيلومت\tunit-noun\tkm",
      "t.tsv:2:1: error[invalid-language]: 'كيلومت' is 'كيلومتر' without its last letter."
    ),
    ("الالرابطة\tsource-noun", "t.tsv:1:1: error[invalid-language]: 'الالرابطة' has the article twice."),
    ("مدرةسة\tsource-noun", "t.tsv:1:1: error[invalid-language]: 'مدرةسة' has a ة before its end."),
    (
      "صدح\tcue-past\tصدح",
      "t.tsv:1:14: error[invalid-language]: 'صدح' is no lemma of the tables. Give it a line of the class 'cue'."
    ),
  ])
  func badTables(_ table: String, _ message: String) {
    let (rows, problems) = LanguageTable.parse(Array(table.utf8), file: "t.tsv")
    #expect(problems.isEmpty)
    #expect(LanguageCheck(rows).problems.map(String.init(describing:)).contains(message))
  }

  @Test func aPipelineAddsNoWordsThatOnlyTheProgramReads() {
    let (rows, _) = LanguageTable.parse(Array("زوروا أيضا\tinvitation".utf8), file: "t.tsv")
    #expect(
      LanguageCheck(rows).problems.map(String.init(describing:)) == [
        "t.tsv:1:12: error[invalid-language]: a pipeline can't add words to 'invitation'. The program reads such words only from its own tables."
      ])
    #expect(!LanguageCheck(rows, isWhole: true).problems.contains { $0.message.contains("can't add") })
  }

  /// Names that an article has for one organisation, by a table alone.
  @Test func usersAddNamesOfOrganisations() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "وزارة الصحة|منظمة الصحة العالمية\torganisation-names\n".write(
      to: folder.appendingPathComponent("my.tsv"), atomically: true, encoding: .utf8)
    let text = "قالت وزارة الصحة إن العدد ارتفع. وقالت منظمة الصحة العالمية إنها تتابع."
    func names(_ chain: Chain) throws -> Set<String> {
      Set((try chain(text).entities ?? []).filter { $0.label == .organisation }.map(\.name))
    }
    #expect(try await names(Chain.make()) == ["وزارة الصحة", "منظمة الصحة العالمية"])
    #expect(try await names(Chain.make(language: [FilePath(folder.path)])) == ["منظمة الصحة العالمية"])
  }

  @Test func anExampleMustGiveWhatItSays() async throws {
    let (rows, _) = LanguageTable.parse(
      Array("زمبر\tmonth\t9\t\tفي 3 زمبر 2020 = 2020-10-03".utf8), file: "t.tsv")
    let problems = try await LanguageExamples(rows, isWhole: false).problems()
    #expect(
      problems.map(String.init(describing:)) == [
        "t.tsv:1:15: error[invalid-language]: the example gives '2020-09-03', not '2020-10-03'. Mend the example, or the word's class and value."
      ])
  }

  /// What a number is a number of, by a table alone, and forms of a verb of saying that we know.
  @Test func usersAddEventsAndForms() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let events = "words\tevent\tgovernment\texample\nتزمبر|تزمبروا\tdisplaced\tverb\tتزمبر خمسة أشخاص.\n"
    try events.write(to: folder.appendingPathComponent("events.tsv"), atomically: true, encoding: .utf8)
    let text = "تزمبر 40 شخصا في حلب، وقتل خمسة جنود. وقولل الوزير أن الطريق مفتوحة أمام الجميع."
    #expect(try await Chain.make()(text).figures?.map(\.event) == [nil, .killed])
    let chain = try await Chain.make(language: [FilePath(folder.path)])
    #expect(try chain(text).figures?.map(\.event) == [.displaced, .killed])
    #expect(try chain(text).quotes?.isEmpty == true)

    let forms = "قولل\tcue-past\tقال\n"
    try forms.write(to: folder.appendingPathComponent("my.tsv"), atomically: true, encoding: .utf8)
    let both = try await Chain.make(language: [FilePath(folder.path)])
    #expect(try both(text).figures?.map(\.event) == [.displaced, .killed])
    #expect(try both(text).quotes?.count == 1)

    let (rows, problems) = LanguageTable.events(of: [FilePath(folder.path)])
    #expect(problems.isEmpty)
    #expect(try await EventExamples(rows, tables: [FilePath(folder.path)]).problems().isEmpty)
    let wrong = EventRow.parse("تزمبر\tdisplaced\tverb\tقتل خمسة جنود.\n", file: "t.tsv").rows
    #expect(
      try await EventExamples(wrong, tables: [FilePath(folder.path)]).problems().map {
        String(describing: $0)
      } == [
        "t.tsv:1: error[invalid-language]: the example gives killed, not 'displaced'. Mend the example, or the words with their event and government."
      ])
  }

  /// A month, a unit, a currency and a verb of saying that nobody knew, by a table alone.
  @Test func usersAddWords() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = """
      # Words of a language that nobody speaks.
      word\tclass\tvalue
      زمبر\tmonth\t9
      فرسنغ\tunit-noun\tleague
      زلوط\tcurrency-noun\tPLN
      صدح\tcue\t
      صدح|صدحت\tcue-past\tصدح

      """
    try table.write(to: folder.appendingPathComponent("my.tsv"), atomically: true, encoding: .utf8)
    let chain = try await Chain.make(language: [FilePath(folder.path)])
    let text = "دفع الرجل في 3 زمبر 2020 نحو 40 زلوط وسار 7 فرسنغ. وصدح الوزير أن الطريق مفتوحة أمام الجميع."
    let document = try chain(text)
    let numbers = (document.numbers ?? []).map { [$0.reading.figure, $0.reading.unit].compactMap { $0 } }
    #expect(numbers == [["2020-09-03"], ["≈ 40", "PLN"], ["7", "league"]])
    #expect(document.quotes?.count == 1)
    let before = try await Chain.make()(text)
    #expect(before.quotes?.isEmpty ?? true)
  }
}
