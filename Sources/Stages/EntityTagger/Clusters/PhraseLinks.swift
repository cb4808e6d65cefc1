import Isnad
import IsnadArabic

/// Ties the names of organisations, events and works: a short form to the one longer name that opens or ends with it.
///
/// الاتحاد الإيطالي goes to الاتحاد الإيطالي لكرة القدم, الأهلي to النادي الأهلي. Where several longer names have the words,
/// none is meant (باركليز beside باركليز مصر and باركليز أفريقيا). A part of a house is not the house: مكتب الأمم المتحدة
/// is another than الأمم المتحدة.
struct PhraseLinks {
  /// Longer names are tied only to themselves.
  private static let mostWords = 12

  private let label: EntityLabel
  private let forms: [NameForm]
  private let lexicon: NameLexicon
  private let vocabulary: NameVocabulary
  private var phrases: [Phrase] = []

  /// A name whose words have lost their articles.
  private struct Phrase {
    let form: Int
    let words: [UInt64]
    /// With the articles.
    let written: [UInt64]
  }

  init(_ label: EntityLabel, _ forms: [NameForm], _ words: NameWords) {
    self.label = label
    self.forms = forms
    lexicon = words.lexicon
    vocabulary = words.vocabulary
    for (form, name) in forms.enumerated() where name.label == label {
      phrases.append(
        Phrase(
          form: form, words: name.words.map { fingerprint(Self.withoutArticle($0)) },
          written: name.words.map(fingerprint)))
    }
  }

  /// الناتو, للناتو, والناتو: one word.
  private static func withoutArticle(_ word: [UInt8]) -> [UInt8] {
    if word.count >= 10, word[0] == 0xD9, word[1] == 0x84, word[2] == 0xD9, word[3] == 0x84 {
      return Array(word[4...])
    }
    let plain = Spelling.withoutArticle(word)
    guard plain.count == word.count, word.count >= 12 else { return plain }
    // و, ف, ب and ك before the article.
    let rest = Array(word[2...])
    let first = (word[0], word[1])
    guard first == (0xD9, 0x88) || first == (0xD9, 0x81) || first == (0xD8, 0xA8) || first == (0xD9, 0x83),
      rest.starts(with: [0xD8, 0xA7, 0xD9, 0x84])
    else { return word }
    return Array(rest[4...])
  }

  /// The names that open or end with words: one, or too many.
  private struct Longer {
    private var owners = FingerprintTable<Int>()

    mutating func add(_ key: UInt64, _ form: Int, _ sets: inout ClusterSets) {
      guard let known = owners[key] else {
        owners[key] = form
        return
      }
      if known >= 0, !sets.areOne(known, form) { owners[key] = -1 }
    }

    subscript(key: UInt64) -> Int? { owners[key].flatMap { $0 < 0 ? nil : $0 } }
  }

  /// - Parameters:
  ///   - isOpening: whether a form may be the short one of a longer that opens with it.
  ///   - isEnding: the same for one that ends with it.
  func link(
    _ sets: inout ClusterSets, isOpening: (_ short: Int, _ long: Int) -> Bool = { _, _ in true },
    isEnding: (_ short: Int, _ long: Int) -> Bool = { _, _ in true }
  ) {
    var whole = FingerprintTable<Int>(capacity: phrases.count)
    for phrase in phrases {
      let key = Self.key(phrase.words[...])
      if let other = whole[key] { sets.unite(phrase.form, other) } else { whole[key] = phrase.form }
    }
    var (openings, endings) = (Longer(), Longer())
    let order = phrases.indices.filter { phrases[$0].words.count <= Self.mostWords }
      .sorted { (phrases[$1].words.count, $0) < (phrases[$0].words.count, $1) }
    for index in order {
      let phrase = phrases[index]
      let key = Self.key(phrase.words[...])
      if let long = openings[opening(phrase, phrase.words.count)], !isBareHead(phrase),
        isOpening(phrase.form, long)
      {
        sets.unite(phrase.form, long)
      } else if let long = endings[key], isEnding(phrase.form, long) {
        sets.unite(phrase.form, long)
      }
      for at in 1..<max(1, phrase.words.count) {
        if !isOtherTail(phrase, at) { openings.add(opening(phrase, at), phrase.form, &sets) }
        if !vocabulary.subordinateHeads.contains(phrase.written[0]) {
          endings.add(Self.key(phrase.words[at...]), phrase.form, &sets)
          if let word = Self.withoutLam(forms[phrase.form].words[at]) {
            let key = Fingerprint.joined(Fingerprint.seed, fingerprint(word))
            endings.add(phrase.words[(at + 1)...].reduce(key, Fingerprint.joined), phrase.form, &sets)
          }
        }
      }
    }
    linkNear(&sets)
  }

  /// The key of a name's first words. The first counts as it is written: داخلية العاصمة does not open with الداخلية.
  private func opening(_ phrase: Phrase, _ count: Int) -> UInt64 {
    let key = Fingerprint.joined(Fingerprint.seed, phrase.written[0])
    return phrase.words[1..<count].reduce(key, Fingerprint.joined)
  }

  /// Words that make another name, among them the year of an event.
  private func isOtherTail(_ phrase: Phrase, _ at: Int) -> Bool {
    if vocabulary.otherTails.contains(phrase.written[at]) { return true }
    guard label == .other, let first = forms[phrase.form].words[at].first else { return false }
    return first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9")
  }

  /// لطيران in القيادة العامة لطيران الأمن.
  private static func withoutLam(_ word: [UInt8]) -> [UInt8]? {
    word.count >= 8 && word.starts(with: [0xD9, 0x84]) ? Array(word[2...]) : nil
  }

  /// الاتحاد is a club's name, if it is one, and not the beginning of الاتحاد السعودي.
  private func isBareHead(_ phrase: Phrase) -> Bool {
    phrase.words.count == 1
      && (lexicon[phrase.written[0]].contains(.organisationHead)
        || lexicon[phrase.words[0]].contains(.organisationHead))
  }

  /// One word that is spelt in two ways: what the lexicon knows both of are two.
  private func linkNear(_ sets: inout ClusterSets) {
    let single = phrases.map(\.form).filter { forms[$0].words.count == 1 && !forms[$0].isLatin }
      .map { (form: $0, isKnown: isKnown($0), stem: Spelling.withoutArticle(forms[$0].words[0])) }
    guard single.contains(where: { !$0.isKnown }) else { return }
    for (index, one) in single.enumerated() {
      for other in single[..<min(index, Self.mostCompared)] where !one.isKnown || !other.isKnown {
        if Spelling.areNear(one.stem, other.stem) { sets.unite(one.form, other.form) }
      }
    }
  }

  /// So many names are compared with each.
  private static let mostCompared = 64

  private func isKnown(_ form: Int) -> Bool {
    let word = forms[form].words[0]
    return !lexicon[fingerprint(word)].isEmpty || !lexicon[fingerprint(Spelling.withoutArticle(word))].isEmpty
  }

  private static func key(_ words: ArraySlice<UInt64>) -> UInt64 {
    words.reduce(Fingerprint.seed) { Fingerprint.joined($0, $1) }
  }
}
