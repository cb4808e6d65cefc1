import IsnadArabic
import IsnadText
import SystemPackage

/// Collects words and phrases with their flags.
struct LexiconBuilder {
  private(set) var entries: [UInt64: NameFlags] = [:]
  private let tokenizer = Tokenizer()
  private var notNames: Set<UInt64> = []
  private var notPlaces: Set<UInt64> = []
  private var commonNames: Set<UInt64> = []
  /// Names that no list has.
  private var learned: Set<UInt64> = []

  /// Words after which a name is likely: titles and given names that are nothing else.
  var contextWords: Set<UInt64> {
    Set(
      entries.filter { key, flags in
        (!flags.isDisjoint(with: [.title, .group, .titleModifier])
          || flags.contains(.givenName) && !flags.contains(.common)) && !notNames.contains(key)
      }.keys)
  }

  /// Parts of names that are nothing else.
  var nameWords: Set<UInt64> {
    Set(
      entries.filter {
        $1.isNamePart && !$1.contains(.common) && !notNames.contains($0) && !learned.contains($0)
      }.keys)
  }

  // MARK: Lists

  /// Our own lists: words or, a line each, phrases. `#` starts a comment; an entry that ends in
  /// _ is left out and kept for the record.
  mutating func addLists(from folder: FilePath) throws {
    notNames = Set(try words(folder.appending("not-names.txt")).map { key($0) })
    commonNames = Set(try words(folder.appending("common-names.txt")).map { key($0) })
    notPlaces = Set(try words(folder.appending("not-places.txt")).map { key($0) })
    for word in try words(folder.appending("not-names.txt")) { add(word, [.function]) }
    for word in try words(folder.appending("titles.txt")) { add(word, [.title]) }
    for word in try words(folder.appending("title-modifiers.txt")) { add(word, [.titleModifier]) }
    for word in try words(folder.appending("org-heads.txt")) { add(word, [.organisationHead]) }
    for word in try words(folder.appending("place-heads.txt")) { add(word, [.placeHead]) }
    for stem in try words(folder.appending("nationalities.txt")) {
      for form in Self.nationalityForms(stem) { add(form, [.group]) }
    }
    for word in try words(folder.appending("nationality-plurals.txt")) { add(word, [.group]) }
    for phrase in try lines(folder.appending("organisations.txt")) { add(phrase, [.organisation]) }
    for phrase in try lines(folder.appending("places.txt")) { add(phrase, [.place]) }
  }

  /// A nisba in all genders, numbers and cases, with and without the article.
  static func nationalityForms(_ stem: String) -> [String] {
    let forms = ["", "ة", "ين", "ون", "ات", "ان", "تين", "تان", "ا", "و", "ي"].map { stem + $0 }
    return forms + forms.map { "ال" + $0 }
  }

  // MARK: Gazetteers

  mutating func addGazetteers(from folder: FilePath) throws {
    var familyNames: [String] = []
    for line in try lines(folder.appending("per.wikidata_unit_counts.tsv")) {
      let fields = line.split(separator: "\t")
      guard fields.count == 3, fields[0].utf8.count >= 4, !fields[0].contains(" ") else { continue }
      var flags: NameFlags = []
      if fields[2].contains("given") { flags.insert(.givenName) }
      if fields[2].contains("surname") || fields[2].contains("unknown") { flags.insert(.surname) }
      add(String(fields[0]), flags)
    }
    for name in try lines(folder.appending("per.wikidata_fullnames.txt")) {
      let parts = name.split(separator: " ")
      if (2...4).contains(parts.count), parts.allSatisfy({ $0.utf8.count >= 4 }),
        parts.contains(where: { !notNames.contains(key(String($0))) })
      {
        add(name, [.person])
        if let last = parts.last, last.utf8.count >= 8 { familyNames.append(String(last)) }
      }
    }
    for name in familyNames
    where entries[key(name)]?.isDisjoint(with: [.place, .group, .function, .title]) ?? true {
      add(name, [.surname])
    }
    for name in try lines(folder.appending("loc.cldr_territories.txt")) where !notPlaces.contains(key(name)) {
      add(name, [.place])
    }
    for name in try lines(folder.appending("loc.geonames_cities15k_ar.txt")) {
      let isTaken = notPlaces.contains(key(name)) || notNames.contains(key(name))
      let isGroup = entries[key(name)]?.contains(.group) ?? false
      if name.utf8.count >= 6 && !isTaken && !isGroup { add(name, [.place]) }
    }
  }

  // MARK: Judgement

  /// Uses the corpus to tell names that are ordinary words from names that are names alone.
  mutating func judge(by statistics: CorpusStatistics, isFinal: Bool) {
    let afterStrong = statistics.after(names: Set(entries.filter { $1.contains(.strongName) }.keys))
    for (key, flags) in entries where flags.isNamePart {
      entries[key]?.subtract([.common, .strongName])
      let count = statistics.counts[key, default: 0]
      // A definite word after a title is an adjective of it (المدير الفني), after a name a name.
      let afters = statistics.definite.contains(key) ? statistics.afterName : statistics.afterContext
      let afterAny = max(afters[key, default: 0], afterStrong[key, default: 0])
      let after = count == 0 ? 0 : Double(afterAny) / Double(count)
      let before = count == 0 ? 0 : Double(statistics.beforeName[key, default: 0]) / Double(count)
      // Family names stand after names and titles, given names before names.
      let share = flags.contains(.givenName) ? max(after, before) : after
      if notNames.contains(key) || commonNames.contains(key) || count >= 60 && share < 0.12 {
        entries[key]?.insert(.common)
      } else if count >= 20 && share >= 0.3 {
        entries[key]?.insert(.strongName)
      }
    }
    learnNames(statistics)
    if isFinal { learnVocabulary(statistics) }
  }

