import IsnadArabic

/// Tells which names of a database are names of one person, organisation or place.
///
/// What it says depends on the names and on how many documents have each, not on the order in which they came:
/// 1. Places are one where their GeoNames number is; a place without a number joins the most frequent one of its name.
/// 2. Spellings of one name are one (``NameSpelling``).
/// 3. A short name of a person is that of the full name that ends with it (مرسي, محمد مرسي), where nearly all
///    documents that have a full name with that ending mean the same one; likewise a first name alone, and a name
///    without those of the fathers. One word that several documents have must stand among the same other names as the
///    full name does (``NameCompany``). (Within an article the stages before have put short names to full ones already.)
/// 4. A correction says otherwise, and wins.
struct PeopleResolver {
  struct Name {
    let number: Int64
    let label: String
    let name: String
    let form: String
    let kbID: String?
    let documents: Int
  }

  /// Of the documents with a full name that ends so, how many in a hundred must mean one of them.
  private static let dominance = 80
  /// A first name alone (هيلاري) is put to a full one that so many documents have.
  private static let leastFirst = 5
  /// A short name of one word that so many documents have is looked at in them.
  private static let leastLookedAt = 5
  /// A word with which so many names begin is a given name.
  private static let givenName = 10
  /// A short name that is this many times as frequent as the full one is somebody else's as well.
  private static let excess = 10
  /// Spellings in one skeleton that are compared with each other; the rarer ones beyond stay alone.
  private static let compared = 64

  private let names: [Name]
  private let spellings: [NameSpelling]
  private let authority: Authority
  private let forms: Authority.Forms
  private let isInCompany: (_ short: Name, _ full: Name) throws -> Bool
  private var parents: [Int]
  /// The most frequent name of each label and strict spelling.
  private var byStrict: [String: Int] = [:]
  /// How many names begin with a word.
  private var firstWords: [String: Int] = [:]
  /// Whether a short name was found in the company of a full one, by their roots.
  private var likely: [[Int]: Bool] = [:]
  /// Names of organisations that were left with what is written before them.
  private var prefixed: Set<Int> = []
  /// By the root, which names must not come to it.
  private var apart: [Int: Set<Int>] = [:]

  /// - Parameters:
  ///   - names: in any order.
  ///   - isInCompany: whether a short name stands in its documents among the names that stand with a full one.
  init(
    _ names: [Name], authority: Authority,
    isInCompany: @escaping (_ short: Name, _ full: Name) throws -> Bool = { _, _ in true }
  ) {
    // The most frequent first, and of equals one order.
    self.names = names.sorted {
      ($1.documents, $0.form, $0.label, $0.name, $0.number)
        < ($0.documents, $1.form, $1.label, $1.name, $1.number)
    }
    spellings = self.names.map { NameSpelling(form: $0.form) }
    self.authority = authority
    self.isInCompany = isInCompany
    forms = authority.forms
    parents = Array(self.names.indices)
  }

  /// The names of each, the one that it goes by first.
  /// - Throws: what looking at documents throws.
  mutating func groups() throws -> [[Name]] {
    holdApart()
    for (one, other) in (authority.pairs(.same, in: names) + Authority.known.pairs(.same, in: names)) {
      unite(one, other)
    }
    uniteSamePlaces()
    uniteSpellings()
    unitePrefixed()
    try uniteShortNames()
    var members: [Int: [Int]] = [:]
    for index in names.indices { members[root(index), default: []].append(index) }
    return members.keys.sorted().compactMap { members[$0].map(ordered) }
  }

  /// The full name of a person that most documents have stands for the others; a name alone for one with a prefix.
  private func ordered(_ group: [Int]) -> [Name] {
    let chosen =
      group.first { forms.isCanonical(names[$0]) }
      ?? (names[group[0]].label == "PER" ? group.first { spellings[$0].words.count > 1 } : nil)
      ?? group.first { !prefixed.contains($0) } ?? group[0]
    return [names[chosen]] + group.filter { $0 != chosen }.map { names[$0] }
  }

