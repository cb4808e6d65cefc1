import IsnadArabic

/// Nouns that say that something happens (مقتل، استمرار، تعزيز): after a verb of saying they stand for
/// a whole clause.
struct VerbalNouns: Sendable {
  private let words: WordSet
  /// Things that share a measure with verbal nouns.
  private let concrete: WordSet

  init(_ language: Language) {
    words = language.words(.verbalNoun)
    concrete = language.words(.concreteNoun)
  }

  /// Whether the form from byte `start` to `end` is a verbal noun; an article makes it a thing that is
  /// known, which is a topic and no claim.
  func contains(_ forms: [UInt8], from start: Int, to end: Int) -> Bool {
    guard end - start >= 6 else { return false }
    let fingerprint = Fingerprint.of(forms.span, from: start, to: end)
    if words.contains(fingerprint) { return true }
    // توصله، اعتزامها: with a pronoun.
    for pronoun in [2, 4]
    where end - start >= 6 + pronoun && forms[end - pronoun] == 0xD9 && forms[end - pronoun + 1] == 0x87 {
      if words.contains(Fingerprint.of(forms.span, from: start, to: end - pronoun)) { return true }
    }
    return hasPattern(forms, start, end) && !concrete.contains(fingerprint)
  }

  /// The measures whose shape tells: استفعال، افتعال، انفعال، تفعيل.
  private func hasPattern(_ forms: [UInt8], _ start: Int, _ end: Int) -> Bool {
    func letter(_ index: Int) -> UInt16 {
      let at = start + 2 * index
      return at + 1 < end ? UInt16(forms[at]) << 8 | UInt16(forms[at + 1]) : 0
    }
    let (alef, teh, seen): (UInt16, UInt16, UInt16) = (0xD8A7, 0xD8AA, 0xD8B3)
    let (lam, noon, yeh): (UInt16, UInt16, UInt16) = (0xD984, 0xD986, 0xD98A)
    switch end - start {
    case 14: return letter(0) == alef && letter(1) == seen && letter(2) == teh && letter(5) == alef
    case 12:
      return letter(0) == alef && letter(4) == alef && letter(1) != lam
        && (letter(2) == teh || letter(1) == noon)
    case 10: return letter(0) == teh && letter(3) == yeh
    default: return false
    }
  }
}
