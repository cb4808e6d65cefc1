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
    let found = try model.read(words, of: text, sentences)
    let written = WrittenNames(found, words)
    return found.map { mentions in
      mentions.compactMap { mention in
        let first = mention.tokens.lowerBound
        // A letter that stands before quotation marks is no name: لـ"فرانس برس".
        guard mention.tokens.count > 1 || words.tokens[first].form.length > 2 else { return nil }
        return NameCandidate(
          tokens: mention.tokens, stripped: mention.clitics ?? clitics(mention.tokens, words, written),
          label: EntityLabel(rawValue: mention.label), confidence: calibration(mention.probability),
          rule: Self.rule)
      }
    }
  }

  static let rule = "model"

  /// Bytes of clitics on a name's first word: those that the lexicon knows of or that can be nothing else; those without
  /// which the article has the name as well, or the word opens one; and those without which it is one that the news uses.
  private func clitics(_ name: Range<Int>, _ words: NameWords, _ written: WrittenNames) -> Int {
    let index = name.lowerBound
    let word = words[index]
    if word.stripped > 0 { return Int(word.stripped) }
    let certain = words.certainClitics(index)
    if certain > 0 { return isWhole(index, words, certain) ? 0 : certain }
    let isListed = !word.whole.isDisjoint(with: Self.listed)
    let isUnknown = word.flags.isEmpty && !model.knows(words.tokens[index].fingerprint)
    var stripped = 0
    words.readings(index) { reading in
      guard reading.stripped > 0, words.tokens[index].form.length - reading.stripped >= Self.leastName else {
        return false
      }
      let isCut =
        written.contains(words.tail(of: name, joinedTo: reading.fingerprint))
        || !isListed
          && (written.opens(reading.fingerprint)
            || !words.lexicon[reading.fingerprint].isDisjoint(with: Self.heads))
        || isUnknown && model.knows(reading.fingerprint)
      if isCut { stripped = reading.stripped }
      return isCut
    }
    return stripped
  }

  /// Bytes of the shortest name behind clitics.
  private static let leastName = 6
  /// What lists say of a word that is a name as it is written: وجدة, لحسن.
  private static let listed: NameFlags = [
    .givenName, .surname, .place, .organisation, .group, .other, .person,
  ]
  /// Words that names begin with: لمركز is مركز, whatever stands behind it.
  private static let heads: NameFlags = [.organisationHead, .placeHead]

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