  private mutating func root(_ index: Int) -> Int {
    var at = index
    while parents[at] != at {
      parents[at] = parents[parents[at]]
      at = parents[at]
    }
    return at
  }

  private mutating func holdApart() {
    for (one, other) in authority.pairs(.different, in: names) {
      apart[one, default: []].insert(other)
      apart[other, default: []].insert(one)
    }
  }

  private mutating func unite(_ one: Int, _ other: Int) {
    let (one, other) = (root(one), root(other))
    guard one != other else { return }
    let (first, second) = (min(one, other), max(one, other))
    if let forbidden = apart[first], forbidden.contains(where: { root($0) == second }) { return }
    if let forbidden = apart[second], forbidden.contains(where: { root($0) == first }) { return }
    parents[second] = first
    if let moved = apart.removeValue(forKey: second) { apart[first, default: []].formUnion(moved) }
  }

  private mutating func uniteSamePlaces() {
    var byNumber: [String: Int] = [:]
    var byForm: [String: Int] = [:]
    for (index, name) in names.enumerated() where name.label == "LOC" {
      guard let id = name.kbID else { continue }
      if let first = byNumber[id] { unite(first, index) } else { byNumber[id] = index }
      let form = spellings[index].strict
      if byForm[form] == nil { byForm[form] = index }
    }
    for (index, name) in names.enumerated() where name.label == "LOC" && name.kbID == nil {
      if let place = byForm[spellings[index].strict] { unite(place, index) }
    }
  }

  private mutating func uniteSpellings() {
    var bySkeleton: [String: [Int]] = [:]
    var byJoined: [String: Int] = [:]
    for (index, name) in names.enumerated() where name.kbID == nil || name.label != "LOC" {
      let strict = Self.strict(name.label, spellings[index].strict)
      if let first = byStrict[strict] {
        unite(first, index)
        continue
      }
      byStrict[strict] = index
      if let joined = spellings[index].joined.map({ Self.strict(name.label, $0) }) {
        if let first = byJoined[joined] { unite(first, index) } else { byJoined[joined] = index }
      }
      let skeleton = name.label + " " + spellings[index].skeleton
      let others = bySkeleton[skeleton] ?? []
      let isName = name.label != "NORP"
      for other in others where spellings[index].isSpelling(of: spellings[other], isName: isName) {
        unite(other, index)
      }
      if others.count < Self.compared { bySkeleton[skeleton, default: []].append(index) }
    }
  }

  /// An organisation whose first word was left with what is written before it: لوكالة فرانس برس.
  private mutating func unitePrefixed() {
    for (index, name) in names.enumerated() where name.label == "ORG" {
      var words = name.form.split(separator: " ").map(String.init)
      guard words.count > 1, words[0].hasPrefix(Self.prefix) else { continue }
      // Of the article the prefix leaves one letter: للأمم is of الأمم.
      words[0].removeFirst()
      if words[0].hasPrefix(Self.prefix) { words[0].removeFirst() }
      let bare = NameSpelling(form: words.joined(separator: " "))
      if let found = byStrict[Self.strict(name.label, bare.strict)] {
        unite(found, index)
        prefixed.insert(index)
      }
    }
  }

  private static let prefix = "ل"

