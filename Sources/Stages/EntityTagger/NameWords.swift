import CLexicon
import Isnad
import IsnadArabic

extension NameLexicon {
  /// The lexicon that lies in the program, read once for all stages.
  static let embedded = Result<NameLexicon, NameLexiconError> { () throws(NameLexiconError) in
    var size = 0
    let start = isnad_entity_lexicon(&size)
    return try NameLexicon(UnsafeRawBufferPointer(start: start, count: size))
  }
}

/// A stretch of tokens that is taken for a name.
struct NameCandidate {
  var tokens: Range<Int>
  /// Bytes of clitics on the first token, in match form.
  var stripped: Int
  var label: EntityLabel
  var confidence: Double
  var rule: String
  /// What a user's list says of it.
  var entry: ListedName?
}

/// A document's tokens with what the lexicon says of each.
///
/// A class, for every pattern holds it: one reference instead of a copy of all its arrays.
final class NameWords {
  let tokens: Tokens
  let lexicon: NameLexicon
  /// The flags of the reading that was chosen for each token.
  let flags: [NameFlags]
  /// The clitics that this reading takes off, in bytes.
  let stripped: [UInt8]
  /// What the lexicon says of all readings of each token together, and whether a phrase begins with one: where
  /// nothing is said, nobody needs to look for a name.
  let openings: [NameFlags]

  init(_ tokens: Tokens, _ lexicon: NameLexicon) {
    self.tokens = tokens
    self.lexicon = lexicon
    var flags = [NameFlags](repeating: [], count: tokens.count)
    var stripped = [UInt8](repeating: 0, count: tokens.count)
    var openings = [NameFlags](repeating: [], count: tokens.count)
    let forms = tokens.forms.span
    for i in 0..<tokens.count {
      let token = tokens[i]
      guard token.kind == .word else { continue }
      var best: NameFlags?
      var bestStripped = 0
      var all: NameFlags = []
      Clitics.readings(of: token, in: forms) { reading in
        let entry = lexicon[reading.fingerprint]
        all.formUnion(entry)
        if best == nil, let found = Self.known(reading, token, forms, entry) {
          best = found
          bestStripped = reading.stripped
        }
        return false
      }
      flags[i] = best ?? []
      stripped[i] = UInt8(bestStripped)
      openings[i] = all
    }
    (self.flags, self.stripped, self.openings) = (flags, stripped, openings)
  }

  /// What the lexicon says of a reading; nil where nothing.
  private static func known(
    _ reading: Clitics.Reading, _ token: Token, _ forms: Span<UInt8>, _ entry: NameFlags
  ) -> NameFlags? {
    // على is a preposition, علي a name: the match form can't tell them, the original can.
    if reading.stripped == 0, token.flags.contains(.endsInMaqsura), token.form.length == 6 {
      return .function
    }
    let found = entry.subtracting(.continues)
    if found.isEmpty || reading.stripped > 0 && found == .vocabulary { return nil }
    // بايدن is no ايدن with ب: names of people take ل and و, hardly ever ب or ك.
    let isOnlyPerson = found.isNamePart && found.isDisjoint(with: [.place, .organisation, .group])
    if reading.stripped > 0, isOnlyPerson,
      Clitics.endsInBehOrKaf(token, in: forms, stripped: reading.stripped)
    {
      return nil
    }
    // ل before a name that may be an ordinary word is no name: لكرة.
    if reading.stripped > 0, isOnlyPerson, !found.contains(.strongName),
      Clitics.endsInLam(token, in: forms, stripped: reading.stripped)
    {
      return nil
    }
    return found
  }

  func has(_ index: Int, _ flag: NameFlags) -> Bool {
    index >= 0 && index < flags.count && !flags[index].isDisjoint(with: flag)
  }

  func isClean(_ index: Int) -> Bool { stripped[index] == 0 }

  /// ال at the start of a token, without a clitic before it.
  func hasArticle(_ index: Int) -> Bool { tokens.hasArticle(index) }

  /// The readings of a token, with ever more clitics off.
  @inline(__always)
  func readings(_ index: Int, _ body: (Clitics.Reading) -> Bool) { tokens.readings(index, body) }

  /// The first word of a name in match form, without its clitics.
  func head(of candidate: NameCandidate) -> UInt64 {
    let first = candidate.tokens.lowerBound
    var head = tokens[first].fingerprint
    guard candidate.stripped > 0 else { return head }
    readings(first) { reading in
      head = reading.fingerprint
      return reading.stripped >= candidate.stripped
    }
    return head
  }

  /// The words of a name from its second on, joined one by one to `start`.
  func tail(of candidate: NameCandidate, joinedTo start: UInt64) -> UInt64 {
    candidate.tokens.dropFirst().reduce(start) { Fingerprint.joined($0, tokens[$1].fingerprint) }
  }

  /// Bytes of clitics that can be nothing else.
  func certainClitics(_ index: Int) -> Int { tokens.certainClitics(index) }

  func beginsWithConjunction(_ index: Int) -> Bool { tokens.beginsWithConjunction(index) }

  func isArabicWord(_ index: Int) -> Bool {
    index < tokens.count && tokens[index].kind == .word && !tokens[index].flags.contains(.latin)
  }

  /// The token starts a line.
  func startsLine(_ index: Int) -> Bool { tokens[index].flags.contains(.lineBefore) }
}
