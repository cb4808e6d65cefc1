import Isnad
import IsnadArabic

/// What `isnad why` says of a quote.
extension QuoteAttributor: ExplainingStage {
  private static let contents = [
    ("clause", "behind its complementiser, such as أن or إن, the clause"),
    ("marks", "what stands in quotation marks"), ("colon", "what stands behind a colon"),
    ("nominal", "a noun that says what happened, with what belongs to it"),
    ("predicate", "what somebody or something is said to be"),
  ]
  private static let forms = [
    ("past", "A verb of saying in the past"), ("present", "A verb of saying in the present"),
    ("participle", "A participle of saying, such as قائلا"), ("nominal", "A noun of saying, such as قوله"),
  ]

  /// Every kind of content with every form of a cue.
  static let rules =
    contents.flatMap { content in
      forms.map { form in StageRule("\(content.0)-\(form.0)", "\(form.1), and \(content.1).") }
    } + [
      StageRule(
        "particle", "A particle that names a source, such as بحسب or وفق, and the sentence around it."),
      StageRule("cue-after-marks", "Words in quotation marks, and the verb of saying behind them."),
      StageRule("headline", "A headline: a name, a colon, and what was said."),
    ]

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
