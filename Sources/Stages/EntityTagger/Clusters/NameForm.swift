import Isnad
import IsnadArabic

/// A name as an article writes it, at one place or at several.
struct NameForm {
  let label: EntityLabel
  /// Its words in match form, without the clitics before the first.
  let words: [[UInt8]]
  /// All of it is in Latin letters.
  let isLatin: Bool
  /// The first candidate that has it.
  let first: Int
  /// The candidate that shows how it is written.
  private(set) var source: Int
  private(set) var count = 0
  /// What a user's list says of it.
  private(set) var entry: ListedName?
  private var isClean = false

  fileprivate init(_ label: EntityLabel, _ words: [[UInt8]], isLatin: Bool, first: Int) {
    self.label = label
    self.words = words
    self.isLatin = isLatin
    self.first = first
    source = first
  }

  /// - Parameter isClean: nothing has to be taken off or written out for the name.
  fileprivate mutating func add(_ index: Int, _ candidate: NameCandidate, isClean: Bool) {
    count += 1
    entry = entry ?? candidate.entry
    if isClean && !self.isClean {
      source = index
      self.isClean = true
    }
  }
}

/// The distinct names of an article's candidates.
struct NameForms {
  private(set) var all: [NameForm] = []
  /// The form of each candidate.
  private(set) var ofCandidate: [Int] = []
  private let words: NameWords
  /// First words that stand somewhere without ل before them.
  private var heads = FingerprintTable<Bool>()

  init(_ candidates: [NameCandidate], _ words: NameWords) {
    self.words = words
    ofCandidate.reserveCapacity(candidates.count)
    if candidates.contains(where: words.swallowsAlef) {
      for candidate in candidates where !words.swallowsAlef(candidate) {
        heads[words.head(of: candidate)] = true
      }
    }
    var known = FingerprintTable<Int>(capacity: candidates.count)
    for (index, candidate) in candidates.enumerated() {
      let key = key(candidate)
      let form: Int
      if let found = known[key] {
        form = found
      } else {
        form = all.count
        known[key] = form
        all.append(
          NameForm(candidate.label, letters(candidate), isLatin: isLatin(candidate), first: index))
      }
      all[form].add(index, candidate, isClean: isClean(candidate))
      ofCandidate.append(form)
    }
  }

  /// One entity of a list is one, however it is written; two of one name are two.
  private func key(_ candidate: NameCandidate) -> UInt64 {
    var key = Fingerprint.of(candidate.label.rawValue)
    if let id = candidate.entry?.id { key = Fingerprint.joined(key, Fingerprint.of(id)) }
    let head = candidate.stripped == 0 ? words.head(of: candidate) : fingerprint(firstWord(candidate))
    return words.tail(of: candidate, joinedTo: Fingerprint.joined(key, head))
  }

  private func letters(_ candidate: NameCandidate) -> [[UInt8]] {
    let tokens = words.tokens
    var letters: [[UInt8]] = []
    for index in candidate.tokens where tokens[index].kind == .word || tokens[index].kind == .number {
      letters.append(
        index == candidate.tokens.lowerBound
          ? firstWord(candidate) : Array(tokens.forms[tokens[index].form.start..<tokens[index].form.end]))
    }
    // A name of marks alone is its marks.
    return letters.isEmpty
      ? candidate.tokens.map { Array(tokens.forms[tokens[$0].form.start..<tokens[$0].form.end]) } : letters
  }

  /// The first word without its clitics, with the alef that لل has swallowed.
  private func firstWord(_ candidate: NameCandidate) -> [UInt8] {
    let token = words.tokens[candidate.tokens.lowerBound]
    let rest = Array(words.tokens.forms[token.form.start + candidate.stripped..<token.form.end])
    return swallowsAlef(candidate) ? [0xD8, 0xA7] + rest : rest
  }

  /// Whether لل has swallowed the alef of the name's article; not where the text has the name without it (لوسيد,
  /// للوسيد).
  func swallowsAlef(_ candidate: NameCandidate) -> Bool {
    guard words.swallowsAlef(candidate), let rest = words.restOfDoubleLam(candidate) else { return false }
    return !heads.contains(rest) || heads.contains(words.head(of: candidate))
  }

  private func isLatin(_ candidate: NameCandidate) -> Bool {
    candidate.tokens.allSatisfy {
      words.tokens[$0].kind != .word || words.tokens[$0].flags.contains(.latin)
    }
  }

  private func isClean(_ candidate: NameCandidate) -> Bool {
    !swallowsAlef(candidate)
      && candidate.tokens.allSatisfy {
        words.tokens[$0].kind != .symbol && words.tokens[$0].kind != .punctuation
      }
  }
}

/// The fingerprint of letters in match form.
func fingerprint(_ letters: [UInt8]) -> UInt64 { Fingerprint.of(letters.span, from: 0, to: letters.count) }
