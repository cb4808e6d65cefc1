import Isnad
import IsnadArabic

/// Ties the names of people: a short form to the fullest one that has its parts in their order.
///
/// A name of several parts goes to a fuller one that begins with the same part (خالد بن سلمان, خالد بن سلمان آل سعود)
/// or ends with all of its parts. A single part is looked for among the family names, then the given names, then the
/// parts between. Who was named first owns a family name that several bear: newspapers tell a second bearer apart by
/// the given name. A given name that several bear is nobody's. Look-ups are in tables, and spellings are compared with so
/// many names at most: ten thousand names cost ten thousand times what one does.
struct PersonLinks {
  /// Names of more parts are no names of people; they are tied only to themselves.
  private static let mostParts = 8
  /// So many names that differ in the same part are compared.
  private static let mostRivals = 6
  /// A name that nobody has as it is written is compared with so many.
  private static let mostCompared = 64

  private let forms: [NameForm]
  private let lexicon: NameLexicon
  /// The forms of people, with their parts.
  private var people: [(form: Int, name: PersonName)] = []
  /// For each of the people who it is if the name runs on into the sentence.
  private let bases: [Int?]
  private let isRelative: (Int) -> Bool

  /// - Parameter isRelative: whether a word such as زوجته stands before a form where it is first named.
  init(_ forms: [NameForm], _ words: NameWords, isRelative: @escaping (Int) -> Bool) {
    self.forms = forms
    lexicon = words.lexicon
    self.isRelative = isRelative
    for (form, name) in forms.enumerated() where name.label == .person {
      people.append((form, PersonName(name.words, words.vocabulary)))
    }
    bases = RunOnNames(words).bases(people.map(\.name), people.map { forms[$0.form].count })
  }

  /// - Returns: the forms that run on into the sentence: they name nobody.
  func link(_ sets: inout ClusterSets) -> Set<Int> {
    var runOns: Set<Int> = []
    for (index, base) in bases.enumerated() {
      guard let base else { continue }
      sets.unite(people[index].form, people[base].form)
      runOns.insert(people[index].form)
    }
    linkSame(&sets)
    linkFull(&sets)
    linkSingle(&sets)
    return runOns
  }

  /// Has several parts, few enough, and is one name.
  private func isFull(_ index: Int) -> Bool {
    bases[index] == nil && (2...Self.mostParts).contains(people[index].name.parts.count)
  }

  // MARK: One row of parts

  /// عبد الفتاح السيسي and عبدالفتاح السيسي.
  private func linkSame(_ sets: inout ClusterSets) {
    var known = FingerprintTable<Int>(capacity: people.count)
    for (form, name) in people {
      let key = name.parts.reduce(Fingerprint.seed) { Fingerprint.joined($0, $1.key) }
      if let other = known[key] { sets.unite(form, other) } else { known[key] = form }
    }
  }

  // MARK: Several parts

  private func linkFull(_ sets: inout ClusterSets) {
    let full = people.indices.filter(isFull)
      .sorted { (people[$1].name.parts.count, $0) < (people[$0].name.parts.count, $1) }
    /// The first part with each later one, to the names that begin so.
    var pairs = FingerprintTable<Int>(capacity: full.count)
    var endings = FingerprintTable<Int>(capacity: full.count)
    /// A name without one of its parts, to names that have it so.
    var rivals = FingerprintTable<[Int]>(capacity: full.count)
    for index in full {
      let (form, name) = people[index]
      if let owner = pairs[pair(name, name.parts.count - 1)], name.isWithin(people[owner].name) {
        sets.unite(form, people[owner].form)
      } else if !isGiven(name.parts[0]), let owner = endings[ending(name, 0)] {
        sets.unite(form, people[owner].form)
      }
      linkNear(index, &rivals, &sets)
      for at in 1..<name.parts.count {
        let (first, last) = (pair(name, at), ending(name, at))
        if pairs[first] == nil { pairs[first] = index }
        if at < name.parts.count - 1, endings[last] == nil { endings[last] = index }
      }
    }
  }

  /// A name that differs from another in the spelling of one part.
  private func linkNear(_ index: Int, _ rivals: inout FingerprintTable<[Int]>, _ sets: inout ClusterSets) {
    let (form, name) = people[index]
    for at in name.parts.indices {
      var key = UInt64(name.parts.count * Self.mostParts + at)
      for (other, part) in name.parts.enumerated() where other != at {
        key = Fingerprint.joined(key, part.bareKey)
      }
      let others = rivals[key] ?? []
      for other in others {
        let (one, two) = (name.parts[at], people[other].name.parts[at])
        if areNear(one, two) || at == 0 && Self.isInitial(one, of: two) {
          sets.unite(form, people[other].form)
        }
      }
      if others.count < Self.mostRivals { rivals[key] = others + [index] }
    }
  }

