import Isnad
import IsnadArabic

/// What `isnad why` says of an entity.
extension EntityTagger: ExplainingStage {
  static let rules = [
    StageRule("model", "The model read the sentence so; 'confidence' is the probability that it gives."),
    StageRule(ListedNames.rule, "The name is in a list of the option 'gazetteers'."),
    StageRule("lexicon", "The word or phrase is in the lexicon of names."),
    StageRule("full-name", "A given name of the lexicon with the words behind it that go on as a name."),
    StageRule("strong-name", "A name that is one even where it stands alone."),
    StageRule("title-and-name", "A title or role, and behind it words that can be a name."),
    StageRule("organisation-head", "A noun that opens the name of an organisation, with what belongs to it."),
    StageRule("place-head", "A noun such as مدينة, and behind it the name of a place."),
    StageRule("document-pass", "A part of a name that stands in full elsewhere in the article."),
  ]

  private static let meanings: [(NameFlags, String)] = [
    (.person, "a person's full name"), (.givenName, "a given name"), (.surname, "a family name"),
    (.strongName, "a name even alone"), (.place, "a place"), (.organisation, "an organisation"),
    (.group, "a nationality or group"), (.title, "a title"), (.titleModifier, "part of a title"),
    (.organisationHead, "opens an organisation's name"), (.placeHead, "a place comes behind it"),
    (.other, "another name"), (.common, "an ordinary word as well"),
    (.vocabulary, "an ordinary word of the news"),
    (.function, "a word that is no name"),
  ]

  public func explain(_ annotation: JSONValue, at span: TextSpan, in text: SourceText) -> [String] {
    (reasons(annotation, span, text) ?? []) + entries(text[span])
  }

  /// The model's, where it made the annotation: the article is read once more.
  private func reasons(_ annotation: JSONValue, _ span: TextSpan, _ text: SourceText) -> [String]? {
    guard annotation["by"]?.string?.hasSuffix("/model") == true, let model,
      let label = annotation["label"]?.string
    else { return nil }
    let tokens = Tokenizer()(text)
    let inside = tokens.items.indices.filter { tokens[$0].start < span.end && span.start < tokens[$0].end }
    let sentences = SentenceSplitter()(tokens, marks: QuotationMarks(tokens))
    guard let first = inside.first, let last = inside.last else { return nil }
    return ReasonReport(
      model: model.model, words: NameWords(tokens, lexicon, vocabulary), text: text, sentences: sentences,
      mention: first..<last + 1,
      label: label
    ).lines
  }

  private func entries(_ text: String) -> [String] {
    let tokens = Tokenizer()(SourceText(text))
    var lines: [String] = []
    var whole: UInt64?
    for index in 0..<tokens.count where tokens[index].kind == .word {
      let fingerprint = tokens[index].fingerprint
      whole = whole.map { Fingerprint.joined($0, fingerprint) } ?? fingerprint
      lines.append("in the lexicon: \(Self.entry(tokens.form(index), lexicon[fingerprint]))")
    }
    if tokens.count > 1, let whole, case let flags = lexicon[whole].subtracting(.continues), !flags.isEmpty {
      lines.insert("in the lexicon: \(Self.entry(text, flags))", at: 0)
    }
    return lines
  }

  private static func entry(_ word: String, _ flags: NameFlags) -> String {
    let names = meanings.filter { flags.contains($0.0) }.map(\.1)
    return "\u{2068}\(word)\u{2069} is \(names.isEmpty ? "not there" : names.joined(separator: ", "))"
  }
}
