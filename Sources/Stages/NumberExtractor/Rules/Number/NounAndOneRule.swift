import Isnad
import IsnadArabic

extension NumberRule {
  static let nounAndOneText = RuleDeclaration(
    "noun-and-one", "A noun and واحد after it.",
    opens: [.word(.oneMasculine), .word(.oneFeminine)],
    finds: [
      RuleExample("للحزب صوت واحد.", "صوت واحد", "1 صوت")
    ], leaves: ["هو واحد من أصدقائي."])
}

/// Reads a noun that واحد counts after it: عضو واحد، رسالة واحدة.
struct NounAndOne {
  let words: TokenWords
  let text: SourceText

  /// - Parameter from: the first token that no number has taken.
  func parse(at index: Int, from: Int) -> FoundNumber? {
    guard index > from, !words.tokens[index].flags.contains(.lineBefore) else { return nil }
    let isFeminine = words.has(index, .oneFeminine)
    guard !text[words.tokens[index].span].hasPrefix("وأ"),
      index + 1 >= words.count
        || !words.has(index + 1, .from) && words.cardinal(index + 1) != .ten
    else { return nil }
    let noun = words.tokens[index - 1]
    guard noun.kind == .word, isFeminine == words.tokens.ends(index - 1, "ه"),
      let stripped = stripped(noun)
    else { return nil }
    let span = words.tokens.span(of: index - 1, strippingForm: stripped)
    var mention = NumberMention(
      span: TextSpan(span.start, words.tokens[index].end), kind: .counted, value: 1,
      by: NumberExtractor.by(.nounAndOne))
    mention.unit = text[span]
    return FoundNumber(mention: mention, end: index + 1)
  }

  /// Bytes of clitics before a noun that is known; nil for another word.
  private func stripped(_ token: Token) -> Int? {
    let nouns = words.vocabulary.nounsWithOne
    if nouns.contains(token) { return 0 }
    var found: Int?
    let forms = words.tokens.forms
    Clitics.readings(of: token, in: forms.span) { reading in
      if nouns.contains(reading.fingerprint) { found = reading.stripped }
      return found != nil
    }
    return found
  }
}