  /// Words that stand after titles and names most of the time are names, listed or not; and what
  /// stands behind one of these most of the time is its family name (دونالد ترامب).
  private mutating func learnNames(_ statistics: CorpusStatistics) {
    for (key, count) in statistics.counts where count >= 20 && isUnknown(key) {
      let share = Double(statistics.afterContext[key, default: 0]) / Double(count)
      if share >= 0.45 && !isCliticWord(key, statistics) && !statistics.definite.contains(key) {
        entries[key, default: []].formUnion([.surname, .strongName])
        learned.insert(key)
      }
    }
    // أردوغان hardly stands elsewhere than after طيب, and alone; لافروف after سيرغي.
    let afterStrong = statistics.after(names: Set(entries.filter { $1.contains(.strongName) }.keys))
    for (key, count) in afterStrong where count >= 10 && isUnknown(key) && !statistics.definite.contains(key)
    {
      if count * 10 >= statistics.counts[key, default: 0] * 3, !isCliticWord(key, statistics) {
        entries[key, default: []].formUnion([.surname, .strongName])
        learned.insert(key)
      }
    }
    for (key, followers) in statistics.followers {
      let flags = entries[key] ?? []
      guard let count = statistics.counts[key], count >= 40,
        flags.contains(.givenName)
          || flags.contains(.strongName) && statistics.afterContext[key, default: 0] * 10 >= count * 3,
        let family = followers.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
        family.value * 5 >= count * 3, family.value * 4 >= statistics.counts[family.key, default: 0],
        isUnknown(family.key), !statistics.definite.contains(family.key),
        !isCliticWord(family.key, statistics)
      else { continue }
      entries[family.key, default: []].formUnion([.surname, .strongName])
      learned.insert(family.key)
      entries[key]?.insert(.givenName)
    }
  }

  /// A word that stands without its first letter as well: لصحيفة.
  private func isCliticWord(_ key: UInt64, _ statistics: CorpusStatistics) -> Bool {
    guard let rest = statistics.remainder[key] else { return false }
    return statistics.counts[rest, default: 0] * 5 >= statistics.counts[key, default: 0]
  }

  private func isUnknown(_ key: UInt64) -> Bool {
    (entries[key] ?? .continues) == .continues && !notNames.contains(key)
  }

  /// Frequent words that hardly ever stand where names do. كبيرا is one, for it is more frequent
  /// than بيرا; لبغداد is none, for بغداد is.
  private mutating func learnVocabulary(_ statistics: CorpusStatistics) {
    let afterStrong = statistics.after(names: Set(entries.filter { $1.contains(.strongName) }.keys))
    for (key, count) in statistics.counts where count >= 5 && isUnknown(key) {
      let rest = statistics.remainder[key]
      let hidesName =
        rest.map { !(entries[$0] ?? []).subtracting([.continues, .vocabulary]).isEmpty } ?? false
      let restCount = rest.map { statistics.counts[$0, default: 0] } ?? 0
      guard hidesName ? count > 2 * restCount : count >= 40 else { continue }
      // لصحيفة stands after names, yet it is صحيفة with ل.
      let isWordWithClitic = !hidesName && isCliticWord(key, statistics)
      if isWordWithClitic || Double(statistics.afterContext[key, default: 0]) < 0.12 * Double(count),
        isWordWithClitic || Double(afterStrong[key, default: 0]) < 0.25 * Double(count)
      {
        entries[key, default: []].insert(.vocabulary)
      }
    }
  }

  // MARK: Entries

  private func key(_ phrase: String) -> UInt64 {
    let tokens = tokenizer(SourceText(phrase))
    guard let first = tokens.items.first else { return 0 }
    return tokens.items.dropFirst().reduce(first.fingerprint) { Fingerprint.joined($0, $1.fingerprint) }
  }

  private mutating func add(_ phrase: String, _ flags: NameFlags) {
    let tokens = tokenizer(SourceText(phrase))
    guard let first = tokens.items.first else { return }
    var state = first.fingerprint
    for token in tokens.items.dropFirst() {
      entries[state, default: []].insert(.continues)
      state = Fingerprint.joined(state, token.fingerprint)
    }
    entries[state, default: []].formUnion(flags)
  }

  private func lines(_ path: FilePath) throws -> [String] {
    try TextFile.lines(path).filter { !$0.hasPrefix("#") && !$0.hasSuffix("_") }
  }

  private func words(_ path: FilePath) throws -> [String] {
    try TextFile.lines(path).filter { !$0.hasPrefix("#") }.flatMap {
      $0.split(separator: " ").map(String.init)
    }
    .filter { !$0.hasSuffix("_") }
  }
}
