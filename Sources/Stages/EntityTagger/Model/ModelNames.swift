import Isnad
import IsnadArabic
import IsnadText

/// Names by the model alone: lists and patterns beside it cost more than they bring (75.2 for 74.1, five folds of the
/// annotated news by outlet).
struct ModelNames {
  let model: any NameModel

  init(_ model: any NameModel) { self.model = model }

  /// The names of each of an article's sentences.
  /// - Parameters:
  ///   - text: the article.
  ///   - sentences: ranges of tokens, from the first on.
  func names(_ words: NameWords, of text: SourceText, _ sentences: [Range<Int>]) throws -> [[NameCandidate]] {
    let calibration = model.calibration
    return try model.read(words, of: text, sentences).map { mentions in
      mentions.compactMap { mention in
        let first = mention.tokens.lowerBound
        // A letter that stands before quotation marks is no name: لـ"فرانس برس".
        guard mention.tokens.count > 1 || words.tokens[first].form.length > 2 else { return nil }
        return NameCandidate(
          tokens: mention.tokens, stripped: mention.clitics ?? clitics(first, words),
          label: EntityLabel(rawValue: mention.label), confidence: calibration(mention.probability),
          rule: Self.rule)
      }
    }
  }

  static let rule = "model"

  /// Bytes of clitics on a name's first word: those that the lexicon knows of or that can be nothing else, and
  /// those without which the word is one that the news uses.
  private func clitics(_ index: Int, _ words: NameWords) -> Int {
    if words[index].stripped > 0 { return Int(words[index].stripped) }
    let certain = words.certainClitics(index)
    if certain > 0, isWhole(index, words, certain) { return 0 }
    guard certain == 0, words[index].flags.isEmpty, !model.knows(words.tokens[index].fingerprint) else {
      return certain
    }
    var stripped = 0
    words.readings(index) { reading in
      guard reading.stripped > 0, model.knows(reading.fingerprint) else { return false }
      stripped = reading.stripped
      return true
    }
    return stripped
  }

  /// Whether what looks like clitics before an article is a word's beginning: the news uses كاليفورنيا and
  /// never اليفورنيا.
  private func isWhole(_ index: Int, _ words: NameWords, _ clitics: Int) -> Bool {
    let token = words.tokens[index]
    let forms = words.tokens.forms
    guard model.knows(token.fingerprint),
      Clitics.hasArticle(forms.span, token.form.start + clitics, token.form.end)
    else { return false }
    let rest = Fingerprint.of(forms.span, from: token.form.start + clitics, to: token.form.end)
    return !model.knows(rest)
  }
}
