import Isnad
import IsnadArabic

/// Ties a name to another that stands beside it and says the same: an abbreviation in brackets or marks behind its full
/// form, a writing in Latin letters, what somebody is called.
struct Appositions {
  private let forms: NameForms
  private let candidates: [NameCandidate]
  private let words: NameWords

  init(_ forms: NameForms, _ candidates: [NameCandidate], _ words: NameWords) {
    self.forms = forms
    self.candidates = candidates
    self.words = words
  }

  /// How many tokens may stand between a name and its abbreviation: a word, brackets and marks.
  private static let mostMarks = 6
  /// How many tokens may stand between two names of one person.
  private static let mostBetween = 9

  func link(_ sets: inout ClusterSets) {
    for index in candidates.indices.dropLast() {
      let (one, two) = (candidates[index], candidates[index + 1])
      guard one.label == two.label, one.tokens.upperBound <= two.tokens.lowerBound else { continue }
      let isOne =
        switch one.label {
        case .person: isCalled(one, two)
        case .organisation, .other: isBracketed(index) || isMarked(index) || isBare(index)
        default: false
        }
      if isOne { sets.unite(forms.ofCandidate[index], forms.ofCandidate[index + 1]) }
    }
  }

  /// سامي النجار المعروف بـ«أبو ليلى».
  private func isCalled(_ one: NameCandidate, _ two: NameCandidate) -> Bool {
    let between = one.tokens.upperBound..<two.tokens.lowerBound
    guard between.count <= Self.mostBetween else { return false }
    return between.prefix(3).contains { words.vocabulary.calledWords.contains(words.tokens[$0]) }
  }

  /// وكالة الأنباء السعودية (واس), هوندا (Honda): one of both is a word or letters by their names.
  private func isBracketed(_ index: Int) -> Bool {
    let (one, two) = (candidates[index], candidates[index + 1])
    guard (1...Self.mostMarks).contains(two.tokens.lowerBound - one.tokens.upperBound) else { return false }
    var at = one.tokens.upperBound
    while at < two.tokens.lowerBound, isQuote(at) { at += 1 }
    // وكالة الأنباء السعودية الرسمية (واس).
    if at + 1 < two.tokens.lowerBound, words.hasArticle(at), isMark("(", at + 1) { at += 1 }
    guard at < two.tokens.lowerBound, isMark("(", at) else { return false }
    at += 1
    while at < two.tokens.lowerBound, isQuote(at) || isMark("#", at) { at += 1 }
    guard at == two.tokens.lowerBound, two.stripped == 0 else { return false }
    var end = two.tokens.upperBound
    while end < words.tokens.count, isQuote(end) { end += 1 }
    guard end < words.tokens.count, isMark(")", end) else { return false }
    let (first, second) = (form(index), form(index + 1))
    return first.isLatin != second.isLatin || isShort(second) && first.words.count > 1
      || isShort(first) && second.words.count > 1
  }

  /// الاتحاد الدولي لكرة القدم "فيفا".
  private func isMarked(_ index: Int) -> Bool {
    let (one, two) = (candidates[index], candidates[index + 1])
    guard two.tokens.lowerBound == one.tokens.upperBound + 1, isQuote(one.tokens.upperBound),
      two.stripped == 0,
      two.tokens.upperBound < words.tokens.count, isQuote(two.tokens.upperBound),
      !isQuote(one.tokens.lowerBound - 1)
    else { return false }
    return form(index).words.count > 1 && isShort(form(index + 1))
  }

  /// الاتحاد الدولي فيفا: without marks only what is known for an abbreviation.
  private func isBare(_ index: Int) -> Bool {
    candidates[index].tokens.upperBound == candidates[index + 1].tokens.lowerBound
      && candidates[index + 1].stripped == 0 && form(index).words.count > 1
      && (words.vocabulary.abbreviations.isKnown(form(index + 1))
        || form(index + 1).isLatin && !form(index).isLatin)
  }

  private func form(_ index: Int) -> NameForm { forms.all[forms.ofCandidate[index]] }

  /// One word, or letters by their names: بي بي سي.
  private func isShort(_ form: NameForm) -> Bool { form.words.count == 1 || form.isSpelled }

  private func isQuote(_ index: Int) -> Bool {
    guard index >= 0, index < words.tokens.count else { return false }
    let token = words.tokens[index]
    guard token.kind == .punctuation || token.kind == .symbol else { return false }
    switch words.tokens.form(index) {
    case "\"", "'", "“", "”", "„", "«", "»", "‘", "’", "`": return true
    default: return false
    }
  }

  private func isMark(_ mark: StaticString, _ index: Int) -> Bool { words.tokens.matches(index, mark) }
}

extension NameForm {
  /// Letters by their names, each two or three letters long: إن إتش كيه.
  var isSpelled: Bool { words.count > 1 && words.allSatisfy { $0.count <= 6 } }

  /// How many words say something: neither letters by their names nor Latin ones. دولة before a place is no part of its
  /// name.
  func weight(_ vocabulary: NameVocabulary) -> Int {
    if isLatin || label == .place && vocabulary.states.contains(fingerprint(words[0])) { return 0 }
    return isSpelled ? 1 : words.count
  }
}
