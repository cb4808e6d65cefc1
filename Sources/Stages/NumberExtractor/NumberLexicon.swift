import Isnad
import IsnadArabic

/// The words of numbers, with their inflections and spellings, by fingerprint of the match form.
struct NumberLexicon: Sendable {
  /// From fingerprints to indices into `entries`; entry 0 means nothing.
  private var table = FingerprintTable<UInt16>(capacity: 8192)
  private(set) var entries: [NumberWord] = [NumberWord()]
  private let normalize = Normalizer(.matchForm)
  private let language: Language

  init(_ language: Language) {
    self.language = language
    addCardinals()
    addScales()
    addOrdinals()
    addFractions()
    addIndefinites()
    addCalendar()
    addNouns()
  }

  /// Entries by the fingerprint of their word.
  var indices: [(key: UInt64, value: UInt16)] { table.pairs }

  private mutating func add(_ word: String, _ change: (inout NumberWord) -> Void) {
    let key = Fingerprint.of(normalize(word))
    if table[key] == nil {
      table[key] = UInt16(entries.count)
      entries.append(NumberWord())
    }
    if let index = table[key] { change(&entries[Int(index)]) }
  }

  /// A word with and without the article.
  private mutating func addBoth(_ word: String, _ change: (inout NumberWord) -> Void) {
    add(word, change)
    add(Ending.article + word) {
      change(&$0)
      $0.isDefinite = true
    }
  }

  /// The words of a class, each with its value as a number.
  private func numbers(_ wordClass: WordClass) -> [(word: String, value: Int)] {
    language[wordClass].flatMap { entry in
      Int(entry.value).map { value in entry.words.map { ($0, value) } } ?? []
    }
  }

  /// The words of a class that are one word, each with its value as a number.
  private func single(_ wordClass: WordClass) -> [(word: String, value: Int)] {
    numbers(wordClass).filter { !$0.word.contains(" ") }
  }

  // MARK: Cardinals

  private mutating func addCardinals() {
    for word in language.spellings(.zero) { addBoth(word) { $0.cardinal = .zero } }
    for (word, value) in numbers(.unitNumber) { addBoth(word) { $0.cardinal = .unit(value) } }
    for word in language.spellings(.ten) { addBoth(word) { $0.cardinal = .ten } }
    for (word, value) in numbers(.tensNumber) { addBoth(word) { $0.cardinal = .tens(value) } }
    for (word, value) in numbers(.hundred) { addBoth(word) { $0.cardinal = .hundreds(value) } }
    let hundreds = language.spellings(.hundredEnding)
    for (word, value) in numbers(.hundredStem) {
      let stem = word.hasSuffix(Ending.marbuta) ? word.dropLast() + Ending.teh : word
      for ending in hundreds { addBoth(stem + ending) { $0.cardinal = .hundreds(value) } }
    }
    for word in language.spellings(.countedHundreds) { add(word) { $0.cardinal = .countedHundreds } }
    // Written together a teen takes the place of tens and units at once.
    for (word, value) in numbers(.teen) { addBoth(word) { $0.cardinal = .tens(value) } }
    let teens = language.spellings(.teenEnding)
    for (stem, value) in numbers(.teenStem) {
      for ending in teens { addBoth(stem + ending) { $0.cardinal = .tens(value) } }
    }
  }

  private mutating func addScales() {
    for (word, value) in numbers(.scale) + numbers(.scalePlural) {
      addBoth(word) { $0.cardinal = .scale(value) }
    }
    for (stem, value) in numbers(.scale) {
      for ending in Ending.duals { addBoth(stem + ending) { $0.cardinal = .dualScale(value) } }
      add(stem + Ending.yeh) { $0.cardinal = .dualScale(value) }
      add(stem + Ending.alef) { $0.cardinal = .scaleOrDual(value) }
    }
  }

  private mutating func addOrdinals() {
    for (word, value) in numbers(.ordinal) {
      add(word) {
        $0.ordinal = value
        if word.hasPrefix(Ending.article) { $0.isDefinite = true }
      }
    }
    for (word, value) in numbers(.ordinalEleven) { addBoth(word) { $0.ordinal = value } }
  }

  private mutating func addFractions() {
    for entry in language[.fraction] + language[.fractionPlural] {
      guard let fraction = NumberWord.Fraction(entry.value) else { continue }
      for word in entry.words { addBoth(word) { $0.fraction = fraction } }
    }
    for entry in language[.fractionDual] + language[.fractionSign] {
      guard let fraction = NumberWord.Fraction(entry.value) else { continue }
      for word in entry.words { add(word) { $0.fraction = fraction } }
    }
  }

  private mutating func addIndefinites() {
    for (word, value) in numbers(.indefinite) { add(word) { $0.indefinite = value } }
    for entry in language[.multiple] {
      guard let multiple = NumberWord.Multiple(rawValue: entry.value) else { continue }
      for word in entry.words { add(word) { $0.multiple = multiple } }
    }
  }

  // MARK: Calendar

  private mutating func addCalendar() {
    for (word, value) in single(.month) { add(word) { $0.month = value } }
    for (word, value) in single(.hijriMonth) { add(word) { $0.hijriMonth = value } }
    for (word, value) in numbers(.weekday) { add(word) { $0.weekday = value } }
    for (word, value) in numbers(.bareWeekday) { add(word) { $0.bareWeekday = value } }
    for (word, value) in numbers(.decade) { addBoth(word) { $0.decade = value } }
  }

  // MARK: Nouns

  private mutating func addNouns() {
    addMeasures(.durationNoun, .durationNounDual, .durationNounPlural) { value in
      DurationValue(value).map { (.duration($0.unit), $0.size) }
    }
    addMeasures(.currencyNoun, .currencyNounDual, .currencyNounPlural) {
      (.currency(MeasuredNoun.Code(unlessSeveral: $0)), 1)
    }
    addMeasures(.subunitNoun, .subunitNounDual, .subunitNounPlural) {
      (.subunit(MeasuredNoun.Code(unlessSeveral: $0)), 1)
    }
    addMeasures(.unitNoun, .unitNounDual, .unitNounPlural) { value in
      MeasuredNoun.Code(value).map { (.unit($0), 1) }
    }
    for state in DualNouns.State.allCases { addDuals(language.duals(state), state) }
  }

  private mutating func addMeasures(
    _ singular: WordClass, _ dual: WordClass, _ plural: WordClass,
    _ measure: (String) -> (MeasuredNoun.Measure, size: Int)?
  ) {
    for wordClass in [singular, dual, plural] {
      for entry in language[wordClass] {
        guard let (measure, size) = measure(entry.value) else { continue }
        let noun = MeasuredNoun(
          measure: measure, isDual: wordClass == dual, size: size, isSingular: wordClass == singular)
        for word in entry.words { add(word) { if $0.noun == nil { $0.noun = noun } } }
      }
    }
  }

  /// Nouns in the dual mean all the same: one entry does for those that mean nothing else.
  private mutating func addDuals(_ keys: [UInt64], _ state: DualNouns.State) {
    let noun = MeasuredNoun(measure: .counted, isDual: true, state: state)
    let shared = UInt16(entries.count)
    entries.append(NumberWord())
    entries[Int(shared)].noun = noun
    for key in keys {
      if let index = table[key] {
        if entries[Int(index)].noun == nil { entries[Int(index)].noun = noun }
      } else {
        table[key] = shared
      }
    }
  }
}
