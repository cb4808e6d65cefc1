import Isnad
import IsnadArabic

/// What `isnad why` says of a quote.
extension QuoteAttributor: ExplainingStage {
  public func explain(_ annotation: JSONValue, at span: TextSpan, in text: SourceText) -> [String] {
    var lines: [String] = []
    if let cue = annotation["cue"]?["text"]?.string {
      let tokens = Tokenizer()(SourceText(cue))
      let speech = SpeechTokens(tokens, lexicon, names, [], [])
      for index in 0..<tokens.count {
        guard let word = speech.cue(index) else { continue }
        var traits = [word.form.rawValue, "lemma \u{2068}\(word.lemma)\u{2069}"]
        if word.denies { traits.append("it denies") }
        if word.isWeak { traits.append("it is often no cue") }
        if word.needsMarks { traits.append("only with quotation marks") }
        lines.append("the cue \u{2068}\(tokens.form(index))\u{2069}: \(traits.joined(separator: ", "))")
      }
    }
    if let type = annotation["speaker_type"]?.string {
      let name = annotation["speaker_name"]?.string.map { ", resolved to \u{2068}\($0)\u{2069}" } ?? ""
      let mention = annotation["speaker"]?["text"]?.string.map { " \u{2068}\($0)\u{2069}" } ?? ""
      lines.append("the speaker\(mention): \(type)\(name)")
    }
    return lines
  }
}
