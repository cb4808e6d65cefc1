import IsnadArabic

/// Names of organisations that the world knows by an abbreviation: where an article has both, they are one.
///
/// A line of the table holds the names of one organisation, the full one first.
struct Abbreviations: Sendable {
  /// The line of a name, by its words without articles.
  private let lines: FingerprintTable<Int>

  init(_ language: Language) {
    let tokenizer = Tokenizer()
    var lines = FingerprintTable<Int>(capacity: 256)
    for (line, entry) in language[.organisationNames].enumerated() {
      for name in entry.words {
        let tokens = tokenizer(SourceText(name))
        let words = tokens.items.map { Array(tokens.forms[$0.form.start..<$0.form.end]) }
        lines[Self.key(words)] = line
      }
    }
    self.lines = lines
  }

  private static func key(_ words: [[UInt8]]) -> UInt64 {
    words.reduce(Fingerprint.seed) { Fingerprint.joined($0, fingerprint(Spelling.withoutArticle($1))) }
  }

  private func line(_ form: NameForm) -> Int? {
    form.label == .organisation || form.label == .other ? lines[Self.key(form.words)] : nil
  }

  func isKnown(_ form: NameForm) -> Bool { form.words.count == 1 && line(form) != nil }

  func link(_ forms: [NameForm], _ sets: inout ClusterSets) {
    var known: [Int: Int] = [:]
    for (form, name) in forms.enumerated() where name.label == .organisation {
      guard let number = line(name) else { continue }
      if let other = known[number] { sets.unite(form, other) } else { known[number] = form }
    }
  }
}
