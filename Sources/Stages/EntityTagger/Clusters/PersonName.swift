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
    fileprivate init(_ words: [[UInt8]], ending: [UInt8] = []) {
      let last = words[words.count - 1] + ending
      let letters = words.dropLast().flatMap(PersonName.leading) + last
      let hasParticle = words.count > 1
      isCompound = hasParticle || !ending.isEmpty
      self.letters = letters
      stem = isCompound ? letters : Spelling.withoutArticle(letters)
      key = fingerprint(letters)
      bareKey =
        hasParticle && PersonName.isFiliation(words[0])
        ? fingerprint(words.dropFirst().dropLast().flatMap(PersonName.leading) + last) : key
      core = hasParticle && words.dropLast().allSatisfy(PersonName.isForeign) ? last : nil
    }
  }

  let parts: [Part]

  /// - Parameter words: in match form.
  init(_ words: [[UInt8]]) {
    var parts: [Part] = []
    var open: [[UInt8]] = []
    var index = 0
    while index < words.count {
      open.append(words[index])
      index += 1
      if index < words.count, Self.particles.contains(fingerprint(words[index - 1])) { continue }
      var ending: [UInt8] = []
      if index < words.count, Self.endings.contains(fingerprint(words[index])) {
        ending = words[index]
        index += 1
      }
      parts.append(Part(open, ending: ending))
      open = []
    }
    self.parts = parts
  }

  /// Words that the next one belongs to.
  private static let particles = WordSet(
    "عبد أبو أبا أبي بو ابن بن بنت ولد آل آيت بني ذو أم دي دو دا دوس داس ديل دل دير فان فون لو لا سان ماك")
  private static let foreignParticles = WordSet("دي دو دا دوس داس ديل دل دير فان فون لو لا")
  private static let sons = WordSet("ابن بن")
  private static let filiation = WordSet("ابن بن بنت")
  private static let fathers = WordSet("أبا أبي أبو")
  /// Words that belong to the one before: نصر الله, صلاح الدين.
  private static let endings = WordSet("الله الدين الإسلام")

  private static func isForeign(_ word: [UInt8]) -> Bool { foreignParticles.contains(fingerprint(word)) }

  /// Whether a word says whose son or daughter somebody is.
  static func isFiliation(_ word: [UInt8]) -> Bool { filiation.contains(fingerprint(word)) }

  /// One writing for ابن and بن, and for أبو in its three cases.
  private static func leading(_ word: [UInt8]) -> [UInt8] {
    let key = fingerprint(word)
    if sons.contains(key) { return Array("بن".utf8) }
    return fathers.contains(key) ? Array("ابو".utf8) : word
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
