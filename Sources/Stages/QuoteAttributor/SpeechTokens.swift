import Isnad
import IsnadArabic

/// A document's tokens with what each does in reported speech.
///
/// A class, for everything that looks for quotes holds it: one reference instead of a copy of all its arrays.
final class SpeechTokens {
  let tokens: Tokens
  let lexicon: SpeechLexicon
  let marks: QuotationMarks
  let entities: [Entity]
  /// The number of the word that each token is; 0 for none.
  private let cues: [UInt32]
  /// Bytes of a conjunction before the cue.
  let stripped: [UInt8]
  /// The entity that covers a token, as an index, or -1.
  private let entityAt: [Int32]
  /// What each entity is.
  private let kinds: [NameKind]
  /// Marks that are asked for often.
  private let points: [Point]
  /// For every token the first one of the next line.
  private let lineEnds: [Int32]
  /// For every token the first one of its sentence.
  private let sentenceStarts: [Int32]
  /// For every token its word without an article.
  private let stems: [UInt64]
  private let names: NameLexicon

  /// What a name is: a label, in a byte.
  enum NameKind: UInt8 { case person, organisation, place, other, group }

  private enum Point: UInt8 { case none, comma, stop, colon, question, other }

  init(
    _ tokens: Tokens, _ lexicon: SpeechLexicon, _ names: NameLexicon, _ entities: [Entity],
    _ sentences: [Sentence]
  ) {
    self.tokens = tokens
    self.lexicon = lexicon
    self.names = names
    marks = QuotationMarks(tokens)
    self.entities = entities
    var cues = [UInt32](repeating: 0, count: tokens.count)
    var stripped = [UInt8](repeating: 0, count: tokens.count)
    var entityAt = [Int32](repeating: -1, count: tokens.count)
    var lineEnds = [Int32](repeating: Int32(tokens.count), count: tokens.count)
    let items = tokens.items.span
    var lineEnd = Int32(items.count)
    for i in items.indices.reversed() {
      lineEnds[i] = lineEnd
      if items[i].flags.contains(.lineBefore) { lineEnd = Int32(i) }
    }
    let forms = tokens.forms.span
    for i in items.indices where items[i].kind == .word {
      let token = items[i]
      let whole = lexicon.number(of: token.fingerprint)
      if whole != 0 {
        // After a preposition the form is a noun: عدم كشف هويته.
        let isNoun =
          lexicon[whole].form == .past && i > 0 && items[i - 1].isWord
          && lexicon.beforeNouns.contains(items[i - 1].fingerprint)
          // على صعيد آخر قالت
          && !(i > 1 && lexicon.sides.contains(items[i - 2].fingerprint))
        if !isNoun { cues[i] = whole }
      } else if token.form.length >= 8, let first = Clitics.firstLetter(token, in: forms) {
        // وأكد، فقال; of ل only the present: ليؤكد.
        let rest = lexicon.number(
          of: Fingerprint.of(forms, from: token.form.start + 2, to: token.form.end))
        if rest != 0, first == .conjunction || first == .lam && lexicon[rest].form == .present {
          cues[i] = rest
          stripped[i] = 2
        }
      }
    }
    var index = 0
    for number in entities.indices {
      let span = entities[number].span
      // Entities stand in the text's order.
      while index < items.count, items[index].end <= span.start { index += 1 }
      while index < items.count, items[index].start < span.end {
        entityAt[index] = Int32(number)
        index += 1
      }
    }
    var sentenceStarts = [Int32](repeating: 0, count: tokens.count)
    for sentence in sentences {
      for token in sentence.tokens { sentenceStarts[token] = Int32(sentence.tokens.lowerBound) }
    }
    self.sentenceStarts = sentenceStarts
    for i in items.indices where cues[i] != 0 && lexicon[cues[i]].opensClause {
      let isFirst = i == Int(sentenceStarts[i])
      let opens =
        isFirst || items[i - 1].kind == .punctuation
        || lexicon.conjunctions.contains(items[i - 1].fingerprint)
        || lexicon.sides.contains(items[i - 1].fingerprint)
      if !opens { (cues[i], stripped[i]) = (0, 0) }
    }
    var stems = [UInt64](repeating: 0, count: tokens.count)
    var points = [Point](repeating: .none, count: tokens.count)
    for i in items.indices {
      let token = items[i]
      stems[i] =
        token.flags.contains(.article)
        ? Fingerprint.of(forms, from: token.form.start + 4, to: token.form.end) : token.fingerprint
      if token.kind == .punctuation { points[i] = Self.point(tokens, i) }
    }
    (self.stems, self.points) = (stems, points)
    kinds = entities.map { Self.kind($0.label) }
    (self.cues, self.stripped, self.entityAt, self.lineEnds) = (cues, stripped, entityAt, lineEnds)
  }

  private static func kind(_ label: EntityLabel) -> NameKind {
    switch label {
    case .person: .person
    case .organisation: .organisation
    case .place: .place
    case .group: .group
    default: .other
    }
  }

