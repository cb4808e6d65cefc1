import Isnad
import IsnadArabic

/// What `isnad why` says of a figure.
extension FigureLinker: ExplainingStage {
  public func explain(_ annotation: JSONValue, at span: TextSpan, in text: SourceText) -> [String] {
    var lines: [String] = []
    if let event = annotation["event"]?.string {
      let words = annotation["trigger"]?["text"]?.string
      lines.append(words.map { "\(event), by \u{2068}\($0)\u{2069}" } ?? "\(event), without a word for it")
      if let words { lines += entries(words) }
    }
    if let whole = annotation["part_of"]?.string { lines.append("a part of \(whole)") }
    if let place = annotation["place"]?["text"]?.string, let scope = annotation["place_scope"]?.string {
      lines.append("the place \u{2068}\(place)\u{2069}: said in the \(scope)")
    } else if let place = annotation["inferred_place"]?["text"]?.string {
      lines.append("the place \u{2068}\(place)\u{2069}: inferred, the last one of the paragraph")
    }
    if let source = annotation["source_name"]?.string {
      let quote = annotation["quote"]?.string.map { "the speaker of \($0), or named beside the number" }
      lines.append("the source \u{2068}\(source)\u{2069}: \(quote ?? "named in the sentence")")
    }
    return lines
  }

  /// What the table of events has of the words.
  private func entries(_ words: String) -> [String] {
    let tokens = Tokenizer()(SourceText(words))
    guard tokens.count > 0, let found = lexicon.longest(in: tokens, at: 0, limit: tokens.count) else {
      return []
    }
    let word = EventWord(found.value)
    let governments = EventGovernment.allCases.filter { word.governs($0) }.map(\.rawValue)
    return [
      "the table of events: \(word.event?.rawValue ?? "-"), as \(governments.joined(separator: ", "))"
    ]
  }
}
