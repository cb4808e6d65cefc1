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
    let clitics = NameClitics(model: model, words: words, written: WrittenNames(found, words))
    return found.map { mentions in
      mentions.indices.compactMap { number in
        let mention = mentions[number]
        let before = number > 0 ? mentions[number - 1] : nil
        let first = mention.tokens.lowerBound
        // A letter that stands before quotation marks is no name: لـ"فرانس برس".
        guard mention.tokens.count > 1 || words.tokens[first].form.length > 2 else { return nil }
        return NameCandidate(
          tokens: mention.tokens,
          stripped: mention.clitics ?? clitics(of: mention, behind: before),
          label: EntityLabel(rawValue: mention.label), confidence: calibration(mention.probability),
          rule: Self.rule)
      }
    }
  }

  static let rule = "model"
}
