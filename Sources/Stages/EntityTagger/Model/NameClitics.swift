import IsnadArabic

/// The clitics on names that a model has found: وبايدن, لمركز, بالرياض.
struct NameClitics {
  let model: any NameModel
  let words: NameWords
  let written: WrittenNames

  /// Bytes of clitics on a name's first word: those that the lexicon knows of or that can be nothing else; those without
  /// which the article has the name as well, or the word opens one; a و right behind a name of the same kind; and those
  /// without which it is a word that the news uses.
  func callAsFunction(of mention: LabelChain.Mention, behind before: LabelChain.Mention?) -> Int {
    let name = mention.tokens
    let index = name.lowerBound
    let word = words[index]
    let certain = words.certainClitics(index)
    // Names of the news take no ف: فورد is no ورد.
    let isFeh = certain == 0 && words.tokens.firstLetter(index) == Self.feh
    let isPerson = mention.label == EntityLabel.person.rawValue
    if word.stripped > 0, !isFeh, isName(behind: index, isPerson: isPerson) {
      return Int(word.stripped)
    }
    let conjunct = conjunct(mention, behind: before)
    if certain > 0 { return isWhole(index, certain, isPerson: isPerson) && conjunct == nil ? 0 : certain }
    let listed = isPerson ? Self.nameOfPerson.union(Self.listedNoPerson) : Self.listedNoPerson
    let isListed = !word.whole.isDisjoint(with: listed.union(Self.heads))
    let isUnknown = word.flags.isEmpty && word.whole.isEmpty && !model.knows(words.tokens[index].fingerprint)
    let leastName = name.count > 1 ? Self.leastWord : Self.leastName
    var stripped = 0
    words.readings(index) { reading in
      guard reading.stripped > 0, words.tokens[index].form.length - reading.stripped >= leastName else {
        return false
      }
      let isCut =
        written.contains(words.tail(of: name, joinedTo: reading.fingerprint))
        || conjunct == .rightBehind && !words.lexicon[reading.fingerprint].isDisjoint(with: listed)
        || !isListed && !isFeh
          && (conjunct != nil || written.opens(reading.fingerprint) || opens(reading.fingerprint))
        || isUnknown && !isFeh && model.knows(reading.fingerprint)
      if isCut { stripped = reading.stripped }
      return isCut
    }
    return stripped
  }

  /// Whether the lexicon's reading without clitics is the name: بلدية is no لدية, ونستون no نستون, كلير no لير.
  private func isName(behind index: Int, isPerson: Bool) -> Bool {
    let word = words[index]
    guard !word.flags.isDisjoint(with: isPerson ? Self.nameOfPerson : Self.anyName) else { return false }
    let token = words.tokens[index]
    let forms = words.tokens.forms
    guard Clitics.endsInBehOrKaf(token, in: forms.span, stripped: Int(word.stripped)) else { return true }
    // Before people ب is rare, and ك before all.
    return !model.knows(token.fingerprint) || !isPerson && words.tokens.firstLetter(index) != Self.kaf
  }

  /// Where a name with و stands that is no part of it.
  private enum Conjunct { case rightBehind, behindComma }

  /// Where a name with و stands behind one of the same kind; nil where it doesn't. Behind a comma و may be its own:
  /// الرباط، وجدة.
  private func conjunct(_ mention: LabelChain.Mention, behind before: LabelChain.Mention?) -> Conjunct? {
    let index = mention.tokens.lowerBound
    guard let before, before.label == mention.label, words.beginsWithConjunction(index) else { return nil }
    if before.tokens.upperBound == index { return .rightBehind }
    let isBehindComma = words.tokens.matches(index - 1, "،") || words.tokens.matches(index - 1, ",")
    return before.tokens.upperBound == index - 1 && isBehindComma ? .behindComma : nil
  }

  /// Whether names begin with a word, whatever stands behind it: لمركز is مركز.
  private func opens(_ word: UInt64) -> Bool {
    let vocabulary = words.vocabulary
    return !words.lexicon[word].isDisjoint(with: Self.heads)
      || vocabulary.subordinateHeads.contains(word) || vocabulary.otherPlaceHeads.contains(word)
      || vocabulary.countryKinds.contains(word) || vocabulary.openers.contains(word)
  }

  /// The letters ف and ك.
  private static let (feh, kaf): (UInt16, UInt16) = (0xD981, 0xD983)
  /// Bytes of the shortest name behind clitics, and of the shortest first word of a longer one.
  private static let leastName = 6
  private static let leastWord = 4
  /// Bytes of ال and two letters.
  private static let leastArticled = 8
  /// What lists say of a word that is a person's name as it is written: لحسن.
  private static let nameOfPerson: NameFlags = [.givenName, .surname, .person]
  /// The same of what is nobody's name: وجدة; بوزارة is a family's name as well.
  private static let listedNoPerson: NameFlags = [.place, .organisation, .group, .other]
  private static let heads: NameFlags = [.organisationHead, .placeHead]
  private static let anyName = nameOfPerson.union(listedNoPerson).union(heads)

  /// Whether what looks like clitics before an article is a word's beginning: the news uses كاليفورنيا and
  /// never اليفورنيا, and nobody's name has two letters behind its article, as والتر would.
  private func isWhole(_ index: Int, _ clitics: Int, isPerson: Bool) -> Bool {
    let token = words.tokens[index]
    let forms = words.tokens.forms
    guard model.knows(token.fingerprint),
      Clitics.hasArticle(forms.span, token.form.start + clitics, token.form.end)
    else { return false }
    if isPerson, token.form.length - clitics <= Self.leastArticled { return true }
    return !model.knows(words.tokens.fingerprint(of: index, strippingForm: clitics))
  }
}
