import IsnadArabic

/// A person's name as a row of parts: عبد الفتاح is one part, and so are أبو الغيط, بن سلمان and دي ميستورا, however
/// they are spaced.
struct PersonName {
  struct Part {
    /// In match form, its words written together.
    let letters: [UInt8]
    /// Without the article, which a family name has or not; آل is none.
    let stem: [UInt8]
    let key: UInt64
    /// Without بن: who gives the whole name, and who leaves the word out, means one person.
    let bareKey: UInt64
    /// Without a foreign particle (دي), which short forms leave out; nil where there is none.
    let core: [UInt8]?
    /// Of several words.
    let isCompound: Bool

    /// One letter: an initial.
    var isInitial: Bool { letters.count <= 2 }
    var hasArticle: Bool { stem.count < letters.count }

    /// - Parameters:
    ///   - words: particles, and the word that they belong to.
    ///   - ending: a word behind that belongs to them too.
    fileprivate init(_ words: [[UInt8]], ending: [UInt8] = [], _ vocabulary: NameVocabulary) {
      let last = words[words.count - 1] + ending
      let leading = words.dropLast().map { PersonName.leading($0, vocabulary) }
      let letters = leading.joined() + last
      let hasParticle = words.count > 1
      isCompound = hasParticle || !ending.isEmpty
      self.letters = letters
      stem = isCompound ? letters : Spelling.withoutArticle(letters)
      key = fingerprint(letters)
      bareKey =
        hasParticle && vocabulary.isFiliation(words[0])
        ? fingerprint(leading.dropFirst().joined() + last) : key
      core = hasParticle && words.dropLast().allSatisfy(vocabulary.isForeignParticle) ? last : nil
    }
  }

  let parts: [Part]

  /// - Parameter words: in match form.
  init(_ words: [[UInt8]], _ vocabulary: NameVocabulary) {
    var parts: [Part] = []
    var open: [[UInt8]] = []
    var index = 0
    while index < words.count {
      open.append(words[index])
      index += 1
      if index < words.count, vocabulary.particles.contains(fingerprint(words[index - 1])) { continue }
      var ending: [UInt8] = []
      if index < words.count, vocabulary.endings.contains(fingerprint(words[index])) {
        ending = words[index]
        index += 1
      }
      parts.append(Part(open, ending: ending, vocabulary))
      open = []
    }
    self.parts = parts
  }

  private static let son = Array("بن".utf8)
  private static let father = Array("ابو".utf8)

  /// One writing for ابن and بن, and for أبو in its three cases.
  private static func leading(_ word: [UInt8], _ vocabulary: NameVocabulary) -> [UInt8] {
    let key = fingerprint(word)
    if vocabulary.sons.contains(key) { return son }
    return vocabulary.fathers.contains(key) ? father : word
  }

  /// Whether the parts of this name stand in another in their order.
  func isWithin(_ other: PersonName) -> Bool {
    var at = 0
    for part in parts {
      while at < other.parts.count && other.parts[at].bareKey != part.bareKey { at += 1 }
      if at == other.parts.count { return false }
      at += 1
    }
    return true
  }
}
