import IsnadDatabase
import Testing

@Suite struct SearchTextTests {
  /// Whether a question finds a text, word by word as the full-text index does.
  private func finds(_ question: String, in text: String) -> Bool {
    let search = SearchText()
    // The index takes letters of ASCII without their case.
    let words = Set(search.words(text).map { $0.lowercased() })
    let alternatives = (search.question(question) ?? "").components(separatedBy: " AND ")
    return alternatives.allSatisfy { part in
      let forms = part.split(whereSeparator: { "()\" ".contains($0) }).map(String.init).filter { $0 != "OR" }
      return forms.contains { words.contains($0.lowercased()) }
    }
  }

  @Test(arguments: [
    ("بايدن", "قال وبايدن"), ("بايدن", "سلمها لبايدن"), ("الامارات", "في الإمارات"), ("الإمارات", "للإمارات"),
    ("Medecins", "منظمة Médecins"), ("ÉCOLE", "Ecole"), ("москва", "МОСКВА"), ("amelie", "Ame\u{301}lie"),
    ("امارات", "والإمارات"), ("غزة", "وبغزّة"), ("القاهرة", "فالقاهره"), ("جو بايدن", "بايدن، واسمه جو"),
  ])
  func found(_ question: String, _ text: String) { #expect(finds(question, in: text)) }

  @Test(arguments: [("وزير", "زير نساء"), ("بايدن", "بايدنية"), ("جو بايدن", "بايدن"), ("زير", "وزيران")])
  func notFound(_ question: String, _ text: String) { #expect(!finds(question, in: text)) }

  @Test func aTextWithoutAWordAsksNothing() { #expect(SearchText().question(" ؟! ") == nil) }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
