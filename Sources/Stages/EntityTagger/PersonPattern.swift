import Isnad
import IsnadArabic

/// Finds people: a given name with what follows it, or a name after a title.
struct PersonPattern {
  static let fullName = "full-name"
  static let titled = "title-and-name"

  private static let maxTokens = 6

  private let words: NameWords
  private let limit: Int

  init(_ words: NameWords, limit: Int) {
    self.words = words
    self.limit = limit
  }

  func match(at index: Int, from start: Int) -> NameCandidate? {
    guard words.isArabicWord(index) else { return nil }
    let flags = words[index].flags
    // Most words are known and no part of a name.
    guard flags.isEmpty || flags.isNamePart || isPrefix(index) else { return nil }
    let isTitled = title(before: index, from: start)
    guard canStart(index, isTitled) else { return nil }
    let end = extend(from: index, isTitled)
    let length = end - index
    let stripped = Int(words[index].stripped)
    func candidate(_ confidence: Double, _ rule: String) -> NameCandidate {
      NameCandidate(
        tokens: index..<end, stripped: stripped, label: .person, confidence: confidence, rule: rule)
    }
    if isTitled && (length > 1 || flags.isNamePart || isRare(index)) {
      return candidate(length > 1 ? 0.92 : 0.8, Self.titled)
    }
    let hasSureName = (index..<end).contains { words[$0].flags.isNamePart && !words.has($0, .common) }
    if length > 1 && hasSureName { return candidate(0.85, Self.fullName) }
    if length == 1 && flags.contains(.strongName) && !flags.contains(.place) && !flags.contains(.group) {
      return candidate(0.7, "strong-name")
    }
    return nil
  }

  /// A name begins with a name, or with عبد or أبو, or after a title with an unknown word.
  private func canStart(_ index: Int, _ isTitled: Bool) -> Bool {
    let flags = words[index].flags
    if flags.contains(.title) && !flags.contains(.strongName) { return false }
    // الإسباني خوسيه: an adjective before the name, not its beginning.
    if words.hasArticle(index), !(index + 1 < limit && isFiliation(index + 1)),
      !flags.contains(.strongName)
        || index + 1 < limit && words[index + 1].flags.isNamePart
          && words.isClean(index + 1)
    {
      return false
    }
    if isPrefix(index) {
      return index + 1 < limit && words.isArabicWord(index + 1)
        && (words.hasArticle(index + 1) || !words.has(index + 1, .function))
    }
    // معان الجنوبية: a place with its adjective.
    if flags.contains(.place), index + 1 < limit, words.has(index + 1, .group) { return false }
    if flags.isNamePart {
      if flags.contains(.common), !flags.contains(.function), index + 1 < limit,
        words[index + 1].flags.isNamePart, !words.has(index + 1, .function), words.isClean(index + 1),
        isTitled
      {
        return true
      }
      if flags.contains(.common) || flags.contains(.function) {
        return nameFollows(index) && (isTitled || !flags.contains(.function))
          || isTitled && !flags.contains(.function) && index + 1 < limit && isRare(index + 1)
            && !looksLikeVerb(index + 1)
      }
      return !flags.contains(.organisationHead)
    }
    return isTitled && isRare(index) && words.isClean(index) && !looksLikeVerb(index)
  }

  private func nameFollows(_ index: Int) -> Bool {
    index + 1 < limit && words[index + 1].flags.isNamePart && !words.has(index + 1, [.common, .function])
      && words.isClean(index + 1)
  }

  /// A word that neither the lexicon nor ordinary news knows.
  private func isRare(_ index: Int) -> Bool {
    words.isArabicWord(index) && words[index].flags.isEmpty && words.tokens[index].form.length >= 6
      && words.certainClitics(index) == 0 && !hasPronoun(index)
      && !hidesWord(index)
  }

  /// A known word behind ل or ب: لكرة.
  private func hidesWord(_ index: Int) -> Bool {
    var hides = false
    words.readings(index) { reading in
      let rest = words.lexicon[reading.fingerprint].subtracting(.continues)
      if reading.stripped > 0, !rest.isEmpty, !rest.isNamePart { hides = true }
      return hides
    }
    return hides
  }