  /// ج. of جون.
  private static func isInitial(_ one: PersonName.Part, of other: PersonName.Part) -> Bool {
    one.isInitial != other.isInitial
      && (one.isInitial ? other.letters.starts(with: one.letters) : one.letters.starts(with: other.letters))
  }

  private func pair(_ name: PersonName, _ later: Int) -> UInt64 {
    Fingerprint.joined(name.parts[0].bareKey, name.parts[later].bareKey)
  }

  private func ending(_ name: PersonName, _ from: Int) -> UInt64 {
    name.parts[from...].reduce(Fingerprint.seed) { Fingerprint.joined($0, $1.bareKey) }
  }

  /// محمد before a family name may be the father of him who is meant.
  private func isGiven(_ part: PersonName.Part) -> Bool {
    !part.hasArticle && lexicon[part.key].contains(.givenName)
  }

  /// One spelt in two ways. Two given names of the language are two (سلمان, سليمان), and so are two of its family
  /// names (السعدي, السعيدي).
  private func areNear(_ one: PersonName.Part, _ other: PersonName.Part) -> Bool {
    guard one.key != other.key else { return false }
    if one.stem == other.stem { return true }
    guard Spelling.areNear(one.letters, other.letters) else { return false }
    let both = lexicon[one.key].intersection(lexicon[other.key])
    if both.contains(.givenName) { return false }
    return !both.contains(.surname) || !one.hasArticle
  }

  // MARK: Single parts

  /// The form of who is known by one part of the name.
  private struct Owners {
    private var owners = FingerprintTable<Int>()

    /// The first that was named keeps it.
    mutating func add(_ key: UInt64, _ form: Int) {
      if owners[key] == nil { owners[key] = form }
    }

    /// Nobody has it where it is another's too.
    mutating func addAlone(_ key: UInt64, _ form: Int, _ sets: inout ClusterSets) {
      guard let known = owners[key] else {
        owners[key] = form
        return
      }
      if known >= 0, !sets.areOne(known, form) { owners[key] = -1 }
    }

    subscript(key: UInt64) -> Int? { owners[key].flatMap { $0 < 0 ? nil : $0 } }
  }

  private func linkSingle(_ sets: inout ClusterSets) {
    var (family, given, middle, loose) = (Owners(), Owners(), Owners(), Owners())
    var relatives = Owners()
    // In order of place: the first form of a person stands before the others.
    for (index, (form, name)) in people.enumerated() {
      if name.parts.count == 1, let core = name.parts[0].core { loose.add(fingerprint(core), form) }
      guard isFull(index) else { continue }
      let (first, last) = (name.parts[0], name.parts[name.parts.count - 1])
      if isRelative(form) {
        relatives.add(last.key, form)
      } else {
        family.add(last.key, form)
        loose.add(fingerprint(last.stem), form)
        if let core = last.core { loose.add(fingerprint(core), form) }
      }
      given.addAlone(first.key, form, &sets)
      for part in name.parts.dropFirst().dropLast() { middle.addAlone(part.key, form, &sets) }
    }
    // Full names first: a short form goes to them.
    let near = (people.indices.filter(isFull) + people.indices.filter { people[$0].name.parts.count == 1 })
      .prefix(Self.mostCompared)
    for (index, (form, name)) in people.enumerated() where name.parts.count == 1 {
      let part = name.parts[0]
      let relative = relatives[part.key].flatMap { $0 < form ? $0 : nil }
      let bare = fingerprint(part.core ?? part.stem)
      if let owner = family[part.key] ?? relative ?? given[part.key] ?? middle[part.key] ?? loose[bare] {
        sets.unite(form, owner)
      } else if let owner = near.first(where: { $0 != index && isNear(part, people[$0].name.parts) }) {
        sets.unite(form, people[owner].form)
      }
    }
  }

  /// A family name or a given name is spelt like a part.
  private func isNear(_ part: PersonName.Part, _ parts: [PersonName.Part]) -> Bool {
    areNear(part, parts[parts.count - 1]) || parts.count > 1 && areNear(part, parts[0])
  }
}
