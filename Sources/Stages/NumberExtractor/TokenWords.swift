import Isnad
import IsnadArabic

/// A document's tokens with what each can mean in a number: every token is looked up once.
///
/// A class, for all the parsers hold it and are copied: one reference instead of its six arrays.
final class TokenWords {
  private static let notSix = [Fingerprint.of("لست"), Fingerprint.of("ولست")]

  let tokens: Tokens
  private let lexicon: NumberLexicon
  /// Indices into the lexicon's entries; 0 for words that mean nothing.
  private let indices: [UInt16]
  /// Bytes of clitics before the word that was found.
  private let clitics: [UInt8]
  /// Whether a phrase starts here, read with or without clitics.
  let phraseFirst: [UInt64?]
  private let openings: [Openings]

  init(_ tokens: Tokens, _ vocabulary: NumberVocabulary) {
    self.tokens = tokens
    let lexicon = vocabulary.lexicon
    self.lexicon = lexicon
    var openings = [Openings](repeating: [], count: tokens.count)
    var indices = [UInt16](repeating: 0, count: tokens.count)
    var clitics = [UInt8](repeating: 0, count: tokens.count)
    var phraseFirst = [UInt64?](repeating: nil, count: tokens.count)
    let forms = tokens.forms.span
    for i in 0..<tokens.count {
      let token = tokens[i]
      guard token.kind == .word || token.kind == .symbol else {
        if token.kind == .number { openings[i] = .digits }
        continue
      }
      var found: UInt16 = 0
      var stripped = 0
      var first: UInt64?
      var opens: Openings = []
      Clitics.readings(of: token, in: forms) { reading in
        guard let sense = vocabulary.sense(of: reading.fingerprint) else { return false }
        if found == 0, sense.entry != 0 {
          found = sense.entry
          // لل is ل + ال: what is left has no alef to point at.
          stripped = reading.stripped
          opens.formUnion(lexicon.entries[Int(found)].opens)
        }
        if first == nil, sense.startsPhrase {
          first = reading.fingerprint
          opens.insert(.phrase)
        }
        // A noun of a period may bear a preposition: بالأيام الثلاثة المقبلة.
        if reading.stripped == 0 || sense.opens == .span { opens.formUnion(sense.opens) }
        return found != 0 && first != nil
      }
      // لست is "I am not" before it is "for six".
      if stripped > 0 && Self.notSix.contains(token.fingerprint) {
        found = 0
        opens = []
      }
      indices[i] = found
      clitics[i] = UInt8(stripped)
      phraseFirst[i] = first
      openings[i] = opens
    }
    self.openings = openings
    self.indices = indices
    self.clitics = clitics
    self.phraseFirst = phraseFirst
  }

  var count: Int { tokens.count }

  @inline(__always)
  func means(_ index: Int) -> Bool { indices[index] != 0 }

  @inline(__always)
  func word(_ index: Int) -> NumberWord? {
    index < indices.count && indices[index] != 0 ? lexicon.entries[Int(indices[index])] : nil
  }

  /// What a token can open; a sign opens what the number after it does.
  @inline(__always)
  func openings(_ index: Int) -> Openings {
    let kind = tokens[index].kind
    if kind == .symbol { return openings[index].union([.quantity, .phrase]) }
    guard kind == .punctuation else { return openings[index] }
    // A sign or a point before digits.
    return index + 1 < count && tokens[index + 1].kind == .number && isAttached(index + 1) ? .quantity : []
  }

  func stripped(_ index: Int) -> Int { Int(clitics[index]) }

  /// The original start of a token without its clitics.
  func start(_ index: Int) -> Int {
    tokens.span(of: index, strippingForm: stripped(index)).start
  }

  func hasArticle(_ index: Int) -> Bool { tokens.hasArticle(index) }

  /// Bytes of clitics that can be nothing else.
  func certainClitics(_ index: Int) -> Int { tokens.certainClitics(index) }

  /// A و that stands alone.
  func isConjunction(_ index: Int) -> Bool { index < count && tokens.matches(index, "و") }

  func beginsWithWaw(_ index: Int) -> Bool {
    let form = tokens[index].form
    return tokens.forms[form.start] == 0xD9 && tokens.forms[form.start + 1] == 0x88
  }

  func isPunctuation(_ index: Int, _ mark: StaticString) -> Bool {
    index >= 0 && index < count && tokens[index].kind != .word && tokens.matches(index, mark)
  }

  /// No white space stands before the token.
  func isAttached(_ index: Int) -> Bool {
    index > 0 && index < count && !tokens[index].flags.contains(.spaceBefore)
  }

  /// Whether a token can be a noun in the genitive after a construct: a word that is neither a
  /// number nor begins with a conjunction.
  func isGenitiveNoun(_ index: Int, _ limit: Int) -> Bool {
    guard index < limit, tokens[index].kind == .word, !tokens[index].flags.contains(.latin) else {
      return false
    }
    if let word = word(index) { return word.noun != nil && stripped(index) == 0 }
    return !beginsWithWaw(index) && !CountedNoun.isFunctionWord(tokens[index].fingerprint)
  }

  /// The value of a number written in digits.
  ///
  /// Of two kinds of marks the last one is the decimal mark. One kind alone parts thousands where
  /// it stands several times or is ٬ or ،; a single , parts thousands before three digits (1,250)
  /// and decimals otherwise (2,5); a single . is always decimal.
  func digits(_ index: Int, from stripped: Int) -> ExactDecimal? {
    guard index < count, tokens[index].kind == .number else { return nil }
    if let plain = plainDigits(index) { return ExactDecimal(plain.value) }
    let form = tokens[index].form
    let bytes = tokens.forms[form.range]
    var groups: [ArraySlice<UInt8>] = []
    var marks: [UInt8] = []
    var start = bytes.startIndex
    var i = start
    while i < bytes.endIndex {
      if bytes[i] >= 0x30 && bytes[i] <= 0x39 {
        i += 1
        continue
      }
      groups.append(bytes[start..<i])
      // The last byte tells the four marks apart: . , ٫ (AB) ٬ (AC) ، (8C).
      let length = bytes[i] < 0x80 ? 1 : 2
      marks.append(bytes[i + length - 1])
      i += length
      start = i
    }
    groups.append(bytes[start..<i])
    guard let first = groups.first, let last = groups.last else { return nil }
    if marks.isEmpty { return ExactDecimal(digits: first) }
    let isDecimalMark: Bool
    let decimal = marks[marks.count - 1]
    if marks.count > 1 && Set(marks).count == 1 {
      isDecimalMark = false
    } else if marks.count > 1 {
      isDecimalMark = true
    } else {
      let partsThousands =
        decimal == 0xAC || decimal == 0x8C
        || decimal == UInt8(ascii: ",") && last.count == 3 && first.count <= 3 && first.first != 0x30
      isDecimalMark = !partsThousands
    }
    let whole = groups.dropLast(isDecimalMark ? 1 : 0)
    guard whole.dropFirst().allSatisfy({ $0.count == 3 }), whole.count == 1 || first.count <= 3 else {
      return nil
    }
    return ExactDecimal(digits: whole.joined().map { $0 }, fraction: isDecimalMark ? Array(last) : [])
  }

  /// Digits without any mark, as years, days and hours have; nil otherwise.
  func plainDigits(_ index: Int) -> (value: Int, count: Int)? {
    guard index < count, tokens[index].kind == .number else { return nil }
    let form = tokens[index].form
    guard form.length <= 9 else { return nil }
    var value = 0
    for byte in tokens.forms[form.range] {
      guard byte >= 0x30 && byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return (value, form.length)
  }
}
