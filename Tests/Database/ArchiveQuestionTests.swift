#if SQLite
  import Isnad
  import Testing

  @testable import IsnadDatabase

  @Suite struct ArchiveQuestionTests {
    private func terms(_ text: String) throws -> [String] {
      try ArchiveQuestion(text).terms.map {
        "\($0.isExcluded ? "-" : "")\($0.field) \($0.words.joined(separator: "+"))"
      }
    }

    @Test func partsOfASearch() throws {
      #expect(
        try terms("غزة \"وقف إطلاق النار\" -هدنة speaker:بايدن outlet:\"بي بي سي\" عن:نفط -«حرب أهلية»")
          == [
            "all غزه", "all وقف+اطلاق+النار", "-all هدنه", "speaker بايدن", "outlet بي+بي+سي", "about نفط",
            "-all حرب+اهليه",
          ])
      #expect(try terms(" ؟ : - -- speaker: \"\" \"") == [])
      // Within quotation marks, closed or not, all are words.
      #expect(try terms("\" ؟ : - -- speaker:") == ["all speaker"])
      #expect(try terms("قال:نعم") == ["all قال+نعم"])
    }

    @Test func dates() throws {
      let question = try ArchiveQuestion("since:2024-04 until:2024-04")
      #expect(question.places.contains(ArchivePlace(date: "2024-04-01", number: 1).value))
      #expect(question.places.contains(ArchivePlace(date: "2024-04-30", number: 1 << 35).value))
      #expect(!question.places.contains(ArchivePlace(date: "2024-03-31", number: 1 << 35).value))
      #expect(!question.places.contains(ArchivePlace(date: "2024-05-02", number: 1).value))
      #expect(throws: Diagnostic.self) { try ArchiveQuestion("since:gestern") }
      #expect(throws: Diagnostic.self) { try ArchiveQuestion(String(repeating: "ا ", count: 300)) }
    }
  }
#endif