  /// ها، هم، نا at the end: a noun with its possessor, or a verb with its object.
  private func hasPronoun(_ index: Int) -> Bool {
    let form = words.tokens[index].form
    let forms = words.tokens.forms
    guard form.length >= 10 else { return false }
    let before = (forms[form.end - 4], forms[form.end - 3])
    let last = (forms[form.end - 2], forms[form.end - 1])
    return before == (0xD9, 0x87) && (last == (0xD8, 0xA7) || last == (0xD9, 0x85))
      || before == (0xD9, 0x86) && last == (0xD8, 0xA7) && form.length >= 12
  }

  private func isPrefix(_ index: Int) -> Bool { words[index].roles.contains(.prefix) }

  private func isConnector(_ index: Int) -> Bool { words[index].roles.contains(.connector) }

  private func isFiliation(_ index: Int) -> Bool { words[index].roles.contains(.filiation) }

  /// The token after the name's last one.
  private func extend(from index: Int, _ isTitled: Bool) -> Int {
    var end = index + 1
    while end < limit, end - index < Self.maxTokens, words.isArabicWord(end),
      continues(end, from: index, isTitled)
    { end += 1 }
    // A connector with nothing after it is not part of the name.
    while end > index + 1, isConnector(end - 1), !words[end - 1].flags.contains(.surname) || end == limit {
      end -= 1
    }
    return end
  }

  private func continues(_ index: Int, from start: Int, _ isTitled: Bool) -> Bool {
    guard words.tokens[index].flags.contains(.spaceBefore), !words.startsLine(index) else { return false }
    if isConnector(index - 1) || isPrefix(index - 1) {
      return !words.has(index, .function) || words[index].flags.isNamePart || words.hasArticle(index)
        || words.tokens.matches(index, "الله")
    }
    // زين الدين زيدان
    if index - start > 1, words.tokens.matches(index - 1, "الدين"), words[index].flags.isNamePart {
      return true
    }
    if isConnector(index) {
      return index + 1 < limit && words.isArabicWord(index + 1) && !words.has(index + 1, [.title])
    }
    guard words.isClean(index) else { return false }
    let flags = words[index].flags
    if isTitled && words[index].roles.contains(.regnal) { return true }
    if flags.contains(.function) || flags.contains(.title) || flags.contains(.organisationHead) {
      return false
    }
    // An adjective of nationality after a full name is none of its parts; after a given name it may be.
    if flags.contains(.group) {
      return flags.isNamePart && !flags.contains(.common) && index == start + 1
        && words.has(start, .givenName)
    }
    if flags.isNamePart {
      if flags.contains(.place) && index - start > 1 { return false }
      return !flags.contains(.common) || isTitled && (words.hasArticle(index) || index == start + 1)
        || index == start + 1 && !words.has(start, .common)
    }
    if flags.contains(.place), isTitled, index == start + 1, !words.hasArticle(index),
      words.has(start, [.givenName, .strongName]), !words.has(start, .place)
    {
      return true
    }
    if flags.contains(.place) || flags.contains(.organisation) { return false }
    // An unknown word after a given name is its family name.
    return flags.isEmpty && isRare(index) && words.has(index - 1, [.givenName, .strongName])
      && (isTitled || !words.has(index - 1, .common))
      && (isTitled || !looksLikeVerb(index))
  }

  /// Present tense and passive forms that few family names share.
  private func looksLikeVerb(_ index: Int) -> Bool {
    let start = words.tokens[index].form.start
    let forms = words.tokens.forms
    return forms[start] == 0xD9 && forms[start + 1] == 0x8A
      || forms[start] == 0xD8 && forms[start + 1] == 0xAA
  }

  /// Whether a title stands before a token, with at most a few words of role between them:
  /// رئيس الوزراء الإسرائيلي بنيامين نتانياهو.
  private func title(before index: Int, from start: Int) -> Bool {
    guard words.isClean(index) else { return false }
    var at = index - 1
    var steps = 0
    if at > start, words.tokens.matches(at, "،") { at -= 1 }
    while at >= start, steps < 7, words.tokens[at].kind == .word, !words.startsLine(at + 1) || at + 1 == index
    {
      let flags = words[at].flags
      if flags.contains(.title) { return true }
      let isRole =
        !flags.isDisjoint(with: [.titleModifier, .group, .organisation, .organisationHead, .place])
        || words.hasArticle(at)
      guard isRole, !flags.contains(.function) || flags.contains(.titleModifier) || words.hasArticle(at)
      else { return false }
      at -= 1
      steps += 1
    }
    return false
  }
}