  private mutating func uniteShortNames() throws {
    var documents: [Int: Int] = [:]
    for index in names.indices { documents[root(index), default: 0] += names[index].documents }
    var byEnding: [String: [Int: Int]] = [:]
    var byBeginning: [String: [Int: Int]] = [:]
    for (index, name) in names.enumerated() where name.label == "PER" {
      let spelling = spellings[index]
      for ending in spelling.endings {
        byEnding[ending.strict, default: [:]][root(index), default: 0] += name.documents
      }
      if spelling.words.count > 1 {
        firstWords[spelling.words[0], default: 0] += 1
        byBeginning[spelling.words[0], default: [:]][root(index), default: 0] += name.documents
      }
    }
    var fathers: [String: Set<Int>] = [:]
    for (index, name) in names.enumerated() where name.label == "PER" {
      if let bare = spellings[index].withoutFathers { fathers[bare.strict, default: []].insert(root(index)) }
    }
    // All short names are looked at before any is put to a full one: what came first would count for the next.
    var found: [(short: Int, full: Int)] = []
    for (index, name) in names.enumerated() where name.label == "PER" {
      if let whole = beginning(of: index) { found.append((index, whole)) }
      let strict = spellings[index].strict
      // Where several have fathers of other names, nobody knows whose short name it is.
      if let one = fathers[strict], one.count == 1, let full = one.first { found.append((index, full)) }
      let full =
        dominant(byEnding[strict], of: index, least: 1, documents)
        ?? dominant(byBeginning[strict], of: index, least: Self.leastFirst, documents)
      if let full, try isLikely(index, full) { found.append((index, full)) }
    }
    for (short, full) in found { unite(full, short) }
  }

  /// Of the spellings of a short name the most frequent one speaks for all.
  private mutating func isLikely(_ short: Int, _ full: Int) throws -> Bool {
    let (short, full) = (root(short), root(full))
    guard spellings[short].words.count == 1, names[short].documents >= Self.leastLookedAt else { return true }
    if let known = likely[[short, full]] { return known }
    let isLikely = try isInCompany(names[short], names[full])
    likely[[short, full]] = isLikely
    return isLikely
  }

  /// Whom nearly all documents mean that have a full name of this kind; nil where the short name is part of itself, or
  /// somebody else's as well.
  /// - Parameter counts: of documents, by root.
  private mutating func dominant(
    _ counts: [Int: Int]?, of short: Int, least: Int, _ documents: [Int: Int]
  ) -> Int? {
    let own = root(short)
    guard let counts, counts[own] == nil,
      let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value >= least,
      best.value * 100 >= counts.values.reduce(0, +) * Self.dominance,
      (documents[own] ?? 0) <= (documents[best.key] ?? 0) * (isTwoGivenNames(short) ? 1 : Self.excess)
    else { return nil }
    return best.key
  }

  /// Such as أحمد علي, which many bear: a longer name that ends so is no wonder.
  private func isTwoGivenNames(_ index: Int) -> Bool {
    guard spellings[index].words.count > 1, let last = spellings[index].words.last else { return false }
    return (firstWords[last] ?? 0) >= Self.givenName
  }

  /// The name that goes on with a father or a family in this one: محمد بن سلمان of محمد بن سلمان بن عبد العزيز.
  private func beginning(of index: Int) -> Int? {
    let words = spellings[index].words
    let written = names[index].form.split(separator: " ")
    // Two words are enough where the second is a family: خالد الفيصل بن عبدالعزيز.
    let least = written.count == words.count && written.count > 1 && written[1].hasPrefix("ال") ? 2 : 3
    for end in stride(from: words.count - 2, through: least, by: -1) where Self.isFiliation(words[end]) {
      if let found = byStrict[Self.strict("PER", words[..<end].joined(separator: " "))] { return found }
    }
    return nil
  }

  private static func isFiliation(_ word: String) -> Bool { NameSpelling.filiation.contains(word) }
  private static func strict(_ label: String, _ form: String) -> String { label + " " + form }
}

extension NameSpelling {
  /// What says whose son or of what house somebody is.
  static let filiation = Set(Language.own.spellings(.filiation) + ["ال"])
  /// What stands before a father's name.
  static let son = Set(Language.own.spellings(.filiation))

  /// What a full name ends with; not what follows بن, which is the father's.
  var endings: [NameSpelling] {
    guard words.count > 1 else { return [] }
    return (1..<words.count).compactMap { start in
      Self.filiation.contains(words[start - 1]) ? nil : NameSpelling(words: words[start...])
    }
  }
}