  private static func point(_ tokens: Tokens, _ index: Int) -> Point {
    if tokens.matches(index, "،") || tokens.matches(index, ",") || tokens.matches(index, "؛") {
      return .comma
    }
    if tokens.matches(index, ".") { return .stop }
    if tokens.matches(index, ":") { return .colon }
    return tokens.matches(index, "؟") || tokens.matches(index, "?") ? .question : .other
  }

  var count: Int { tokens.count }
  var verbalNouns: VerbalNouns { lexicon.verbalNouns }

  /// What a token does in reported speech.
  func cue(_ index: Int) -> SpeechWord? { cues[index] == 0 ? nil : lexicon[cues[index]] }

  func isCue(_ index: Int) -> Bool { cues[index] != 0 }

  func entity(_ index: Int) -> Entity? { hasEntity(index) ? entities[Int(entityAt[index])] : nil }

  /// The place in ``entities`` of the one that covers a token, or -1.
  func entityNumber(_ index: Int) -> Int { index >= 0 && index < count ? Int(entityAt[index]) : -1 }

  /// What the name is that covers a token.
  func nameKind(_ index: Int) -> NameKind? { hasEntity(index) ? kinds[Int(entityAt[index])] : nil }

  /// A token lies in an entity.
  func hasEntity(_ index: Int) -> Bool { index >= 0 && index < count && entityAt[index] >= 0 }

  /// A token lies in a person's name.
  func isPerson(_ index: Int) -> Bool { nameKind(index) == .person }

  /// A token lies in a word for a nationality or a group.
  func isGroup(_ index: Int) -> Bool { nameKind(index) == .group }

  func isComplementiser(_ index: Int) -> Bool {
    // فان دير فارت is a name.
    index < count && tokens[index].kind == .word && !hasEntity(index)
      && lexicon.complementisers.contains(tokens[index].fingerprint)
  }

  /// فإن, فقد: what follows answers the particle that began the sentence.
  func isAnswer(_ index: Int) -> Bool {
    guard tokens[index].kind == .word, letter(index) == 0xD981 else { return false }
    return isComplementiser(index) || has(index, .already)
  }

  func isMark(_ index: Int, _ mark: StaticString) -> Bool {
    index >= 0 && index < count && tokens[index].kind == .punctuation && tokens.matches(index, mark)
  }

  func isComma(_ index: Int) -> Bool { point(index) == .comma }
  func isFullStop(_ index: Int) -> Bool { point(index) == .stop }
  func isColon(_ index: Int) -> Bool { point(index) == .colon }
  func isQuestionMark(_ index: Int) -> Bool { point(index) == .question }

  private func point(_ index: Int) -> Point { index >= 0 && index < count ? points[index] : .none }

  /// - and its longer kin.
  func isDash(_ index: Int) -> Bool {
    isMark(index, "-") || isMark(index, "–") || isMark(index, "—")
  }

  /// A word that ends a noun phrase; the name علي, which is spelled as على, is none.
  func isPhraseEnd(_ index: Int) -> Bool { has(index, lexicon.phraseEnds) && !isPerson(index) }

  /// Whether a word is of a class; false outside of the text.
  func has(_ index: Int, _ wordClass: WordClass) -> Bool {
    index >= 0 && index < count && has(tokens[index].fingerprint, wordClass)
  }

  func has(_ fingerprint: UInt64, _ wordClass: WordClass) -> Bool {
    lexicon.language.has(lexicon.language.classes(fingerprint), wordClass)
  }

  func has(_ index: Int, _ set: WordSet) -> Bool {
    index >= 0 && index < count && set.contains(tokens[index].fingerprint)
  }

  /// The first token of a token's sentence.
  func sentenceStart(_ index: Int) -> Int { Int(sentenceStarts[index]) }

  /// The first token of a token's line, or one not far before it.
  func lineStart(_ index: Int) -> Int {
    var start = index
    while start > 0, index - start < 400, !tokens[start].flags.contains(.lineBefore) { start -= 1 }
    return start
  }

  /// A token's word without an article.
  func stem(_ index: Int) -> UInt64 { stems[index] }

  /// The first letter of a word, two bytes.
  func letter(_ index: Int) -> UInt16 { tokens.firstLetter(index) }

  /// What the lexicon of names says of a word, with or without its article.
  func flags(_ index: Int) -> NameFlags {
    let flags = names[tokens[index].fingerprint]
    return stems[index] == tokens[index].fingerprint ? flags : flags.union(names[stems[index]])
  }

  /// Where the line ends in which the sentence of a cue begins: what the cue reports lies before it.
  func limit(of cue: Int) -> Int { lineEnd(after: sentenceStart(cue)) }

  /// The next token that starts a line, or the end.
  func lineEnd(after index: Int) -> Int { index < count ? Int(lineEnds[index]) : count }
}
