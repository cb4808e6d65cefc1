import IsnadArabic

/// Finds names that run on into the sentence (سمير الحداد وشركاءه): one mistake of the tagger would else be the fullest form
/// of its cluster, and name all of it.
///
/// A name runs on where the article has it without its last parts or its first ones, at least as often, and what it has
/// more is no part of a name: a function word, a word of the news, or, behind two parts, a word that no lexicon has for a
/// name and that has no article. A true name may be among them (لارس هولم بيرك beside لارس هولم): it stays tied, and only
/// the shorter form is shown.
struct RunOnNames {
  private static let mostParts = 8
  private static let ordinary: NameFlags = [
    .function, .title, .titleModifier, .organisationHead, .placeHead, .vocabulary, .common,
  ]

  private let lexicon: NameLexicon
  private let vocabulary: NameVocabulary

  init(_ words: NameWords) { (lexicon, vocabulary) = (words.lexicon, words.vocabulary) }

  /// For each name the one that it holds and runs on from; nil where it does not.
  /// - Parameter counts: how often each name is in the article.
  func bases(_ names: [PersonName], _ counts: [Int]) -> [Int?] {
    var rows = FingerprintTable<Int>(capacity: names.count)
    for (index, name) in names.enumerated() {
      let row = Self.row(name.parts[...])
      if rows[row] == nil { rows[row] = index }
    }
    return names.indices.map { index in
      let parts = names[index].parts
      guard (2...Self.mostParts).contains(parts.count) else { return nil }
      for count in (1..<parts.count).reversed() {
        if let base = rows[Self.row(parts[..<count])], counts[base] >= counts[index],
          // الثاني is a part of a king's name.
          !vocabulary.roles(parts[count].key).contains(.regnal),
          count > 1 ? !isNameLike(parts[count]) : isNoName(parts[count])
        {
          return base
        }
      }
      for start in 1..<parts.count where parts[..<start].allSatisfy(isNoName) {
        if let base = rows[Self.row(parts[start...])], counts[base] >= counts[index] { return base }
      }
      return nil
    }
  }

  private static func row(_ parts: ArraySlice<PersonName.Part>) -> UInt64 {
    parts.reduce(Fingerprint.seed) { Fingerprint.joined($0, $1.bareKey) }
  }

  private func isNameLike(_ part: PersonName.Part) -> Bool {
    if part.isCompound || isName(part.key) { return true }
    return part.hasArticle && lexicon[part.key].isDisjoint(with: Self.ordinary.union(.place))
  }

  /// A function word, or an ordinary word behind و, ف, ب or ل.
  private func isNoName(_ part: PersonName.Part) -> Bool {
    guard !part.isCompound, !isName(part.key) else { return false }
    if lexicon[part.key].contains(.function) { return true }
    let letters = part.letters
    guard letters.count > 6, Self.clitics.contains(Array(letters[..<2])) else { return false }
    let rest = fingerprint(Array(letters[2...]))
    return !lexicon[rest].isDisjoint(with: Self.ordinary) && !isName(rest)
  }

  private static let clitics = ["و", "ف", "ب", "ل"].map { Array($0.utf8) }

  private func isName(_ word: UInt64) -> Bool {
    !lexicon[word].isDisjoint(with: [.givenName, .surname, .strongName])
  }
}
