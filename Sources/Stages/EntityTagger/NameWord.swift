import IsnadArabic

/// What the lexicon says of one word, and what the patterns ask of it.
struct NameWord: Sendable, Equatable {
  /// Of the reading that was chosen.
  var flags: NameFlags = []
  /// Of all readings together, and whether a phrase begins with one: where nothing is said, nobody needs to look
  /// for a name.
  var openings: NameFlags = []
  /// Of the word as it is written.
  var whole: NameFlags = []
  /// The clitics that the chosen reading takes off, in bytes.
  var stripped: UInt8 = 0
  var roles: NameRoles = []

  /// Looks a token up that is a word.
  static func find(
    _ token: Token, _ forms: Span<UInt8>, _ lexicon: NameLexicon, _ vocabulary: NameVocabulary
  ) -> NameWord {
    var word = NameWord()
    word.roles = vocabulary.roles(token.fingerprint).subtracting(.placeHead)
    var best: NameFlags?
    var head = token.fingerprint
    Clitics.readings(of: token, in: forms) { reading in
      let entry = lexicon[reading.fingerprint]
      word.openings.formUnion(entry)
      if reading.stripped == 0 {
        word.whole = entry
      } else if !entry.isEmpty {
        word.roles.insert(.behindClitics)
      }
      if best == nil, let found = known(reading, token, forms, entry) {
        best = found
        word.stripped = UInt8(reading.stripped)
        head = reading.fingerprint
      }
      return false
    }
    word.flags = best ?? []
    if vocabulary.roles(head).contains(.placeHead) { word.roles.insert(.placeHead) }
    return word
  }

  /// What the lexicon says of a reading; nil where nothing.
  private static func known(
    _ reading: Clitics.Reading, _ token: Token, _ forms: Span<UInt8>, _ entry: NameFlags
  ) -> NameFlags? {
    if reading.stripped == 0, isPreposition(token) { return .function }
    let found = entry.subtracting(.continues)
    if found.isEmpty || reading.stripped > 0 && found == .vocabulary { return nil }
    // بايدن is no ايدن with ب: names of people take ل and و, hardly ever ب or ك.
    let isOnlyPerson = found.isNamePart && found.isDisjoint(with: [.place, .organisation, .group])
    if reading.stripped > 0, isOnlyPerson,
      Clitics.endsInBehOrKaf(token, in: forms, stripped: reading.stripped)
    {
      return nil
    }
    // ل before a name that may be an ordinary word is no name: لكرة.
    if reading.stripped > 0, isOnlyPerson, !found.contains(.strongName),
      Clitics.endsInLam(token, in: forms, stripped: reading.stripped)
    {
      return nil
    }
    return found
  }

  /// على is a preposition, علي a name: the match form can't tell them, the original can.
  @inline(__always)
  static func isPreposition(_ token: Token) -> Bool {
    token.flags.contains(.endsInMaqsura) && token.form.length == 6
  }
}
